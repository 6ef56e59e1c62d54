package io.github.weightwatcher4j.model;

import java.nio.DoubleBuffer;
import java.util.function.IntUnaryOperator;

/** A rectangular {@code double[][]} as a tensor. */
final class ArrayTensor implements WeightTensor {

  private final double[][] matrix;
  private final TensorShape shape;

  ArrayTensor(double[][] matrix) {
    this.matrix = matrix;
    this.shape = shapeOf(matrix, row -> matrix[row].length);
  }

  @Override
  public TensorShape shape() {
    return shape;
  }

  /** Shape of an array of rows; refuses rows of different lengths. */
  static TensorShape shapeOf(Object[] rows, IntUnaryOperator length) {
    for (int row = 0; row < rows.length; row++) {
      if (rows[row] == null) {
        throw new IllegalArgumentException("row " + row + " of a matrix is null");
      }
    }
    int columns = rows.length == 0 ? 0 : length.applyAsInt(0);
    for (int row = 0; row < rows.length; row++) {
      if (length.applyAsInt(row) != columns) {
        throw new IllegalArgumentException(
            "a matrix has rows of one length, but row 0 has "
                + columns
                + " values and row "
                + row
                + " has "
                + length.applyAsInt(row));
      }
    }
    return TensorShape.of(rows.length, columns);
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT64;
  }

  @Override
  public void read(long firstRow, int rows, long firstColumn, int columns, DoubleBuffer target) {
    for (int row = 0; row < rows; row++) {
      target.put(matrix[Math.toIntExact(firstRow + row)], Math.toIntExact(firstColumn), columns);
    }
  }
}
