package io.github.weightwatcher4j.random;

/** Checks of arguments that NaN cannot pass. */
final class Domain {

  private Domain() {}

  static void requirePositive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be finite and > 0 but was " + value);
    }
  }

  static void requireShape(int rows, int columns) {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "a matrix needs rows and columns, but the shape is %d x %d".formatted(rows, columns));
    }
  }

  /** That a matrix has room for so many independent directions. */
  static void requireRank(int rank, int rows, int columns) {
    requireShape(rows, columns);
    if (rank > Math.min(rows, columns)) {
      throw new IllegalArgumentException(
          "a matrix of %d x %d has no room for %d independent directions"
              .formatted(rows, columns, rank));
    }
  }
}
