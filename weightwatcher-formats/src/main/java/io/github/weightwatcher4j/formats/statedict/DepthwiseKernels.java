package io.github.weightwatcher4j.formats.statedict;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which kernels {@code [C, 1, k...]} are filters of one channel each. A plain convolution of an
 * input with one channel has the same shape: it is told by its name, or by the convolution before
 * it, whose channels a depthwise one takes up and a first one has not.
 */
final class DepthwiseKernels {

  private static final Pattern NAME =
      Pattern.compile("depth_?wise|(^|[._/])(dw|dw_?conv\\d*|conv_?dw|dconv)([._/]|$)");

  private DepthwiseKernels() {}

  static Set<String> among(List<Parameter> parameters) {
    Set<String> names = new HashSet<>();
    Map<Integer, Long> channels = new HashMap<>();
    for (Parameter parameter : parameters) {
      if (isKernel(parameter)) {
        int rank = parameter.shape().rank();
        if (isDepthwise(parameter, channels.getOrDefault(rank, 0L))) {
          names.add(parameter.name());
        }
        channels.put(rank, parameter.shape().dim(0));
      }
    }
    return names;
  }

  private static boolean isKernel(Parameter parameter) {
    int rank = parameter.shape().rank();
    return rank >= 3 && rank <= 5 && parameter.leaf().matches("weight(_v|_orig)?|original1");
  }

  private static boolean isDepthwise(Parameter parameter, long channelsBefore) {
    long channels = parameter.shape().dim(0);
    if (channels <= 1 || parameter.shape().dim(1) != 1) {
      return false;
    }
    return NAME.matcher(parameter.module()).find()
        || (channelsBefore > 1 && channels % channelsBefore == 0);
  }
}
