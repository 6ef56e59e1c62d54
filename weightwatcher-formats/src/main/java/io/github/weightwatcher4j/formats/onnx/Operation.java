package io.github.weightwatcher4j.formats.onnx;

/** What is computed of each number of a tensor, or of two tensors. */
sealed interface Operation {

  /**
   * Puts results in the place of the first numbers. Whole runs at a time, so that each operation is
   * a loop of its own.
   *
   * @param first the numbers of the first tensor, from index {@code at} on
   * @param second those of the second, from index 0 on; of no account where there is none
   */
  void apply(double[] first, int at, double[] second, int count);

  /** Operations without parameters. */
  enum Plain implements Operation {
    /** What there is. */
    COPY,
    /** a + b. */
    ADD,
    /** a - b. */
    SUBTRACT,
    /** a b. */
    MULTIPLY,
    /** a / b. */
    DIVIDE,
    /** a to the power of b. */
    POWER,
    /** Square root of a. */
    ROOT,
    /** 1 / a. */
    RECIPROCAL,
    /** -a. */
    NEGATE,
    /** a without its fraction. */
    TRUNCATE;

    @Override
    public void apply(double[] first, int at, double[] second, int count) {
      switch (this) {
        case COPY -> {}
        case ADD -> add(first, at, second, count);
        case SUBTRACT -> subtract(first, at, second, count);
        case MULTIPLY -> multiply(first, at, second, count);
        default -> {
          for (int i = 0; i < count; i++) {
            first[at + i] = one(first[at + i], second[i]);
          }
        }
      }
    }

    private static void add(double[] first, int at, double[] second, int count) {
      for (int i = 0; i < count; i++) {
        first[at + i] += second[i];
      }
    }

    private static void subtract(double[] first, int at, double[] second, int count) {
      for (int i = 0; i < count; i++) {
        first[at + i] -= second[i];
      }
    }

    private static void multiply(double[] first, int at, double[] second, int count) {
      for (int i = 0; i < count; i++) {
        first[at + i] *= second[i];
      }
    }

    private double one(double a, double b) {
      return switch (this) {
        case DIVIDE -> a / b;
        case POWER -> Math.pow(a, b);
        case ROOT -> Math.sqrt(a);
        case RECIPROCAL -> 1 / a;
        case NEGATE -> -a;
        case TRUNCATE -> (long) a;
        default -> throw new IllegalStateException("no loop for " + this);
      };
    }
  }

  /**
   * To the nearest integer, of two the even one, plus a zero point, within the range of a type.
   *
   * @param range what the type reaches
   */
  record Saturate(DataType.Range range) implements Operation {
    @Override
    public void apply(double[] first, int at, double[] second, int count) {
      for (int i = 0; i < count; i++) {
        double nearest = Math.rint(first[at + i]) + second[i];
        first[at + i] = Math.max(range.least(), Math.min(range.largest(), nearest));
      }
    }
  }
}
