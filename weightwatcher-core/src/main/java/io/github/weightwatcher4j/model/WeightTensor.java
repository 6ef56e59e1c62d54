package io.github.weightwatcher4j.model;

import java.nio.DoubleBuffer;
import java.util.List;
import java.util.Optional;

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

  /**
   * The matrix with only its entries that are not zero, where it is stored so; empty where it is
   * not, or where there is no matrix.
   */
  default Optional<SparseMatrix> sparse() {
    return Optional.empty();
  }

  /** Gives back what reading needed, a file say; nothing for weights that are in memory. */
  @Override
  default void close() {}

  /** All values in C order; for a tensor that is small. */
  default double[] toArray() {
    TensorShape shape = shape();
    double[] values = new double[Math.toIntExact(shape.size())];
    int rows = Math.toIntExact(shape.rows());
    read(0, rows, 0, Math.toIntExact(shape.rowLength()), DoubleBuffer.wrap(values));
    return values;
  }

  /** How a tensor is read. */
  @FunctionalInterface
  interface Reader {
    /** As {@link WeightTensor#read}. */
    void read(long firstRow, int rows, long firstColumn, int columns, DoubleBuffer target);
  }

  /** A tensor that is read in the way given; closing it closes those that it is made of. */
  static WeightTensor of(
      TensorShape shape, Precision precision, List<WeightTensor> origins, Reader reader) {
    return new ReadTensor(shape, precision, origins, reader);
  }

  /** Weights in a rectangular array, not copied: later changes to it are seen. */
  static WeightTensor of(double[][] matrix) {
    return of(ReadTensor.shapeOf(matrix, row -> matrix[row].length), matrix);
  }

  /** As {@link #of(double[][])}, in single precision. */
  static WeightTensor of(float[][] matrix) {
    return of(ReadTensor.shapeOf(matrix, row -> matrix[row].length), matrix);
  }

  /** A tensor of any rank, not copied: an array for each position on its first axis. */
  static WeightTensor of(TensorShape shape, double[][] rows) {
    return of(shape, Precision.FLOAT64, List.of(), ReadTensor.reader(rows));
  }

  /** As {@link #of(TensorShape, double[][])}, in single precision. */
  static WeightTensor of(TensorShape shape, float[][] rows) {
    return of(shape, Precision.FLOAT32, List.of(), ReadTensor.reader(rows));
  }

  /** Weights in C order, not copied, that are or come from numbers of the format given. */
  static WeightTensor of(TensorShape shape, Precision precision, double[] values) {
    return of(shape, precision, List.of(), ReadTensor.reader(values, shape.rowLength()));
  }
}
