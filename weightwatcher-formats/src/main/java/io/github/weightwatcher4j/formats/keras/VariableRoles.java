package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.model.Precision;
import java.util.ArrayList;
import java.util.List;

/**
 * What the variables of Keras's layers are, by number: the order in which a layer makes them.
 * Quantized layers add scales, zero points and indices of groups, which count and types tell.
 */
final class VariableRoles {

  private static final List<String> RECURRENT = List.of("kernel", "recurrent_kernel", "bias");
  private static final List<String> SEPARABLE =
      List.of("depthwise_kernel", "pointwise_kernel", "bias");
  private static final List<String> NORM =
      List.of("gamma", "beta", "moving_mean", "moving_variance");
  private static final List<String> EMBEDDING = List.of("embeddings", "reverse_embeddings");
  private static final List<String> PLAIN = List.of("kernel", "bias");
  private static final List<String> CALIBRATED =
      List.of("bias", "quantized_kernel", "quantized_kernel_scale", "quantized_kernel_zero");
  private static final List<String> FLOAT8 =
      List.of(
          "inputs_scale",
          "inputs_amax_history",
          "kernel_scale",
          "kernel_amax_history",
          "outputs_grad_scale",
          "outputs_grad_amax_history");

  private VariableRoles() {}

  /**
   * What each variable of a layer is; its number where that is not known.
   *
   * @param words classes and names on the way to the layer
   * @param config what the model's description says of the layer
   * @param tensors the variables in their order
   */
  static List<String> names(String words, LayerConfig config, List<NamedTensor> tensors) {
    List<String> known = known(words, config, tensors);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      boolean odd = i < known.size() && known.get(i).equals("bias") && isWeights(words, tensors, i);
      names.add(i < known.size() && !odd ? known.get(i) : "variable" + i);
    }
    return names;
  }

  /** A layer of a class of one's own may keep anything second: a matrix is no bias. */
  private static boolean isWeights(String words, List<NamedTensor> tensors, int i) {
    return tensors.get(i).longAxes() > 1
        && tensors.get(0).shape().rank() <= tensors.get(i).shape().rank()
        && !words.matches(".*(lstm|gru|rnn|locally).*");
  }

  private static List<String> known(String words, LayerConfig config, List<NamedTensor> tensors) {
    if (words.contains("normalization")) {
      return NORM;
    }
    if (words.matches(".*(lstm|gru|rnn).*")) {
      return RECURRENT;
    }
    if (words.contains("separable")) {
      return SEPARABLE;
    }
    if (words.contains("embedding")) {
      return isQuantized(tensors) ? quantizedEmbedding(tensors) : EMBEDDING;
    }
    if (words.contains("prelu")) {
      return List.of("alpha");
    }
    if (isQuantized(tensors)) {
      return config.isTrue("use_bias") && tensors.size() == 2 ? PLAIN : quantized(tensors);
    }
    boolean calibrated = tensors.size() >= 4 && isInteger(tensors.get(1));
    if (calibrated && tensors.get(0).shape().rank() == 1 && tensors.get(1).shape().rank() == 2) {
      return CALIBRATED;
    }
    boolean float8 = tensors.size() >= FLOAT8.size() + 1 && tensors.size() <= FLOAT8.size() + 2;
    if (float8) {
      return joined(PLAIN.subList(0, tensors.size() - FLOAT8.size()), FLOAT8);
    }
    return tensors.get(0).shape().rank() > 0 ? PLAIN : List.of();
  }

  private static List<String> joined(List<String> first, List<String> then) {
    List<String> all = new ArrayList<>(first);
    all.addAll(then);
    return all;
  }

  private static boolean isInteger(NamedTensor tensor) {
    return tensor
        .view()
        .filter(view -> view.storage().precision() == Precision.INTEGER)
        .isPresent();
  }

  private static boolean isQuantized(List<NamedTensor> tensors) {
    return isInteger(tensors.get(0)) && tensors.get(0).shape().rank() >= 2;
  }

  private static List<String> quantizedEmbedding(List<NamedTensor> tensors) {
    List<String> names = new ArrayList<>(List.of("embeddings", "embeddings_scale"));
    boolean grouped =
        tensors.size() > 3
            && isInteger(tensors.get(2))
            && tensors.get(2).shape().equals(tensors.get(1).shape());
    if (grouped) {
      names.addAll(List.of("embeddings_zero", "g_idx"));
    }
    names.addAll(
        List.of("reverse_embeddings", "reverse_embeddings_scale", "reverse_embeddings_zero"));
    return names;
  }

  private static List<String> quantized(List<NamedTensor> tensors) {
    return switch (tensors.size()) {
      case 2 -> List.of("kernel", "kernel_scale");
      case 3 -> List.of("kernel", "bias", "kernel_scale");
      case 4 -> List.of("kernel", "kernel_scale", "kernel_zero", "g_idx");
      case 5 -> List.of("kernel", "bias", "kernel_scale", "kernel_zero", "g_idx");
      default -> List.of("kernel");
    };
  }
}
