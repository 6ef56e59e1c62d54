package io.github.weightwatcher4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.change.ChangedModel;
import io.github.weightwatcher4j.change.Components;
import io.github.weightwatcher4j.change.Smoothing;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What a network with changed weights does: predict, train on, leave the original alone. */
class ChangedNetworkTest {

  private static final int SIZE = 20;

  private static final INDArray INPUT = Nd4j.rand(DataType.FLOAT, 8, SIZE);

  private static final Smoothing ALL = Smoothing.keep(Components.fraction(1));
  private static final Smoothing HALF = Smoothing.keep(Components.fraction(0.5));

  private static NeuralNetConfiguration.Builder builder(DataType type) {
    return new NeuralNetConfiguration.Builder()
        .seed(3)
        .dataType(type)
        .updater(new Adam(0.01))
        .activation(Activation.TANH);
  }

  /** Square layers, where a weight written to the wrong side of the diagonal would go unnoticed. */
  private static MultiLayerNetwork trained(DataType type) {
    MultiLayerNetwork net =
        new MultiLayerNetwork(
            builder(type)
                .list()
                .layer(new DenseLayer.Builder().nOut(SIZE).build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MSE)
                        .activation(Activation.IDENTITY)
                        .nOut(SIZE)
                        .build())
                .setInputType(InputType.feedForward(SIZE))
                .build());
    net.init();
    if (type != DataType.FLOAT16) { // where Adam divides by zero
      train(net);
    }
    return net;
  }

  private static void train(MultiLayerNetwork net) {
    INDArray input = INPUT.castTo(net.params().dataType());
    for (int step = 0; step < 5; step++) {
      net.fit(new DataSet(input, input));
    }
  }

  private static ComputationGraph trainedGraph() {
    ComputationGraph net =
        new ComputationGraph(
            builder(DataType.FLOAT)
                .graphBuilder()
                .addInputs("in")
                .addLayer("conv", new ConvolutionLayer.Builder(2, 2).nOut(15).build(), "in")
                .addLayer("dense", new DenseLayer.Builder().nOut(12).build(), "conv")
                .addLayer("out", new OutputLayer.Builder(LossFunction.MSE).nOut(2).build(), "dense")
                .setOutputs("out")
                .setInputTypes(InputType.convolutional(4, 4, 10))
                .build());
    net.init();
    net.fit(new DataSet(image(), Nd4j.ones(3, 2)));
    return net;
  }

  private static INDArray image() {
    return Nd4j.linspace(DataType.FLOAT, -1, 0.01, 3L * 10 * 4 * 4).reshape(3, 10, 4, 4);
  }

  private static ChangedModel change(Object net, Smoothing smoothing) {
    return new WeightWatcher(net).change(smoothing);
  }

  @Test
  void allComponentsMakeTheSamePredictions() {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16}) {
      MultiLayerNetwork net = trained(type);
      MultiLayerNetwork same = ChangedNetwork.copyOf(net, change(net, ALL));
      assertThat(same.params()).isEqualTo(net.params());
      INDArray input = INPUT.castTo(type);
      assertThat(same.output(input)).isEqualTo(net.output(input));
    }
  }

  @Test
  void halfOfTheComponentsMakeOtherPredictionsAndLeaveTheOriginalAlone() {
    MultiLayerNetwork net = trained(DataType.FLOAT);
    INDArray params = net.params().dup();
    INDArray predictions = net.output(INPUT);

    MultiLayerNetwork half = ChangedNetwork.copyOf(net, change(net, HALF));

    INDArray other = half.output(INPUT);
    assertThat(Arrays.stream(Listed.elements(other))).allMatch(Double::isFinite);
    assertThat(other.equalsWithEps(predictions, 1e-2)).isFalse();
    assertThat(net.params()).isEqualTo(params);
    assertThat(net.output(INPUT)).isEqualTo(predictions);
    // The biases are those of the original.
    assertThat(Nets.param(half, 1, "b")).isEqualTo(Nets.param(net, 1, "b"));
  }

  @Test
  void thePredictionsAreThoseOfTheProjectedMatrix() {
    MultiLayerNetwork net =
        Nets.of(
            InputType.feedForward(12),
            new OutputLayer.Builder(LossFunction.MSE)
                .activation(Activation.IDENTITY)
                .nOut(12)
                .build());
    // x W of W = 5 e0 e1^T + 0.1 I, not symmetric: its top triplet is almost (e0, e1).
    INDArray w = Nd4j.eye(12).muli(0.1);
    w.putScalar(0, 1, 5);
    Nets.param(net, 0, "W").assign(w);
    MultiLayerNetwork top =
        ChangedNetwork.copyOf(net, change(net, Smoothing.keep(Components.count(1))));
    INDArray first = Nd4j.eye(12).getRow(0, true);
    assertThat(top.output(first).getDouble(0, 1)).isBetween(4.99, 5.01);
    INDArray second = Nd4j.eye(12).getRow(1, true);
    assertThat(top.output(second).norm2Number().doubleValue()).isLessThan(0.2);
  }

  @Test
  void theCopyIsTrainedOnWhereTheOriginalStands() {
    MultiLayerNetwork net = trained(DataType.FLOAT);
    MultiLayerNetwork copy = ChangedNetwork.copyOf(net, change(net, ALL));

    assertThat(copy.getIterationCount()).isEqualTo(net.getIterationCount()).isEqualTo(5);
    INDArray state = net.getUpdater().getStateViewArray();
    assertThat(copy.getUpdater().getStateViewArray()).isEqualTo(state);
    train(copy);
    train(net);
    assertThat(copy.params()).isEqualTo(net.params());
  }

  @Test
  void aGraphPredictsWithItsChangedWeights() {
    ComputationGraph net = trainedGraph();
    INDArray params = net.params().dup();
    INDArray predictions = net.outputSingle(image());

    ComputationGraph same = ChangedNetwork.copyOf(net, change(net, ALL));
    ChangedModel changed = change(net, HALF);
    ComputationGraph half = ChangedNetwork.copyOf(net, changed);

    assertThat(changed.changed())
        .extracting(layer -> layer.layer().name())
        .containsExactly("conv", "dense");
    assertThat(same.outputSingle(image())).isEqualTo(predictions);
    assertThat(half.outputSingle(image())).isNotEqualTo(predictions);
    Listed.areEqual(Listed.weights(half), Listed.weights(changed));
    assertThat(net.params()).isEqualTo(params);
    ChangedNetwork.writeInto(net, changed);
    assertThat(net.params()).isEqualTo(half.params());
  }

  @Test
  void theCopyOfAGraphIsTrainedOnWhereTheOriginalStands() {
    ComputationGraph net = trainedGraph();
    ComputationGraph copy = ChangedNetwork.copyOf(net, change(net, ALL));

    assertThat(copy.getIterationCount()).isEqualTo(1);
    assertThat(copy.getEpochCount()).isEqualTo(net.getEpochCount());
    assertThat(copy.getUpdater().getStateViewArray())
        .isEqualTo(net.getUpdater().getStateViewArray());
    copy.fit(new DataSet(image(), Nd4j.ones(3, 2)));
    net.fit(new DataSet(image(), Nd4j.ones(3, 2)));
    assertThat(copy.params()).isEqualTo(net.params());
  }

  @Test
  void aNetworkThatIsNotTheSameIsLeftAlone() {
    MultiLayerNetwork net = trained(DataType.FLOAT);
    ChangedModel changed = change(net, HALF);
    MultiLayerNetwork other =
        Nets.of(
            InputType.feedForward(SIZE),
            new DenseLayer.Builder().nOut(SIZE).build(),
            new DenseLayer.Builder().nOut(SIZE + 1).build(),
            Nets.loss());
    INDArray params = other.params().dup();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChangedNetwork.writeInto(other, changed))
        .withMessageContaining("layer 'layer1' of the MultiLayerNetwork is [21 x 20]")
        .withMessageContaining("[20 x 20]");
    assertThat(other.params()).isEqualTo(params);
    MultiLayerNetwork smaller =
        Nets.of(
            InputType.feedForward(SIZE), new DenseLayer.Builder().nOut(SIZE).build(), Nets.loss());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChangedNetwork.copyOf(smaller, changed))
        .withMessageContaining("no layer 'layer1' to write into; it has [layer0]");
  }

  @Test
  void weightsFromElsewhereComeInTheirOwnOrientation() {
    MultiLayerNetwork net =
        Nets.of(
            InputType.feedForward(12),
            new DenseLayer.Builder().nOut(12).name("fc").build(),
            Nets.loss());
    double[][] matrix = new double[12][12];
    for (int i = 0; i < 12; i++) {
      matrix[i][(i + 1) % 12] = i + 1;
    }
    LayerInfo info = new LayerInfo(0, "fc", LayerType.DENSE);
    Weights weights = Weights.of(WeightTensor.of(matrix), Slicing.TRAILING);
    ChangedModel elsewhere = change(ModelSource.of("x", List.of(Layer.of(info, weights))), ALL);

    ChangedNetwork.writeInto(net, elsewhere);

    assertThat(Nets.param(net, 0, "W").toDoubleMatrix()).isDeepEqualTo(matrix);
  }
}
