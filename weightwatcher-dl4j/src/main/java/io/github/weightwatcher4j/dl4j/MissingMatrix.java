package io.github.weightwatcher4j.dl4j;

import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.LayerType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Why a layer has no matrix, in words. */
final class MissingMatrix {

  private static final Map<Class<?>, String> NAMES =
      Map.of(
          ActivationLayer.class, "activation",
          BatchNormalization.class, "batch normalization",
          DropoutLayer.class, "dropout",
          ElementWiseMultiplicationLayer.class, "element-wise multiplication",
          GlobalPoolingLayer.class, "pooling",
          PReLULayer.class, "PReLU",
          SubsamplingLayer.class, "pooling",
          Subsampling3DLayer.class, "pooling");

  private MissingMatrix() {}

  /** Type of a layer without a matrix. */
  static LayerType type(Object conf) {
    boolean norm = conf instanceof BatchNormalization || conf instanceof LocalResponseNormalization;
    return norm ? LayerType.NORM : LayerType.OTHER;
  }

  /**
   * What it means for the layer's own (unwrapped) configuration: a table of a kind not known is
   * lost.
   */
  static Absence absence(Object conf, Map<String, INDArray> params) {
    boolean elements =
        conf instanceof BatchNormalization
            || conf instanceof PReLULayer
            || conf instanceof ElementWiseMultiplicationLayer;
    return elements || params.values().stream().allMatch(MissingMatrix::isVector)
        ? Absence.NO_WEIGHTS
        : Absence.UNREAD;
  }

  private static boolean isVector(INDArray array) {
    return Arrays.stream(array.shape()).filter(length -> length != 1).count() < 2;
  }

  /** The reason, for the layer's own (unwrapped) configuration. */
  static String reason(Object conf, Map<String, INDArray> params) {
    if (params.isEmpty()) {
      return name(conf.getClass()) + " has no weights";
    }
    if (conf instanceof BatchNormalization) {
      return "batch normalization carries vectors, no matrix";
    }
    String shapes =
        params.entrySet().stream()
            .map(param -> Part.describe(param.getKey(), param.getValue()))
            .collect(Collectors.joining(", "));
    return conf instanceof PReLULayer || conf instanceof ElementWiseMultiplicationLayer
        ? name(conf.getClass()) + " works element by element, no matrix: " + shapes
        : name(conf.getClass()) + " carries vectors, no matrix: " + shapes;
  }

  /** {@code ZeroPaddingLayer} as "zero padding layer". */
  private static String name(Class<?> kind) {
    for (Class<?> known = kind; known != null; known = known.getSuperclass()) {
      String name = NAMES.get(known);
      if (name != null) {
        return name;
      }
    }
    String simple = kind.getName().substring(kind.getName().lastIndexOf('.') + 1);
    return simple
        .replaceAll("(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z0-9])(?=[A-Z][a-z])", " ")
        .replace('$', ' ')
        .toLowerCase(Locale.ROOT);
  }
}
