package io.github.weightwatcher4j.formats.dl4j.internal;

import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Why a layer has no matrix, in words. */
public final class MissingMatrix {

  private static final Map<String, String> NAMES =
      Map.of(
          Dl4jClasses.LAYERS + "ActivationLayer", "activation",
          Dl4jClasses.LAYERS + "BatchNormalization", "batch normalization",
          Dl4jClasses.LAYERS + "DropoutLayer", "dropout",
          Dl4jClasses.LAYERS + "misc.ElementWiseMultiplicationLayer", "element-wise multiplication",
          Dl4jClasses.LAYERS + "GlobalPoolingLayer", "pooling",
          Dl4jClasses.LAYERS + "PReLULayer", "PReLU",
          Dl4jClasses.LAYERS + "SubsamplingLayer", "pooling",
          Dl4jClasses.LAYERS + "Subsampling3DLayer", "pooling");

  private MissingMatrix() {}

  /** Type of a layer without a matrix. */
  public static LayerType type(LayerClass layer) {
    boolean norm =
        layer.isLayer("BatchNormalization") || layer.isLayer("LocalResponseNormalization");
    return norm ? LayerType.NORM : LayerType.OTHER;
  }

  /** What it means: matrices that are not told from vectors would be lost. */
  public static Absence absence(LayerClass layer, Map<String, TensorShape> parameters) {
    return layer.isLayer("BatchNormalization")
            || isElementWise(layer)
            || parameters.values().stream().noneMatch(TensorShape::isMatrix)
        ? Absence.NO_WEIGHTS
        : Absence.UNREAD;
  }

  private static boolean isElementWise(LayerClass layer) {
    return layer.isLayer("PReLULayer") || layer.isLayer("misc.ElementWiseMultiplicationLayer");
  }

  /** The reason, for the shapes of the layer's parameters by key. */
  public static String reason(LayerClass layer, Map<String, TensorShape> parameters) {
    String name = name(layer);
    if (parameters.isEmpty()) {
      return name + " has no weights";
    }
    if (layer.isLayer("BatchNormalization")) {
      return "batch normalization carries vectors, no matrix";
    }
    String shapes =
        parameters.entrySet().stream()
            .map(parameter -> parameter.getKey() + " " + parameter.getValue())
            .collect(Collectors.joining(", "));
    return isElementWise(layer)
        ? name + " works element by element, no matrix: " + shapes
        : name + " carries vectors, no matrix: " + shapes;
  }

  /** {@code ZeroPaddingLayer} as "zero padding layer". */
  private static String name(LayerClass layer) {
    return layer
        .nearest(NAMES)
        .orElseGet(
            () ->
                layer
                    .name()
                    .substring(layer.name().lastIndexOf('.') + 1)
                    .replaceAll("(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z0-9])(?=[A-Z][a-z])", " ")
                    .replace('$', ' ')
                    .toLowerCase(Locale.ROOT));
  }
}
