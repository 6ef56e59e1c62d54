package io.github.weightwatcher4j.dl4j;

import static io.github.weightwatcher4j.model.LayerType.DENSE;
import static io.github.weightwatcher4j.model.LayerType.RNN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.weightwatcher4j.model.LayerType;
import java.util.List;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@SuppressWarnings("deprecation") // the Graves layers are still found in saved networks
class RecurrentLayersTest {

  private static final List<String> GATES = List.of("input", "forget", "output", "modulation");
  private static final int IN = 3;
  private static final int OUT = 5;

  private static LSTM.Builder lstm() {
    return new LSTM.Builder().nOut(OUT);
  }

  private static MultiLayerNetwork net(org.deeplearning4j.nn.conf.layers.Layer layer) {
    layer.setLayerName("r");
    return Nets.of(InputType.recurrent(IN, 4), layer, Nets.loss());
  }

  private static void hasGates(Listed listed, String name, INDArray weights) {
    for (int gate = 0; gate < GATES.size(); gate++) {
      INDArray columns = weights.get(all(), interval(gate * OUT, (gate + 1) * OUT));
      listed.hasMatrix(name + "." + GATES.get(gate), LayerType.LSTM, columns);
    }
  }

  @Test
  void anLstmHasOneLayerForEachGateOfInputAndState() {
    MultiLayerNetwork net = net(lstm().build());

    Listed listed = Listed.of(net);

    assertThat(listed.names())
        .containsExactly(
            "r.W.input",
            "r.W.forget",
            "r.W.output",
            "r.W.modulation",
            "r.RW.input",
            "r.RW.forget",
            "r.RW.output",
            "r.RW.modulation",
            "layer1");
    assertThat(listed.indices()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 1);
    hasGates(listed, "r.W", Nets.param(net, 0, "W"));
    hasGates(listed, "r.RW", Nets.param(net, 0, "RW"));
  }

  @Test
  void theGatesDoWhatTheirNamesSay() {
    MultiLayerNetwork net =
        Nets.of(
            InputType.recurrent(1, 2),
            new LSTM.Builder().nOut(1).activation(Activation.IDENTITY).build(),
            Nets.loss());
    net.params().assign(0);
    double[] weights = {3, -1, 0.5, -2};
    for (int gate = 0; gate < 4; gate++) {
      Nets.param(net, 0, "W").putScalar(0, gate, weights[gate]);
    }

    INDArray output = net.feedForward(Nd4j.ones(1, 1, 2)).get(1);

    // IFOG: the input is not squashed, forget, output and modulation are gates in (0, 1).
    double first = weights[0] * sigmoid(weights[3]);
    double second = first * sigmoid(weights[1]) + first;
    double out = sigmoid(weights[2]);
    double tolerance = 1e-5; // float32
    assertThat(output.getDouble(0, 0, 0)).isCloseTo(out * first, within(tolerance));
    assertThat(output.getDouble(0, 0, 1)).isCloseTo(out * second, within(tolerance));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Test
  void peepholeColumnsAreLeftOut() {
    MultiLayerNetwork net = net(new GravesLSTM.Builder().nOut(OUT).build());

    Listed listed = Listed.of(net);

    assertThat(Nets.param(net, 0, "RW").shape()).containsExactly(OUT, 4 * OUT + 3);
    assertThat(listed.names()).hasSize(9);
    hasGates(listed, "r.W", Nets.param(net, 0, "W"));
    hasGates(listed, "r.RW", Nets.param(net, 0, "RW"));
  }

  @Test
  void aGravesBidirectionalLstmHasBothDirections() {
    MultiLayerNetwork net = net(new GravesBidirectionalLSTM.Builder().nOut(OUT).build());

    Listed listed = Listed.of(net);

    assertThat(listed.names()).hasSize(17).startsWith("r.forward.W.input");
    hasGates(listed, "r.forward.W", Nets.param(net, 0, "WF"));
    hasGates(listed, "r.forward.RW", Nets.param(net, 0, "RWF"));
    hasGates(listed, "r.backward.W", Nets.param(net, 0, "WB"));
    hasGates(listed, "r.backward.RW", Nets.param(net, 0, "RWB"));
  }

  @Test
  void aSimpleRecurrentLayerHasInputAndStateWeights() {
    MultiLayerNetwork net = net(new SimpleRnn.Builder().nOut(OUT).hasLayerNorm(true).build());

    Listed listed = Listed.of(net);

    assertThat(listed.names()).containsExactly("r.W", "r.RW", "layer1");
    listed
        .hasMatrix("r.W", RNN, Nets.param(net, 0, "W"))
        .hasMatrix("r.RW", RNN, Nets.param(net, 0, "RW"));
  }

  @Test
  void aBidirectionalLayerHasItsPartsForwardAndBackward() {
    MultiLayerNetwork net = net(new Bidirectional(lstm().build()));

    Listed listed = Listed.of(net);

    assertThat(listed.names()).hasSize(17);
    hasGates(listed, "r.forward.W", Nets.param(net, 0, "fW"));
    hasGates(listed, "r.forward.RW", Nets.param(net, 0, "fRW"));
    hasGates(listed, "r.backward.W", Nets.param(net, 0, "bW"));
    hasGates(listed, "r.backward.RW", Nets.param(net, 0, "bRW"));
  }

  @Test
  void wrappersAreSeenThrough() {
    MultiLayerNetwork last = net(new LastTimeStep(new Bidirectional(lstm().build())));
    MultiLayerNetwork masked =
        net(new MaskZeroLayer(new SimpleRnn.Builder().nIn(IN).nOut(OUT).build(), 0));
    MultiLayerNetwork distributed =
        net(new TimeDistributed(new DenseLayer.Builder().nOut(OUT).build(), RNNFormat.NCW));

    hasGates(Listed.of(last), "r.backward.RW", Nets.param(last, 0, "bRW"));
    Listed.of(masked).hasMatrix("r.RW", RNN, Nets.param(masked, 0, "RW"));
    Listed.of(distributed).hasMatrix("r", DENSE, Nets.param(distributed, 0, "W"));
  }
}
