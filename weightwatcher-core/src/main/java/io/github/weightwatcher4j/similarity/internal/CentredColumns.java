package io.github.weightwatcher4j.similarity.internal;

/** Row-major matrices in memory, a row for each sample. */
public final class CentredColumns {

  private CentredColumns() {}

  /**
   * Subtracts the mean of each column, in place, and divides all by the largest absolute value that
   * is left. A column of one value becomes exact zeros, however large the value.
   *
   * @throws IllegalArgumentException where a value is NaN or infinite, or every column constant
   */
  public static void centre(double[] values, int rows, int columns) {
    double scale = largest(values, columns);
    double[] sums = new double[columns];
    boolean[] varies = new boolean[columns];
    for (int i = 0; i < values.length; i++) {
      values[i] /= scale; // so that no sum leaves the range of a double
      sums[i % columns] += values[i];
      varies[i % columns] |= values[i] != values[i % columns];
    }
    double most = 0;
    for (int i = 0; i < values.length; i++) {
      int column = i % columns;
      values[i] = varies[column] ? values[i] - sums[column] / rows : 0;
      most = Math.max(most, Math.abs(values[i]));
    }
    if (most == 0) {
      throw new IllegalArgumentException(
          "every column is constant over the %d samples: there is nothing to compare"
              .formatted(rows));
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= most;
    }
  }

  /** The largest absolute value; 1 where all are zero. */
  private static double largest(double[] values, int columns) {
    double largest = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "the value of sample %d, feature %d is %s"
                .formatted(i / columns, i % columns, values[i]));
      }
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest == 0 ? 1 : largest;
  }

  /** The first columns of a matrix. */
  public static double[] firstColumns(double[] values, int rows, int columns, int kept) {
    double[] result = new double[Math.multiplyExact(rows, kept)];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values, row * columns, result, row * kept, kept);
    }
    return result;
  }

  /** The transpose. */
  public static double[] transposed(double[] values, int rows, int columns) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i % columns * rows + i / columns] = values[i];
    }
    return result;
  }
}
