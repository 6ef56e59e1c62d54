package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.NamedTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tensors of a model by their names and by the modules that they are in. */
final class Tensors {

  private final Map<String, NamedTensor> byName = new HashMap<>();
  private final Map<String, List<String>> byModule = new HashMap<>();

  Tensors(List<NamedTensor> tensors) {
    for (NamedTensor tensor : tensors) {
      byName.put(tensor.name(), tensor);
      byModule.computeIfAbsent(module(tensor.name()), m -> new ArrayList<>()).add(tensor.name());
    }
  }

  /** Everything before the last dot; empty where there is none. */
  static String module(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }

  Optional<NamedTensor> get(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Whether it is a {@code weight} with nothing beside or below it, as most are, and no codes. */
  boolean isAlone(NamedTensor tensor) {
    String name = tensor.name();
    boolean small =
        tensor
            .view()
            .flatMap(view -> view.storage().element())
            .filter(type -> type.bytes() == 1)
            .isPresent();
    return !small && name.endsWith(".weight") && in(module(name)).size() == 1 && in(name).isEmpty();
  }

  /** Names of the tensors right in a module. */
  List<String> in(String module) {
    return byModule.getOrDefault(module, List.of());
  }
}
