package io.github.weightwatcher4j.check;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Verdicts and phases as a user types them: the label, the constant, or a first word. */
final class Words {

  private Words() {}

  /**
   * The constant that a text names, without regard to case: {@code heavy-tailed}, {@code
   * HEAVY_TAILED} or {@code heavy}; empty where none or more than one is meant.
   */
  static <E extends Enum<E>> Optional<E> find(E[] constants, String text) {
    String name = text.toUpperCase(Locale.ROOT).replaceAll("[-+ ]", "_");
    List<E> exact = Arrays.stream(constants).filter(it -> it.name().equals(name)).toList();
    List<E> found =
        exact.isEmpty()
            ? Arrays.stream(constants)
                .filter(it -> it.name().startsWith(name + "_") && !name.contains("_"))
                .toList()
            : exact;
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }
}
