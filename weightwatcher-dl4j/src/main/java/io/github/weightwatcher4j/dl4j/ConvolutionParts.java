package io.github.weightwatcher4j.dl4j;

import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Slicing;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.params.DepthwiseConvolutionParamInitializer;
import org.deeplearning4j.nn.params.SeparableConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolutions whose kernels are not simply a stack of channel matrices. */
final class ConvolutionParts {

  private ConvolutionParts() {}

  /** One filter bank per input channel: {@code W [kH, kW, in, multiplier]}. */
  static List<Part> depthwise(Object conf, Map<String, INDArray> params) {
    String key = DepthwiseConvolutionParamInitializer.WEIGHT_KEY;
    return List.of(unfolded(key, parameter(params, key)));
  }

  /**
   * Depthwise {@code W [multiplier, in, kH, kW]}, then pointwise {@code pW [out, in * multiplier,
   * 1, 1]}.
   */
  static List<Part> separable(Object conf, Map<String, INDArray> params) {
    INDArray depthwise =
        parameter(params, SeparableConvolutionParamInitializer.DEPTH_WISE_WEIGHT_KEY);
    INDArray pointwise =
        parameter(params, SeparableConvolutionParamInitializer.POINT_WISE_WEIGHT_KEY);
    return List.of(
        unfolded("depthwise", depthwise),
        new Part("pointwise", LayerType.CONV2D, Slicing.TRAILING, pointwise));
  }

  /**
   * Capsules: {@code weight [1, inputs, outputs * outputSize, inputSize, 1]}, a matrix for each
   * input capsule.
   */
  static List<Part> capsules(Object conf, Map<String, INDArray> params) {
    INDArray weight = parameter(params, "weight");
    INDArray stack = weight.reshape('c', weight.size(1), weight.size(2), weight.size(3));
    Part part = new Part("weight", LayerType.OTHER, Slicing.LEADING, stack);
    return List.of(part.reshapedFrom(weight));
  }

  /** A matrix with the first two of four axes as rows, the last two as columns. */
  static Part unfolded(String name, INDArray kernel) {
    INDArray matrix =
        kernel.reshape('c', kernel.size(0) * kernel.size(1), kernel.size(2) * kernel.size(3));
    return Part.matrix(name, LayerType.DEPTHWISE_CONV, matrix).reshapedFrom(kernel);
  }

  private static INDArray parameter(Map<String, INDArray> params, String key) {
    INDArray array = params.get(key);
    if (array == null) {
      throw new IllegalStateException("expected a parameter " + key + " among " + params.keySet());
    }
    return array;
  }
}
