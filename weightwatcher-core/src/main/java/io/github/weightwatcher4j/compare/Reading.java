package io.github.weightwatcher4j.compare;

import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.io.IOException;
import java.nio.DoubleBuffer;

/** Small matrices, whole and in memory. */
final class Reading {

  private Reading() {}

  /** All values in C order. */
  static double[] all(Weights weights) throws IOException {
    double[] values = new double[Math.toIntExact(weights.shape().size())];
    int rows = Math.toIntExact(weights.shape().rows());
    int columns = Math.toIntExact(weights.shape().rowLength());
    try (WeightTensor tensor = weights.open()) {
      tensor.read(0, rows, 0, columns, DoubleBuffer.wrap(values));
    }
    return values;
  }

  /** A row-major matrix in memory, transposed. */
  static double[] transposed(double[] matrix, int rows, int columns) {
    double[] result = new double[matrix.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        result[column * rows + row] = matrix[row * columns + column];
      }
    }
    return result;
  }
}
