package io.github.weightwatcher4j.matrix.internal;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import java.nio.DoubleBuffer;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * The rows of a matrix in blocks, so that it is never needed whole: how many rows a block has, and
 * the walk from one to the next.
 */
public final class RowBlocks {

  /** Values in one block: 2 MB as doubles, which stay in cache between reading and using them. */
  private static final long VALUES = 1 << 18;

  /** Fewest rows in a block of a product: from here on dsyrk runs at full speed. */
  private static final int ROWS_OF_PRODUCT = 256;

  private final int all;
  private final int rows;

  private RowBlocks(long all, long length, int fewest) {
    this.all = Math.toIntExact(all);
    this.rows = rows(all, length, fewest);
  }

  private static int rows(long all, long length, int fewest) {
    return (int) Math.min(all, Math.max(fewest, VALUES / Math.max(1, length)));
  }

  /** Blocks for products of matrices: 2 MB of doubles, or 256 rows where those are more. */
  public static RowBlocks ofProduct(WeightMatrix matrix) {
    return new RowBlocks(matrix.rows(), matrix.columns(), ROWS_OF_PRODUCT);
  }

  /** Blocks for work on single values: 2 MB of doubles, or one row where that is more. */
  public static RowBlocks of(WeightMatrix matrix) {
    return of(matrix.rows(), matrix.columns());
  }

  /** As above, for so many rows of any length. */
  public static RowBlocks of(long rows, long length) {
    return new RowBlocks(rows, length, 1);
  }

  /** Rows in a block for products of N x M matrices, for estimates of memory. */
  public static int rowsOfProduct(long n, long m) {
    return rows(n, m, ROWS_OF_PRODUCT);
  }

  /** Takes {@code count} rows from {@code first} on. */
  @FunctionalInterface
  public interface Rows {
    /** The next rows. */
    void accept(int first, int count);
  }

  /** Takes a block of values, laid out as {@link WeightMatrix#read} does; it may modify it. */
  @FunctionalInterface
  public interface Values {
    /** The next rows. */
    void accept(double[] block, int first, int count);
  }

  /** Rows in a block; the last one may have fewer. */
  public int rows() {
    return rows;
  }

  /**
   * One block after the other.
   *
   * @param cancelled asked before each block
   * @throws CancellationException where {@code cancelled} became true
   */
  public void forEach(BooleanSupplier cancelled, Rows task) {
    for (int first = 0; first < all; first += rows) {
      requireNotCancelled(cancelled);
      task.accept(first, Math.min(rows, all - first));
    }
  }

  /** As {@link #forEach}, with the matrix's values read into an array that all blocks share. */
  public static void read(WeightMatrix matrix, BooleanSupplier cancelled, Values task) {
    RowBlocks blocks = of(matrix);
    double[] block = new double[Math.multiplyExact(blocks.rows, matrix.columns())];
    blocks.forEach(
        cancelled,
        (first, count) -> {
          matrix.read(first, count, DoubleBuffer.wrap(block));
          task.accept(block, first, count);
        });
  }

  /**
   * For loops that have no blocks of rows.
   *
   * @throws CancellationException where {@code cancelled} is true
   */
  public static void requireNotCancelled(BooleanSupplier cancelled) {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException("the work was cancelled");
    }
  }
}
