package io.github.weightwatcher4j.formats.keras;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.List;

/**
 * One variable of a model.
 *
 * @param layer the layer of the model that it belongs to
 * @param module what inside the layer, {@code forward} or {@code query} say; empty where it is the
 *     layer itself
 * @param name what it is, {@code kernel} say
 * @param words classes and names on the way to it, in lower case without underscores
 * @param tensor the numbers
 */
record Variable(String layer, String module, String name, String words, NamedTensor tensor) {

  /**
   * A variable at the end of a path.
   *
   * @param path names of the layer and of what is inside it
   * @param name what the variable is
   */
  static Variable of(List<String> path, String name, KerasConfig config, NamedTensor tensor) {
    StringBuilder words = new StringBuilder();
    path.forEach(step -> words.append(' ').append(config.words(step)));
    List<String> inside = path.subList(1, path.size()).stream().filter(Variable::isShown).toList();
    String module = String.join(".", inside.stream().map(Variable::direction).toList());
    return new Variable(
        path.get(0), module, name, KerasConfig.normalized(words.toString()), tensor);
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

  TensorShape shape() {
    return tensor.shape();
  }

  boolean says(String word) {
    return words.contains(word);
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
