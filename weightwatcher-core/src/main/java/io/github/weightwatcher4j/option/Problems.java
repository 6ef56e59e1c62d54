package io.github.weightwatcher4j.option;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a set of options, all of it at once. */
final class Problems {

  private final List<String> found = new ArrayList<>();

  void require(boolean holds, String problem) {
    if (!holds) {
      found.add(problem);
    }
  }

  /** A number that is finite and not negative. */
  void requireTolerance(String name, double value) {
    require(
        value >= 0 && value < Double.POSITIVE_INFINITY,
        name + " must be finite and >= 0 but was " + value);
  }

  /**
   * Ends the check.
   *
   * @throws IllegalArgumentException where anything was found; the message lists all of it
   */
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new IllegalArgumentException("analysis options: " + String.join("; ", found));
    }
  }
}
