package io.github.weightwatcher4j.model;

import java.nio.DoubleBuffer;

/** A rectangular {@code float[][]} as a tensor. */
final class FloatArrayTensor implements WeightTensor {

  private final float[][] matrix;
  private final TensorShape shape;

  FloatArrayTensor(float[][] matrix) {
    this.matrix = matrix;
    this.shape = ArrayTensor.shapeOf(matrix, row -> matrix[row].length);
  }

  @Override
  public TensorShape shape() {
    return shape;
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT32;
  }

  @Override
  public void read(long firstRow, int rows, long firstColumn, int columns, DoubleBuffer target) {
    Widening widening = new Widening();
    for (int row = 0; row < rows; row++) {
      float[] values = matrix[Math.toIntExact(firstRow + row)];
      widening.copy(values, Math.toIntExact(firstColumn), columns, target);
    }
  }
}
