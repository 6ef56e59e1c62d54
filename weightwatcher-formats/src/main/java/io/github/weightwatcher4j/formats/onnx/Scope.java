package io.github.weightwatcher4j.formats.onnx;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The constants that a graph knows: its own and, in a subgraph, those around it. */
final class Scope {

  private final @Nullable Scope outer;
  private final Map<String, Value> values = new HashMap<>();

  /** A scope inside another; none for a model's graph or a function's body. */
  Scope(@Nullable Scope outer) {
    this.outer = outer;
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
    for (Scope scope = this; scope != null; scope = scope.outer) {
      Value value = scope.values.get(name);
      if (value != null) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
