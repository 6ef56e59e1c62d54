package io.github.weightwatcher4j.model;

import java.nio.DoubleBuffer;

/**
 * The weights of one layer, read block by block so that they need never be in memory whole.
 *
 * <p>The tensor is seen as a table: a row for each position on its first axis, the other axes
 * flattened in C order (last axis fastest). Reads may come from one thread at a time.
 */
public interface WeightTensor extends AutoCloseable {

  /** Lengths of the axes. */
  TensorShape shape();

  /** Number format of the stored weights. */
  Precision precision();

  /**
   * Appends a block to {@code target}, row by row, at its position.
   *
   * @param firstRow first row of the block, from 0
   * @param rows number of rows
   * @param firstColumn first column of the flattened row, from 0
   * @param columns number of columns
   * @param target takes {@code rows * columns} doubles
   */
  void read(long firstRow, int rows, long firstColumn, int columns, DoubleBuffer target);

  /** Gives back what reading needed, a file say; nothing for weights that are in memory. */
  @Override
  default void close() {}

  /** Weights in a rectangular array, not copied: later changes to it are seen. */
  static WeightTensor of(double[][] matrix) {
    return new ArrayTensor(matrix);
  }

  /** As {@link #of(double[][])}, in single precision. */
  static WeightTensor of(float[][] matrix) {
    return new FloatArrayTensor(matrix);
  }
}
