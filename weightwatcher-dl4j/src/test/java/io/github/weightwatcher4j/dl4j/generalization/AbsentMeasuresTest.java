package io.github.weightwatcher4j.dl4j.generalization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What has no value says why; what is no network or no data is refused. */
class AbsentMeasuresTest {

  private static MultiLayerNetwork network(InputType input, Layer... layers) {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder().seed(3).activation(Activation.TANH).list();
    Arrays.stream(layers).forEach(list::layer);
    MultiLayerNetwork net = new MultiLayerNetwork(list.setInputType(input).build());
    net.init();
    return net;
  }

  private static MultiLayerNetwork dense(Layer... first) {
    Layer[] layers = Arrays.copyOf(first, first.length + 1);
    layers[first.length] = output();
    return network(InputType.feedForward(4), layers);
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(2)
        .activation(Activation.SOFTMAX)
        .build();
  }

  /** Examples that alternate between two classes. */
  private static DataSet data(long... features) {
    INDArray labels = Nd4j.zeros(DataType.FLOAT, features[0], 2);
    for (int i = 0; i < features[0]; i++) {
      labels.putScalar(i, i % 2, 1);
    }
    return new DataSet(Nd4j.rand(DataType.FLOAT, features), labels);
  }

  private static String reason(DataSet data, MultiLayerNetwork net, Measure measure) {
    Generalization measured = GeneralizationMeasures.on(data).draws(2).of(net);
    assertThat(measured.value(measure)).isEmpty();
    assertThat(measured.adjusted(measure)).isEmpty();
    assertThat(measured.toString()).contains(measure.key());
    return measured.reason(measure).orElseThrow();
  }

  @Test
  void aRecurrentLayerHasNoPathNormButNorms() {
    MultiLayerNetwork net =
        network(
            InputType.recurrent(4),
            new LSTM.Builder().nOut(3).build(),
            new GlobalPoolingLayer(),
            output());
    DataSet sequences = data(20, 4, 5);

    assertThat(reason(sequences, net, Measure.PATH_NORM))
        .isEqualTo("layer 0 is a LSTM, which has no path norm");
    assertThat(GeneralizationMeasures.on(sequences).draws(2).of(net).value(Measure.NORM))
        .isPresent();
  }

  @Test
  void batchNormalizationHasNoPathNormButSharpnessByItsStoredStatistics() {
    MultiLayerNetwork net =
        dense(new DenseLayer.Builder().nOut(5).build(), new BatchNormalization());

    Generalization measured = GeneralizationMeasures.on(data(20, 4)).draws(2).of(net);
    assertThat(measured.value(Measure.SHARPNESS).orElseThrow()).isPositive();
    assertThat(reason(data(20, 4), net, Measure.PATH_NORM)).contains("BatchNormalization");
  }

  @Test
  void nineExamplesHaveNoMargin() {
    assertThat(reason(data(9, 4), dense(), Measure.MARGIN))
        .isEqualTo("there are 9 examples, fewer than 10");
    assertThat(reason(data(9, 4), dense(), Measure.PATH_NORM_OVER_MARGIN)).isEqualTo("no margin");
  }

  @Test
  void aMarginThatIsNotPositiveDividesNothing() {
    // Labels alternate and features are random: half of them are wrong.
    assertThat(reason(data(40, 4), dense(), Measure.INVERSE_MARGIN)).endsWith("not positive");
    assertThat(GeneralizationMeasures.on(data(40, 4)).draws(2).of(dense()).value(Measure.MARGIN))
        .isPresent();
  }

  @Test
  void whatGuessesHasNoNoiseThatMakesItWorse() {
    MultiLayerNetwork zero = dense();
    zero.params().assign(0); // every margin is 0, which is no right answer

    assertThat(reason(data(20, 4), zero, Measure.SIGMA)).contains("no noise lowers it");
    assertThat(reason(data(20, 4), zero, Measure.LOG_PRODUCT_OF_SPECTRAL))
        .isEqualTo("a weight matrix is zero");
  }

  @Test
  void distancesNeedWhereItStarted() {
    MultiLayerNetwork net = dense();

    assertThat(reason(data(20, 4), net, Measure.DISTANCE))
        .isEqualTo("no network before training was given");
    Generalization still = GeneralizationMeasures.on(data(20, 4)).draws(2).startedFrom(net).of(net);
    assertThat(still.value(Measure.DISTANCE)).hasValue(0);
    assertThat(still.reason(Measure.DISTANCE)).isEmpty();
    assertThat(still.reason(Measure.LOG_SPECTRAL_INITIAL)).isPresent();
  }

  @Test
  void aStartOfAnotherShapeIsRefused() {
    MultiLayerNetwork other = dense(new DenseLayer.Builder().nOut(5).build());
    GeneralizationMeasures measures = GeneralizationMeasures.on(data(20, 4)).startedFrom(other);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> measures.of(dense()))
        .withMessageContaining("[[4, 2]]")
        .withMessageContaining("[[4, 5], [5, 2]]");
  }

  @Test
  void networksThatCannotBeMeasuredAreRefused() {
    GeneralizationMeasures measures = GeneralizationMeasures.on(data(20, 4));
    MultiLayerNetwork broken = dense();
    broken.params().putScalar(3, Double.NaN);
    ComputationGraph twoOutputs =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("a", output(), "in")
                .addLayer("b", output(), "in")
                .setOutputs("a", "b")
                .setInputTypes(InputType.feedForward(4))
                .build());
    twoOutputs.init();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> measures.of(broken))
        .withMessageContaining("parameter W of layer 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> measures.of(twoOutputs))
        .withMessageContaining("one input and one output but it has 1 and 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> measures.of(new MultiLayerNetwork(dense().getLayerWiseConfigurations())))
        .withMessageContaining("init()");
  }

  @Test
  void dataThatAreNoClassifiedExamplesAreRefused() {
    DataSet good = data(20, 4);
    DataSet notFinite = data(20, 4);
    notFinite.getFeatures().putScalar(7, Float.POSITIVE_INFINITY);
    DataSet masked = data(20, 4);
    masked.setLabelsMaskArray(Nd4j.ones(20, 1));

    for (DataSet bad :
        List.of(
            new DataSet(good.getFeatures(), Nd4j.ones(20, 2)),
            new DataSet(good.getFeatures(), Nd4j.zeros(20, 2)),
            new DataSet(good.getFeatures(), Nd4j.ones(20, 1)),
            new DataSet(good.getFeatures(), Nd4j.ones(20, 2, 5)),
            new DataSet(good.getFeatures(), data(19, 4).getLabels()),
            notFinite,
            masked,
            new DataSet())) {
      assertThatIllegalArgumentException().isThrownBy(() -> GeneralizationMeasures.on(bad));
    }
  }

  @Test
  void laterChangesOfFloat64DataAreNotSeenAndNothingGivenIsChanged() {
    DataSet data = data(20, 4);
    data.setFeatures(data.getFeatures().castTo(DataType.DOUBLE));
    data.setLabels(data.getLabels().castTo(DataType.DOUBLE));
    DataSet before = data.copy();
    MultiLayerNetwork net = dense().convertDataType(DataType.DOUBLE);
    INDArray parameters = net.params().dup();
    GeneralizationMeasures measures = GeneralizationMeasures.on(data).draws(1);
    double loss = measures.of(net).loss();

    assertThat(net.params()).isEqualTo(parameters);
    assertThat(data.getFeatures()).isEqualTo(before.getFeatures());
    assertThat(data.getLabels()).isEqualTo(before.getLabels());
    data.getFeatures().assign(7);
    data.getLabels().assign(0);

    assertThat(measures.of(net).loss()).isEqualTo(loss);
  }

  @Test
  void settingsOutsideTheirDomainAreRefused() {
    GeneralizationMeasures measures = GeneralizationMeasures.on(data(20, 4));

    assertThatIllegalArgumentException().isThrownBy(() -> measures.rho(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> measures.rho(0));
    assertThatIllegalArgumentException().isThrownBy(() -> measures.draws(0));
  }

  @Test
  void textHasTheSameDigitsAndLineEndsInEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      String text = GeneralizationMeasures.on(data(20, 4)).draws(1).of(dense()).toString();
      assertThat(text).startsWith("20 examples, accuracy 0.").doesNotContain("\r").endsWith("\n");
      assertThat(text).matches("\\p{ASCII}*");
    } finally {
      Locale.setDefault(before);
    }
  }
}
