package io.github.weightwatcher4j.compare;

import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.io.IOException;
import java.nio.DoubleBuffer;

/** Opens weights and sees that they are what was announced. */
final class Reading {

  private Reading() {}

  /**
   * The tensor; the caller closes it.
   *
   * @throws IOException where the source cannot be read
   * @throws IllegalStateException where it is not of the shape that was announced
   */
  static WeightTensor open(Weights weights) throws IOException {
    WeightTensor tensor = weights.opener().open();
    TensorShape shape = tensor.shape();
    if (shape.equals(weights.shape())) {
      return tensor;
    }
    tensor.close();
    throw new IllegalStateException(
        "the weights were announced as %s and turned out to be %s"
            .formatted(weights.shape(), shape));
  }

  /** All values in C order. */
  static double[] all(Weights weights) throws IOException {
    double[] values = new double[Math.toIntExact(weights.shape().size())];
    int rows = Math.toIntExact(weights.shape().rows());
    int columns = Math.toIntExact(weights.shape().rowLength());
    try (WeightTensor tensor = open(weights)) {
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
