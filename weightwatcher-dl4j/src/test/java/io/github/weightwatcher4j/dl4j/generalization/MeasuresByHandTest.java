package io.github.weightwatcher4j.dl4j.generalization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.change.Components;
import io.github.weightwatcher4j.run.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Numbers that can be worked out by another way. */
class MeasuresByHandTest {

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(2)
        .activation(Activation.SOFTMAX)
        .build();
  }

  /** Two inputs, two classes, {@code W = [[3, 1], [0, 2]]} from input to class. */
  private static MultiLayerNetwork linear() {
    MultiLayerNetwork net =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(output())
                .setInputType(InputType.feedForward(2))
                .build());
    net.init();
    net.getParam("0_W").assign(Nd4j.create(new double[][] {{3, 1}, {0, 2}}));
    net.getParam("0_b").assign(Nd4j.create(new double[][] {{0.5, 0}}));
    return net;
  }

  private static DataSet same(int examples, double... features) {
    INDArray labels = Nd4j.zeros(DataType.DOUBLE, examples, 2);
    INDArray inputs = Nd4j.zeros(DataType.DOUBLE, examples, features.length);
    for (int i = 0; i < examples; i++) {
      labels.putScalar(i, 0, 1);
      inputs.putRow(i, Nd4j.createFromArray(features));
    }
    return new DataSet(inputs, labels);
  }

  @Test
  void oneLayerIsWorkedOutByHand() {
    Generalization measured = GeneralizationMeasures.on(same(10, 1, 0.5)).draws(1).of(linear());

    // Scores 3 * 1 + 0.5 and 1 + 2 * 0.5.
    assertThat(measured.value(Measure.MARGIN).orElseThrow()).isCloseTo(1.5, within(1e-12));
    assertThat(measured.loss()).isCloseTo(Math.log1p(Math.exp(-1.5)), within(1e-12));
    assertThat(measured.accuracy()).isEqualTo(1);
    assertThat(measured.value(Measure.NORM).orElseThrow()).isCloseTo(14, within(1e-12));
    // Eigenvalues of W'W = [[9, 3], [3, 5]] are 7 +- sqrt(13).
    assertThat(measured.value(Measure.LOG_PRODUCT_OF_SPECTRAL).orElseThrow())
        .isCloseTo(Math.log(7 + Math.sqrt(13)), within(1e-12));
    assertThat(measured.value(Measure.PATH_NORM).orElseThrow()).isCloseTo(14 + 0.25, within(1e-12));
    // g = -(1 - p)(x, 1; -x, -1), so that the margin falls by rho sqrt(2 (|x|^2 + 1)).
    double margin = 1.5 - 0.05 * Math.sqrt(2 * 2.25);
    assertThat(measured.value(Measure.SHARPNESS).orElseThrow())
        .isCloseTo(Math.log1p(Math.exp(-margin)) - measured.loss(), within(1e-12));
  }

  @Test
  void sigmaOfOneLayerIsThatOfTheNormalDistribution() {
    Generalization measured = GeneralizationMeasures.on(same(1, 1, 0.5)).draws(500).of(linear());

    double spread = Math.sqrt(2 * 2.25); // of the margin, for noise of deviation 1
    double quantile = new NormalDistribution().inverseCumulativeProbability(0.9);
    double expected = 1.5 / (quantile * spread);
    // The share of 500 draws is right to 0.0134; it falls by 0.22 a unit of ln sigma.
    assertThat(measured.value(Measure.SIGMA).orElseThrow())
        .isCloseTo(expected, within(3 * 0.0134 / 0.22 * expected));
  }

  @Test
  void aKernelAsLargeAsTheImageIsADenseLayer() {
    MultiLayerNetwork net =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(4)
                .convolutionMode(ConvolutionMode.Truncate)
                .activation(Activation.RELU)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).build())
                .layer(output())
                .setInputType(InputType.convolutional(3, 3, 2))
                .build());
    net.init();
    INDArray labels = Nd4j.zeros(DataType.DOUBLE, 12, 2);
    labels.getColumn(0).assign(1);
    DataSet data = new DataSet(Nd4j.rand(DataType.DOUBLE, 12, 2, 3, 3), labels);

    Generalization measured = GeneralizationMeasures.on(data).draws(1).of(net);

    double[][] kernels = net.getParam("0_W").dup('c').reshape('c', 4, 18).toDoubleMatrix();
    double[][] classes = net.getParam("1_W").toDoubleMatrix();
    double paths = 0;
    for (int hidden = 0; hidden < 4; hidden++) {
      for (double first : kernels[hidden]) {
        for (double second : classes[hidden]) {
          paths += Math.pow(first * second, 2);
        }
      }
    }
    // The network's own weights are float32, and widened before they are squared.
    assertThat(measured.value(Measure.PATH_NORM).orElseThrow()).isCloseTo(paths, within(1e-9));
    double spectral =
        Math.log(new SingularValueDecomposition(new Array2DRowRealMatrix(kernels)).getNorm())
            + Math.log(new SingularValueDecomposition(new Array2DRowRealMatrix(classes)).getNorm());
    assertThat(measured.value(Measure.LOG_PRODUCT_OF_SPECTRAL).orElseThrow())
        .isCloseTo(2 * spectral, within(1e-9));
  }

  @Test
  void theSameSeedGivesTheSameNumbersAndProgressGoesFromNoneToAll() {
    List<Double> shares = new ArrayList<>();
    GeneralizationMeasures measures = GeneralizationMeasures.on(same(10, 1, 0.5)).draws(20).seed(3);

    Generalization once =
        measures.progress((Progress progress) -> shares.add(progress.share())).of(linear());
    Generalization again = measures.of(linear());

    assertThat(again.value(Measure.SIGMA)).isEqualTo(once.value(Measure.SIGMA));
    assertThat(measures.seed(4).of(linear()).value(Measure.SIGMA))
        .isNotEqualTo(once.value(Measure.SIGMA));
    assertThat(shares).isSorted().startsWith(0.0).endsWith(1.0).hasSizeGreaterThan(6);
  }

  @Test
  void cancellingStopsBetweenPasses() {
    int[] asked = {0};
    GeneralizationMeasures measures =
        GeneralizationMeasures.on(same(10, 1, 0.5)).cancelWhen(() -> asked[0]++ > 50);

    assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> measures.of(linear()));
    assertThat(asked[0]).isEqualTo(52);
  }

  @Test
  void smoothedLayersAreTheTruncatedOnesOfAnotherLibrary() {
    Golden golden = Golden.of("tanh");
    MultiLayerNetwork net = golden.trained();
    DataSet data = golden.data();
    INDArray before = net.params().dup();
    int kept = 4;

    SmoothedAccuracy smoothed = SmoothedAccuracy.of(net, data, Components.count(kept));

    RealMatrix hidden = truncated(net.getParam("0_W"), kept);
    RealMatrix scores = truncated(net.getParam("1_W"), kept);
    MultiLayerNetwork other = golden.trained();
    other.getParam("0_W").assign(Nd4j.create(hidden.getData()));
    other.getParam("1_W").assign(Nd4j.create(scores.getData()));
    double accuracy = other.evaluate(batches(data)).accuracy();
    assertThat(smoothed.unchanged()).isEmpty();
    assertThat(smoothed.whole()).isEqualTo(1);
    assertThat(smoothed.smoothed()).isEqualTo(accuracy).isBetween(0.2, 0.95);
    assertThat(net.params()).isEqualTo(before);
    assertThat(SmoothedAccuracy.of(net, data, Components.fraction(1)).smoothed()).isEqualTo(1);
  }

  private static DataSetIterator batches(DataSet data) {
    return new ListDataSetIterator<>(data.asList(), data.numExamples());
  }

  private static RealMatrix truncated(INDArray weights, int kept) {
    SingularValueDecomposition svd =
        new SingularValueDecomposition(MatrixUtils.createRealMatrix(weights.toDoubleMatrix()));
    double[] values = svd.getSingularValues();
    for (int i = kept; i < values.length; i++) {
      values[i] = 0;
    }
    return svd.getU().multiply(MatrixUtils.createRealDiagonalMatrix(values)).multiply(svd.getVT());
  }
}
