package io.github.weightwatcher4j.matrix;

import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import java.nio.DoubleBuffer;

/** The planes of a tensor for both ways of slicing. */
final class Planes {

  private Planes() {}

  /** Slice {@code slice} of {@code [rows, columns, k...]}: every K-th value of a row. */
  static Plane trailing(WeightTensor tensor, int slice) {
    TensorShape shape = tensor.shape();
    int slices = Math.toIntExact(shape.product(2, shape.rank()));
    if (slices == 1) {
      return tensor::read;
    }
    return (firstRow, rows, firstColumn, columns, target) -> {
      double[] run = new double[Math.multiplyExact(columns, slices)];
      for (int row = firstRow; row < firstRow + rows; row++) {
        tensor.read(row, 1, (long) firstColumn * slices, run.length, DoubleBuffer.wrap(run));
        for (int column = 0; column < columns; column++) {
          target.put(run[column * slices + slice]);
        }
      }
    };
  }

  /** Slice {@code slice} of {@code [k..., rows, columns]}: one run of the tensor in C order. */
  static Plane leading(WeightTensor tensor, int slice) {
    TensorShape shape = tensor.shape();
    if (shape.rank() == 2) {
      return tensor::read;
    }
    long width = shape.dim(shape.rank() - 1);
    long start = slice * shape.dim(shape.rank() - 2) * width;
    long tensorRow = start / shape.rowLength();
    long offset = start % shape.rowLength();
    return (firstRow, rows, firstColumn, columns, target) -> {
      if (columns == width) {
        int length = Math.multiplyExact(rows, columns);
        tensor.read(tensorRow, 1, offset + firstRow * width, length, target);
        return;
      }
      for (int row = firstRow; row < firstRow + rows; row++) {
        tensor.read(tensorRow, 1, offset + row * width + firstColumn, columns, target);
      }
    };
  }
}
