package io.github.weightwatcher4j.formats.keras;

import java.util.List;

/** What the variables of Keras's layers are, by number: the order in which a layer makes them. */
final class VariableRoles {

  private static final List<String> RECURRENT = List.of("kernel", "recurrent_kernel", "bias");
  private static final List<String> SEPARABLE =
      List.of("depthwise_kernel", "pointwise_kernel", "bias");
  private static final List<String> NORM =
      List.of("gamma", "beta", "moving_mean", "moving_variance");
  private static final List<String> EMBEDDING = List.of("embeddings", "reverse_embeddings");
  private static final List<String> PLAIN = List.of("kernel", "bias");

  private VariableRoles() {}

  /** What variable {@code number} of a layer is; its number where that is not known. */
  static String name(String words, int number, int rank) {
    List<String> names = names(words, rank);
    return number < names.size() ? names.get(number) : "variable" + number;
  }

  private static List<String> names(String words, int rank) {
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
      return EMBEDDING;
    }
    if (words.contains("prelu")) {
      return List.of("alpha");
    }
    return rank > 0 ? PLAIN : List.of();
  }
}
