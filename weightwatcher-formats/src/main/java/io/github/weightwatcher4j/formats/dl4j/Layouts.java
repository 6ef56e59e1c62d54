package io.github.weightwatcher4j.formats.dl4j;

import static java.util.Map.entry;

import io.github.weightwatcher4j.formats.dl4j.internal.Dl4jClasses;
import io.github.weightwatcher4j.formats.dl4j.internal.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which parameters each class of layer has and how they lie, as DL4J's parameter initializers lay
 * them out (DL4J 1.0.0-M2.1, package {@code org.deeplearning4j.nn.params}).
 */
final class Layouts {

  /** The parameters of one class of layer. */
  @FunctionalInterface
  interface Rule {
    /** The parameters by the layer's configuration. */
    List<Parameter> of(SavedLayer layer) throws UnknownLayerException;
  }

  /** As {@link Rule}, of a layer that holds no other. */
  @FunctionalInterface
  private interface Plain {
    List<Parameter> of(LayerFields fields) throws UnknownLayerException;
  }

  /** Layers without parameters. */
  private static final List<String> LAYERS_WITHOUT =
      List.of(
          "ActivationLayer",
          "CapsuleStrengthLayer",
          "Cnn3DLossLayer",
          "CnnLossLayer",
          "DropoutLayer",
          "GlobalPoolingLayer",
          "LocalResponseNormalization",
          "LossLayer",
          "Pooling1D",
          "Pooling2D",
          "RnnLossLayer",
          "SpaceToBatchLayer",
          "SpaceToDepthLayer",
          "Subsampling1DLayer",
          "Subsampling3DLayer",
          "SubsamplingLayer",
          "Upsampling1D",
          "Upsampling2D",
          "Upsampling3D",
          "ZeroPadding1DLayer",
          "ZeroPadding3DLayer",
          "ZeroPaddingLayer",
          "convolutional.Cropping1D",
          "convolutional.Cropping2D",
          "convolutional.Cropping3D",
          "misc.RepeatVector",
          "objdetect.Yolo2OutputLayer",
          "util.MaskLayer");

  /** Vertices without parameters. */
  private static final List<String> VERTICES_WITHOUT =
      List.of(
          "ElementWiseVertex",
          "L2NormalizeVertex",
          "L2Vertex",
          "MergeVertex",
          "PoolHelperVertex",
          "PreprocessorVertex",
          "ReshapeVertex",
          "ScaleVertex",
          "ShiftVertex",
          "StackVertex",
          "SubsetVertex",
          "UnstackVertex",
          "rnn.DuplicateToTimeSeriesVertex",
          "rnn.LastTimeStepVertex",
          "rnn.ReverseTimeSeriesVertex");

  private static final Map<String, Rule> RULES = rules();

  private Layouts() {}

  /** Whether a class is known here. */
  static boolean isKnown(String className) {
    return RULES.containsKey(className);
  }

  /**
   * The parameters of a layer that is no wrapper; empty where its class is not known.
   *
   * @throws UnknownLayerException where its configuration does not tell them
   */
  static Optional<List<Parameter>> of(SavedLayer layer) throws UnknownLayerException {
    Rule rule = RULES.get(layer.className());
    return rule == null ? Optional.empty() : Optional.of(rule.of(layer));
  }

  private static Map<String, Rule> rules() {
    Map<String, Rule> rules = new HashMap<>();
    put(rules, layers());
    put(rules, ConvolutionLayouts.rules());
    put(rules, AttentionLayouts.rules());
    withoutParameters().forEach(name -> rules.put(name, layer -> List.of()));
    return Map.copyOf(rules);
  }

  private static void put(Map<String, Rule> rules, Map<String, Rule> more) {
    rules.putAll(more);
  }

  private static Map<String, Rule> layers() {
    return Map.ofEntries(
        layer("DenseLayer", Layouts::dense),
        layer("OutputLayer", Layouts::output),
        layer("RnnOutputLayer", Layouts::output),
        layer("EmbeddingLayer", Layouts::output),
        layer(
            "EmbeddingSequenceLayer", fields -> feedForward(fields, fields.flag("hasBias", false))),
        layer("CenterLossOutputLayer", Layouts::centerLoss),
        layer("AutoEncoder", Layouts::pretrained),
        layer("RBM", Layouts::pretrained),
        layer("BatchNormalization", Layouts::batchNormalization),
        layer("PReLULayer", Layouts::prelu),
        layer("misc.ElementWiseMultiplicationLayer", Layouts::elementWise),
        layer("LSTM", fields -> lstm(fields, 0)),
        layer("GravesLSTM", fields -> lstm(fields, 3)),
        layer("GravesBidirectionalLSTM", Layouts::gravesBidirectional),
        layer("recurrent.SimpleRnn", Layouts::simpleRecurrent),
        entry(Dl4jClasses.LAYERS + "variational.VariationalAutoencoder", Autoencoder::layout),
        entry(Dl4jClasses.CONF + "ocnn.OCNNOutputLayer", plain(Layouts::oneClass)));
  }

  private static Map.Entry<String, Rule> layer(String name, Plain rule) {
    return entry(Dl4jClasses.LAYERS + name, plain(rule));
  }

  private static Rule plain(Plain rule) {
    return layer -> rule.of(new LayerFields(layer.fields()));
  }

  private static Layout weights(LayerFields fields, boolean bias) {
    return new Layout().fortran("W", fields.nIn(), fields.nOut()).vector("b", fields.nOut(), bias);
  }

  private static List<Parameter> feedForward(LayerFields fields, boolean bias) {
    return weights(fields, bias).parameters();
  }

  private static List<Parameter> output(LayerFields fields) {
    return feedForward(fields, fields.hasBias());
  }

  private static List<Parameter> dense(LayerFields fields) {
    return weights(fields, fields.hasBias())
        .vector("g", fields.nOut(), fields.flag("hasLayerNorm", false))
        .parameters();
  }

  private static List<Parameter> centerLoss(LayerFields fields) {
    return weights(fields, true).c("cL", fields.nOut(), fields.nIn()).parameters();
  }

  private static List<Parameter> pretrained(LayerFields fields) {
    return weights(fields, true).vector("vb", fields.nIn(), true).parameters();
  }

  private static List<Parameter> batchNormalization(LayerFields fields) {
    boolean learned = !fields.flag("lockGammaBeta", false);
    long length = fields.nOut();
    // Files of 1.0.0-beta3 and before do not say it, and keep the variance.
    String variance = fields.flag("useLogStd", false) ? "log10stdev" : "var";
    return new Layout()
        .vector("gamma", length, learned)
        .vector("beta", length, learned)
        .vector("mean", length, true)
        .vector(variance, length, true)
        .parameters();
  }

  private static List<Parameter> prelu(LayerFields fields) throws UnknownLayerException {
    long[] shape = fields.numbers("inputShape").stream().mapToLong(Long::longValue).toArray();
    if (fields.json().path("sharedAxes").isArray()) {
      for (long axis : fields.numbers("sharedAxes")) {
        if (axis < 1 || axis > shape.length) {
          throw new UnknownLayerException("it shares axis " + axis + " of " + shape.length);
        }
        shape[(int) axis - 1] = 1;
      }
    }
    return new Layout().fortran("W", shape).parameters();
  }

  private static List<Parameter> elementWise(LayerFields fields) {
    long length = fields.nIn();
    return new Layout().c("W", 1, length).vector("b", length, true).parameters();
  }

  private static List<Parameter> oneClass(LayerFields fields) {
    long hidden = fields.number("hiddenSize");
    return new Layout().c("w", 1, hidden).fortran("v", fields.nIn(), hidden).c("r").parameters();
  }

  /** Gates side by side, and the columns of peepholes behind them. */
  private static List<Parameter> lstm(LayerFields fields, long peepholes) {
    long n = fields.nOut();
    long gates = Math.multiplyExact(4, n);
    return new Layout()
        .fortran("W", fields.nIn(), gates)
        .fortran("RW", n, gates + peepholes)
        .vector("b", gates, true)
        .parameters();
  }

  private static List<Parameter> gravesBidirectional(LayerFields fields) {
    List<Parameter> direction = lstm(fields, 3);
    Layout layout = new Layout();
    for (String end : List.of("F", "B")) {
      layout.all("", direction.stream().map(it -> it.moved(it.key() + end, 0)).toList());
    }
    return layout.parameters();
  }

  private static List<Parameter> simpleRecurrent(LayerFields fields) {
    long n = fields.nOut();
    return new Layout()
        .fortran("W", fields.nIn(), n)
        .fortran("RW", n, n)
        .vector("b", n, true)
        .vector("g", Math.multiplyExact(2, n), fields.flag("hasLayerNorm", false))
        .parameters();
  }

  private static Stream<String> withoutParameters() {
    return Stream.of(
            LAYERS_WITHOUT.stream().map(name -> Dl4jClasses.LAYERS + name),
            VERTICES_WITHOUT.stream().map(name -> Dl4jClasses.GRAPH + name),
            Stream.of("org.deeplearning4j.nn.modelimport.keras.layers.TFOpLayer"))
        .flatMap(names -> names);
  }
}
