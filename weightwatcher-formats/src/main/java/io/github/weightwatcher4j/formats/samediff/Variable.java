package io.github.weightwatcher4j.formats.samediff;

import java.util.Optional;

/**
 * A variable of a graph.
 *
 * @param name its name
 * @param kind what it is
 * @param array its numbers; empty where it has none yet
 */
record Variable(String name, Kind kind, Optional<StoredArray> array) {

  /** What a variable is. */
  enum Kind {
    /** Trained. */
    VARIABLE,
    /** Not trained. */
    CONSTANT,
    /** Computed or given, anew each time. */
    OTHER;

    static Kind of(int code) {
      return code == 0 ? VARIABLE : code == 1 ? CONSTANT : OTHER;
    }
  }

  /** Whether it is listed: SameDiff itself adds single numbers to a graph that is trained. */
  boolean isListed() {
    boolean unknown = array.isPresent() && !array.get().isSound();
    return switch (kind) {
      case VARIABLE -> unknown || array.isEmpty() || !isSingle(array.get());
      case CONSTANT -> unknown || (array.isPresent() && rank(array.get()) >= 2);
      case OTHER -> false;
    };
  }

  private static boolean isSingle(StoredArray array) {
    return array.tensor().shape().dims().stream().allMatch(length -> length == 1);
  }

  private static int rank(StoredArray array) {
    return array.tensor().shape().rank();
  }
}
