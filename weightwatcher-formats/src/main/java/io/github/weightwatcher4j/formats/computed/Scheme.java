package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.TensorView;
import java.io.IOException;
import java.util.Optional;

/** A way in which files keep a tensor that a layer computes with in others. */
interface Scheme {

  /** What it is called, for messages: {@code GPTQ}, say. */
  String name();

  /**
   * The end of a name by which such tensors are found, the main one of a group; empty where a
   * tensor's name does not end so.
   */
  Optional<String> ending(String name);

  /** What the tensor that the group makes up is called where the main one ends so: its ending. */
  default String newEnding(String ending) {
    return "weight";
  }

  /**
   * Whether the group is of this kind, by the names and types of its tensors; the configuration
   * decides between those that have the same.
   */
  boolean matches(Group group, ModelConfig config) throws IOException;

  /**
   * The tensor as the layer computes with it.
   *
   * @throws MisfitException where the parts do not fit, or it is not known how
   * @throws IOException where a small tensor or the configuration cannot be read
   */
  TensorView tensor(Group group, ModelConfig config) throws IOException;

  /** The ending of a name, if it is that. */
  static Optional<String> ending(String name, String end) {
    boolean found =
        name.endsWith(end)
            && (name.length() == end.length()
                || "._".indexOf(name.charAt(name.length() - end.length() - 1)) >= 0
                || end.startsWith("_"));
    return found ? Optional.of(end) : Optional.empty();
  }
}
