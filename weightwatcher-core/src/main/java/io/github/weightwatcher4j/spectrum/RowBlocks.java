package io.github.weightwatcher4j.spectrum;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** How a matrix is cut into blocks of rows, and the test for cancellation between them. */
final class RowBlocks {

  /** Weights in one block: 2 MB as doubles, which stay in cache between reading and dsyrk. */
  private static final long BLOCK = 1 << 18;

  /** Fewest rows in a block: from here on dsyrk runs at full speed. */
  private static final int ROWS = 256;

  private RowBlocks() {}

  /** Rows in one block of an N x M matrix. */
  static int rows(long n, long m) {
    return (int) Math.min(n, Math.max(ROWS, BLOCK / Math.max(1, m)));
  }

  static int rows(WeightMatrix matrix) {
    return rows(matrix.rows(), matrix.columns());
  }

  static void check(BooleanSupplier cancelled) {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException("the analysis was cancelled");
    }
  }
}
