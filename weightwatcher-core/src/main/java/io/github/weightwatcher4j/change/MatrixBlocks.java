package io.github.weightwatcher4j.change;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import java.nio.DoubleBuffer;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** A matrix, block of rows by block of rows. */
final class MatrixBlocks {

  /** Weights in a block, 2 MB as doubles. */
  private static final int BLOCK = 1 << 18;

  private MatrixBlocks() {}

  /** Takes a block of rows, laid out as {@link WeightMatrix#read} does, which it may modify. */
  @FunctionalInterface
  interface Task {
    void accept(double[] block, int first, int rows);
  }

  /**
   * Reads the blocks one after the other.
   *
   * @throws CancellationException where {@code cancelled} became true
   */
  static void each(WeightMatrix matrix, BooleanSupplier cancelled, Task task) {
    int rows = Math.min(matrix.rows(), Math.max(1, BLOCK / Math.max(1, matrix.columns())));
    double[] block = new double[rows * matrix.columns()];
    for (int first = 0; first < matrix.rows(); first += rows) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException("the change was cancelled");
      }
      int count = Math.min(rows, matrix.rows() - first);
      matrix.read(first, count, DoubleBuffer.wrap(block));
      task.accept(block, first, count);
    }
  }
}
