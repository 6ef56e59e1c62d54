package io.github.weightwatcher4j.formats.onnx;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The constants that a graph knows: its own and, in a subgraph, those around it. */
final class Constants {

  private final @Nullable Constants outer;
  private final Links links;
  private final Map<String, Value> values = new HashMap<>();

  /**
   * The constants of a graph.
   *
   * @param outer those around it; none for a model's graph or a function's body
   * @param links what its operations give each other
   */
  Constants(@Nullable Constants outer, Links links) {
    this.outer = outer;
    this.links = links;
  }

  void define(String name, Value value) {
    if (!name.isEmpty()) {
      values.put(name, value);
    }
  }

  Optional<Value> find(String name) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    for (Constants constants = this; constants != null; constants = constants.outer) {
      Value value = constants.values.get(name);
      if (value != null) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /** What the graph's operations give each other. */
  Links links() {
    return links;
  }
}
