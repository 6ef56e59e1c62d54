package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.List;
import java.util.Optional;

/**
 * One variable of a model.
 *
 * @param layer the layer of the model that it belongs to
 * @param module what inside the layer, {@code forward} or {@code query} say; empty where it is the
 *     layer itself
 * @param name what it is, {@code kernel} say
 * @param words classes and names on the way to it, in lower case without underscores
 * @param config what the model's description says of the innermost layer
 * @param tensor the numbers
 * @param axes which of its axes are inputs and outputs, where that is known
 */
record Variable(
    String layer,
    String module,
    String name,
    String words,
    LayerConfig config,
    NamedTensor tensor,
    Optional<EinsumKernel> axes) {

  /**
   * A variable at the end of a path.
   *
   * @param path names of the layer and of what is inside it
   * @param configs what is known of each
   * @param name what the variable is
   */
  static Variable of(
      List<String> path, List<LayerConfig> configs, String name, NamedTensor tensor) {
    StringBuilder words = new StringBuilder();
    configs.forEach(config -> words.append(' ').append(config.words()));
    List<String> inside = path.subList(1, path.size()).stream().filter(Variable::isShown).toList();
    String module = String.join(".", inside.stream().map(Variable::direction).toList());
    LayerConfig innermost = configs.get(configs.size() - 1);
    String said = KerasConfig.normalized(words.toString());
    return new Variable(path.get(0), module, name, said, innermost, tensor, Optional.empty());
  }

  /** The cell of a recurrent layer is all that there is in it. */
  private static boolean isShown(String step) {
    return !step.matches("cell|.*_cell(_\\d+)?|while");
  }

  private static String direction(String step) {
    return step.startsWith("forward_")
        ? "forward"
        : step.startsWith("backward_") ? "backward" : step;
  }

  /** The same variable with other numbers. */
  Variable with(NamedTensor other) {
    return new Variable(layer, module, name, words, config, other, axes);
  }

  /** The same variable with what its axes are. */
  Variable with(EinsumKernel known) {
    return new Variable(layer, module, name, words, config, tensor, Optional.of(known));
  }

  /** The same variable with other words on the way to it. */
  Variable saying(String others) {
    return new Variable(layer, module, name, others, config, tensor, axes);
  }

  TensorShape shape() {
    return tensor.shape();
  }

  boolean says(String word) {
    return words.contains(word);
  }

  /** Whether its numbers are integers: no weights by themselves. */
  boolean isInteger() {
    return tensor
        .view()
        .filter(view -> view.storage().precision() == Precision.INTEGER)
        .isPresent();
  }

  /** Name of its layer or of what inside of it. */
  String owner() {
    return module.isEmpty() ? layer : layer + "." + module;
  }

  /** As for messages. */
  String described() {
    return name + " " + shape();
  }
}
