package io.github.weightwatcher4j.dl4j.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.curvature.Curvature;
import io.github.weightwatcher4j.curvature.CurvatureOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The loss is that of the network at test time, its gradient the derivative of that loss. */
@Tag("thorough")
class NetworkLossTest {

  private record Case(Model net, DataSet data) {

    double score() {
      return net instanceof MultiLayerNetwork layers
          ? layers.score(data, false)
          : ((ComputationGraph) net).score(data, false);
    }

    /** Some updates, so that statistics of batches are stored. */
    Case trained() {
      for (int i = 0; i < 5; i++) {
        if (net instanceof MultiLayerNetwork layers) {
          layers.fit(data);
        } else {
          ((ComputationGraph) net).fit(data);
        }
      }
      return this;
    }
  }

  private static NeuralNetConfiguration.Builder builder() {
    return new NeuralNetConfiguration.Builder()
        .seed(7)
        .updater(new Adam(0.01))
        .activation(Activation.TANH);
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .name("out")
        .activation(Activation.SOFTMAX)
        .nOut(3)
        .build();
  }

  private static INDArray random(int seed, long... shape) {
    long count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    double[] values = new Random(seed).doubles(count, -1, 1).toArray();
    return Nd4j.createFromArray(values).reshape(shape).castTo(DataType.FLOAT);
  }

  private static DataSet data(int examples, long... inputs) {
    long[] shape = new long[inputs.length + 1];
    shape[0] = examples;
    System.arraycopy(inputs, 0, shape, 1, inputs.length);
    INDArray labels = Nd4j.zeros(DataType.FLOAT, examples, 3);
    for (int i = 0; i < examples; i++) {
      labels.putScalar(i, (i * 7) % 3, 1);
    }
    return new DataSet(random(examples, shape), labels);
  }

  private static Case layers(
      NeuralNetConfiguration.ListBuilder layers, InputType type, DataSet data) {
    MultiLayerNetwork net = new MultiLayerNetwork(layers.setInputType(type).build());
    net.init();
    return new Case(net, data);
  }

  private static Case chance() {
    return layers(
        builder()
            .weightNoise(new DropConnect(0.7))
            .list()
            .layer(new DenseLayer.Builder().name("fc").nOut(9).dropOut(0.6).build())
            .layer(new DropoutLayer(new GaussianNoise(0.3)))
            .layer(new DenseLayer.Builder().nOut(8).build())
            .layer(output()),
        InputType.feedForward(6),
        data(20, 6));
  }

  private static Case normalized(boolean logarithm, boolean locked) {
    return layers(
        builder()
            .list()
            .layer(new DenseLayer.Builder().name("fc").nOut(9).build())
            .layer(
                new BatchNormalization.Builder(locked)
                    .name("norm")
                    .useLogStd(logarithm)
                    .gamma(locked ? 1.3 : 1)
                    .beta(locked ? 0.2 : 0)
                    .build())
            .layer(output()),
        InputType.feedForward(6),
        data(20, 6));
  }

  private static Case convolution(CNN2DFormat format) {
    boolean first = format == CNN2DFormat.NCHW;
    return layers(
        builder()
            .list()
            .layer(new ConvolutionLayer.Builder(2, 2).nOut(4).dataFormat(format).build())
            .layer(new BatchNormalization.Builder().dataFormat(format).build())
            .layer(output()),
        InputType.convolutional(5, 5, 2, format),
        first ? data(10, 2, 5, 5) : data(10, 5, 5, 2));
  }

  private static Case recurrent() {
    MultiLayerNetwork net =
        new MultiLayerNetwork(
            builder()
                .list()
                .layer(new LSTM.Builder().nIn(4).nOut(5).build())
                .layer(
                    new RnnOutputLayer.Builder(LossFunction.MSE)
                        .activation(Activation.IDENTITY)
                        .nIn(5)
                        .nOut(3)
                        .build())
                .backpropType(BackpropType.TruncatedBPTT)
                .tBPTTLength(3)
                .build());
    net.init();
    INDArray mask = Nd4j.ones(DataType.FLOAT, 6, 7);
    mask.putScalar(2, 6, 0).putScalar(2, 5, 0).putScalar(4, 6, 0);
    return new Case(net, new DataSet(random(1, 6, 4, 7), random(2, 6, 3, 7), mask, mask.dup()));
  }

  private static Case frozen() {
    return layers(
        builder()
            .list()
            .layer(new FrozenLayer(new DenseLayer.Builder().name("fc").nOut(9).build()))
            .layer(output()),
        InputType.feedForward(6),
        data(20, 6));
  }

  private static Case graph() {
    ComputationGraph net =
        new ComputationGraph(
            builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("fc", new DenseLayer.Builder().nOut(9).dropOut(0.5).build(), "in")
                .addLayer("norm", new BatchNormalization(), "fc")
                .addLayer("out", output(), "norm")
                .setOutputs("out")
                .setInputTypes(InputType.feedForward(6))
                .build());
    net.init();
    return new Case(net, data(20, 6));
  }

  static Stream<Named<Case>> networks() {
    return Stream.of(
        Named.of("dropout and noise", chance()),
        Named.of("normalized", normalized(false, false).trained()),
        Named.of("normalized, logarithm", normalized(true, false).trained()),
        Named.of("normalized, locked", normalized(false, true).trained()),
        Named.of("convolution", convolution(CNN2DFormat.NCHW).trained()),
        Named.of("convolution, channels last", convolution(CNN2DFormat.NHWC).trained()),
        Named.of("recurrent with masks", recurrent()),
        Named.of("frozen", frozen()),
        Named.of("graph", graph().trained()));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void lossIsTheScoreAtTestTime(Case network) {
    NetworkLoss loss = NetworkLoss.of(network.net(), network.data());
    double found = loss.evaluate(loss.theta(), new double[loss.parameters()]);
    assertThat(found).isCloseTo(network.score(), within(2e-6 * (1 + found))); // float32 there
  }

  @ParameterizedTest
  @MethodSource("networks")
  void gradientIsTheDerivativeOfTheLoss(Case network) {
    NetworkLoss loss = NetworkLoss.of(network.net(), network.data());
    double[] theta = loss.theta();
    double[] gradient = new double[theta.length];
    loss.evaluate(theta, gradient);
    double[] scratch = new double[theta.length];
    boolean[] moved = new boolean[theta.length];
    loss.all().ranges().forEach(r -> Arrays.fill(moved, r.from(), r.to(), true));
    for (int i = 0; i < theta.length; i += 1 + theta.length / 60) {
      double[] there = theta.clone();
      there[i] = theta[i] + 1e-5;
      double above = loss.evaluate(there, scratch);
      there[i] = theta[i] - 1e-5;
      double slope = moved[i] ? (above - loss.evaluate(there, scratch)) / 2e-5 : 0;
      assertThat(gradient[i]).as("parameter %s", i).isCloseTo(slope, within(1e-8));
    }
  }

  @Test
  void batchesAreAveragedByTheirExamples() {
    Case network = chance();
    NetworkLoss whole = NetworkLoss.of(network.net(), network.data());
    NetworkLoss parts =
        NetworkLoss.of(network.net(), new ListDataSetIterator<>(network.data().asList(), 7));
    double[] one = new double[whole.parameters()];
    double[] other = new double[whole.parameters()];

    assertThat(whole.evaluate(whole.theta(), one))
        .isCloseTo(parts.evaluate(whole.theta(), other), within(1e-14));
    assertThat(one).containsExactly(other, within(1e-14));
  }

  @Test
  void laterChangesOfFloat64DataAndNetworkAreNotSeenAndNeitherIsChanged() {
    Case single = chance();
    MultiLayerNetwork net = ((MultiLayerNetwork) single.net()).convertDataType(DataType.DOUBLE);
    INDArray mask = Nd4j.ones(DataType.DOUBLE, 20, 1);
    DataSet data =
        new DataSet(
            single.data().getFeatures().castTo(DataType.DOUBLE),
            single.data().getLabels().castTo(DataType.DOUBLE),
            null,
            mask);
    DataSet before = data.copy();
    INDArray parameters = net.params().dup();
    NetworkLoss loss = NetworkLoss.of(net, data);
    double[] elsewhere = loss.theta();
    Arrays.setAll(elsewhere, i -> elsewhere[i] + 1);
    double[] gradient = new double[loss.parameters()];
    loss.evaluate(elsewhere, gradient);
    final double found = loss.evaluate(loss.theta(), gradient);

    assertThat(data.getFeatures()).isEqualTo(before.getFeatures());
    assertThat(data.getLabels()).isEqualTo(before.getLabels());
    assertThat(data.getLabelsMaskArray()).isEqualTo(before.getLabelsMaskArray());
    assertThat(net.params()).isEqualTo(parameters);
    data.getFeatures().assign(7);
    data.getLabels().assign(0);
    mask.assign(0);
    net.params().assign(0);
    assertThat(loss.evaluate(loss.theta(), gradient)).isEqualTo(found);
  }

  @Test
  void blocksAreLayersByNameAndIndex() {
    NetworkLoss loss = NetworkLoss.of(frozen().net(), frozen().data());

    assertThat(loss.layers("layer0")).isEqualTo(loss.layers(0));
    assertThat(loss.layers("layer0").size()).isEqualTo(6 * 9 + 9);
    assertThat(loss.layers("layer0", "layer0")).isEqualTo(loss.layers(0));
    assertThat(loss.layers(0, 0)).isEqualTo(loss.layers(0));
    assertThat(loss.layers("layer0", "out").size()).isEqualTo(loss.parameters());
    assertThat(loss.trainable().size()).isEqualTo(9 * 3 + 3);
    assertThat(loss.curvature(CurvatureOptions.defaults()).block().name()).isEqualTo("not frozen");
    assertThatThrownBy(() -> loss.layers("layer0", "fc9"))
        .hasMessageContaining("[layer0, fc9]")
        .hasMessageContaining("layer0, out");
  }

  @Test
  void statisticsOfNormalizationAreNoParametersOfTheLoss() {
    NetworkLoss loss = NetworkLoss.of(normalized(false, false).net(), data(20, 6));
    assertThat(loss.layers("norm").size()).isEqualTo(2 * 9);
    assertThat(loss.trainable().size()).isEqualTo(loss.parameters() - 2 * 9);
  }

  @Test
  void penaltiesAddTheirCurvatureToTheTrace() {
    MultiLayerNetwork net =
        (MultiLayerNetwork)
            layers(
                    builder()
                        .l2(0.03)
                        .list()
                        .layer(new DenseLayer.Builder().name("fc").nOut(9).build())
                        .layer(output()),
                    InputType.feedForward(6),
                    data(20, 6))
                .net();
    NetworkLoss loss = NetworkLoss.of(net, data(20, 6));
    Curvature without = loss.curvature(CurvatureOptions.defaults());
    Curvature with = loss.withPenalties().curvature(CurvatureOptions.defaults());

    assertThat(with.loss()).isCloseTo(net.score(data(20, 6), false), within(1e-6));
    assertThat(without.loss()).isLessThan(with.loss());
    assertThat(with.trace(3).trace() - without.trace(3).trace())
        .isCloseTo(0.03 * (6 * 9 + 9 * 3), within(1e-6));
  }

  @Test
  void whatHasNoLossIsRefused() {
    MultiLayerNetwork net = (MultiLayerNetwork) chance().net();
    net.params().putScalar(3, Float.NaN);
    assertThatThrownBy(() -> NetworkLoss.of(net, data(20, 6)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(
            () -> NetworkLoss.of(chance().net(), new ListDataSetIterator<>(List.of(), 7)))
        .hasMessageContaining("no examples");
    Case random =
        layers(
            builder()
                .list()
                .layer(new DenseLayer.Builder().nOut(8).activation(Activation.RRELU).build())
                .layer(output()),
            InputType.feedForward(6),
            data(20, 6));
    assertThatThrownBy(() -> NetworkLoss.of(random.net(), random.data()))
        .hasMessageContaining("RReLU");
  }
}
