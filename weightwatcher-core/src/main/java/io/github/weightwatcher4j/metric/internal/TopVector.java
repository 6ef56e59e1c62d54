package io.github.weightwatcher4j.metric.internal;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import java.util.function.BooleanSupplier;

/**
 * The right singular vector of the largest singular value, by power iteration from the longest row:
 * a step reads the matrix once, and where one value towers above the others few steps are needed.
 */
public final class TopVector {

  /** Length of the last step. */
  private static final double CLOSE = 1e-10;

  /** Where the two largest values are within a percent, the vector is any between theirs. */
  private static final int MOST_STEPS = 500;

  private final WeightMatrix matrix;
  private final BooleanSupplier cancelled;

  private TopVector(WeightMatrix matrix, BooleanSupplier cancelled) {
    this.matrix = matrix;
    this.cancelled = cancelled;
  }

  /**
   * The vector, of M components and of length 1; its sign is arbitrary. All zero for a matrix of
   * zeros.
   */
  public static double[] of(WeightMatrix matrix, BooleanSupplier cancelled) {
    TopVector search = new TopVector(matrix, cancelled);
    double[] vector = search.longestRow();
    double step = 1;
    for (int i = 0; i < MOST_STEPS && step > CLOSE; i++) {
      double[] next = search.next(vector);
      step = 0;
      for (int j = 0; j < next.length; j++) {
        step += (next[j] - vector[j]) * (next[j] - vector[j]);
      }
      step = Math.sqrt(step);
      vector = next;
    }
    return vector;
  }

  private double[] longestRow() {
    double[] longest = new double[matrix.columns()];
    double[] length = {0};
    forEachRow(
        row -> {
          double squares = 0;
          for (double x : row) {
            squares += x * x;
          }
          if (squares > length[0]) {
            length[0] = squares;
            System.arraycopy(row, 0, longest, 0, row.length);
          }
        });
    return normalized(longest);
  }

  /** W^T W x, normalized. */
  private double[] next(double[] vector) {
    double[] product = new double[vector.length];
    forEachRow(
        row -> {
          double dot = 0;
          for (int j = 0; j < row.length; j++) {
            dot += row[j] * vector[j];
          }
          for (int j = 0; j < row.length; j++) {
            product[j] += dot * row[j];
          }
        });
    return normalized(product);
  }

  private interface Row {
    void accept(double[] row);
  }

  private void forEachRow(Row task) {
    int m = matrix.columns();
    double[] row = new double[m];
    RowBlocks.read(
        matrix,
        cancelled,
        (block, first, rows) -> {
          for (int i = 0; i < rows; i++) {
            for (int j = 0; j < m; j++) {
              row[j] = block[matrix.transposed() ? j * rows + i : i * m + j];
            }
            task.accept(row);
          }
        });
  }

  private static double[] normalized(double[] vector) {
    double squares = 0;
    for (double x : vector) {
      squares += x * x;
    }
    if (squares > 0) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] /= Math.sqrt(squares);
      }
    }
    return vector;
  }
}
