package io.github.weightwatcher4j.formats.dl4j.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names of DL4J's classes. */
public final class Dl4jClasses {

  /** Package of all configurations, with a dot behind it. */
  public static final String CONF = "org.deeplearning4j.nn.conf.";

  /** Package of the layers. */
  public static final String LAYERS = CONF + "layers.";

  /** Package of the vertices. */
  public static final String GRAPH = CONF + "graph.";

  /** Names that files of 1.0.0-beta3 and before have in place of classes. */
  private static final Map<String, String> SHORT_NAMES = shortNames();

  private Dl4jClasses() {}

  /** The class that a short name stands for; the name itself where it is not known. */
  public static String ofShortName(String name) {
    return SHORT_NAMES.getOrDefault(name, name);
  }

  /** Whether a class is one of DL4J or ND4J by its name. */
  public static boolean isOfDl4j(String name) {
    return name.startsWith("org.deeplearning4j.") || name.startsWith("org.nd4j.");
  }

  private static Map<String, String> shortNames() {
    Map<String, String> names = new HashMap<>();
    names.put("autoEncoder", LAYERS + "AutoEncoder");
    names.put("RBM", LAYERS + "RBM");
    names.put("convolution", LAYERS + "ConvolutionLayer");
    names.put("convolution1d", LAYERS + "Convolution1DLayer");
    names.put("gravesLSTM", LAYERS + "GravesLSTM");
    names.put("gravesBidirectionalLSTM", LAYERS + "GravesBidirectionalLSTM");
    names.put("output", LAYERS + "OutputLayer");
    names.put("rnnoutput", LAYERS + "RnnOutputLayer");
    names.put("loss", LAYERS + "LossLayer");
    names.put("dense", LAYERS + "DenseLayer");
    names.put("subsampling", LAYERS + "SubsamplingLayer");
    names.put("subsampling1d", LAYERS + "Subsampling1DLayer");
    names.put("batchNormalization", LAYERS + "BatchNormalization");
    names.put("localResponseNormalization", LAYERS + "LocalResponseNormalization");
    names.put("embedding", LAYERS + "EmbeddingLayer");
    names.put("activation", LAYERS + "ActivationLayer");
    names.put("dropout", LAYERS + "DropoutLayer");
    names.put("GlobalPooling", LAYERS + "GlobalPoolingLayer");
    names.put("zeroPadding", LAYERS + "ZeroPaddingLayer");
    names.put("zeroPadding1d", LAYERS + "ZeroPadding1DLayer");
    names.put("ElementWiseMult", LAYERS + "misc.ElementWiseMultiplicationLayer");
    names.put("LossWrapper", LAYERS + "variational.LossFunctionWrapper");
    for (String kind : List.of("Gaussian", "Bernoulli", "Exponential", "Composite")) {
      names.put(kind, LAYERS + "variational." + kind + "ReconstructionDistribution");
    }
    putSimpleNames(names);
    return Map.copyOf(names);
  }

  /** Those that are called by their simple names. */
  private static void putSimpleNames(Map<String, String> names) {
    for (String layer :
        List.of(
            "LSTM",
            "CenterLossOutputLayer",
            "variational.VariationalAutoencoder",
            "misc.FrozenLayer",
            "Upsampling2D",
            "objdetect.Yolo2OutputLayer",
            "RnnLossLayer",
            "CnnLossLayer",
            "recurrent.Bidirectional",
            "recurrent.SimpleRnn",
            "util.MaskLayer",
            "util.MaskZeroLayer",
            "convolutional.Cropping1D",
            "convolutional.Cropping2D")) {
      names.put(layer.substring(layer.lastIndexOf('.') + 1), LAYERS + layer);
    }
    for (String vertex :
        List.of(
            "ElementWiseVertex",
            "MergeVertex",
            "SubsetVertex",
            "LayerVertex",
            "rnn.LastTimeStepVertex",
            "rnn.ReverseTimeSeriesVertex",
            "rnn.DuplicateToTimeSeriesVertex",
            "PreprocessorVertex",
            "StackVertex",
            "UnstackVertex",
            "L2Vertex",
            "ScaleVertex",
            "L2NormalizeVertex")) {
      names.put(vertex.substring(vertex.lastIndexOf('.') + 1), GRAPH + vertex);
    }
  }
}
