package io.github.weightwatcher4j.compare;

import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.io.IOException;
import java.nio.DoubleBuffer;

/** The matrices of a layer side by side, [rows, slices x columns], read by rows. */
final class PlaneRows implements AutoCloseable {

  private final WeightTensor tensor;
  private final boolean trailing;
  private final int slices;
  private final int width;

  private PlaneRows(WeightTensor tensor, boolean trailing, int slices, int width) {
    this.tensor = tensor;
    this.trailing = trailing;
    this.slices = slices;
    this.width = width;
  }

  static PlaneRows open(Weights weights) throws IOException {
    int width = Math.toIntExact(weights.shape().dim(axis(weights) + 1));
    int slices = Math.toIntExact(slices(weights));
    boolean trailing = weights.slicing() == Slicing.TRAILING;
    return new PlaneRows(weights.open(), trailing, slices, width);
  }

  /** Rows of each matrix. */
  static long rows(Weights weights) {
    return weights.shape().dim(axis(weights));
  }

  /** Columns of all matrices together. */
  static long columns(Weights weights) {
    return slices(weights) * weights.shape().dim(axis(weights) + 1);
  }

  private static int axis(Weights weights) {
    return weights.slicing() == Slicing.TRAILING ? 0 : weights.shape().rank() - 2;
  }

  private static long slices(Weights weights) {
    TensorShape shape = weights.shape();
    return shape.product(0, axis(weights)) * shape.product(axis(weights) + 2, shape.rank());
  }

  /** Some rows, row-major. */
  double[] read(int first, int count) {
    double[] block = new double[Math.multiplyExact(count, slices * width)];
    if (trailing) {
      double[] rows = new double[block.length];
      tensor.read(first, count, 0, slices * width, DoubleBuffer.wrap(rows));
      for (int i = 0; i < block.length; i++) {
        int slice = i % slices;
        int column = i / slices % width;
        block[i - i % (slices * width) + slice * width + column] = rows[i];
      }
    } else {
      for (int slice = 0; slice < slices; slice++) {
        readSlice(slice, first, count, block);
      }
    }
    return block;
  }

  /** Rows of one matrix of [k..., rows, columns]: one run of the tensor in C order. */
  private void readSlice(int slice, int first, int count, double[] block) {
    TensorShape shape = tensor.shape();
    double[] run = new double[Math.multiplyExact(count, width)];
    if (shape.rank() == 2) {
      tensor.read(first, count, 0, width, DoubleBuffer.wrap(run));
    } else {
      long start = (slice * shape.dim(shape.rank() - 2) + first) * width;
      long row = start / shape.rowLength();
      tensor.read(row, 1, start % shape.rowLength(), run.length, DoubleBuffer.wrap(run));
    }
    for (int row = 0; row < count; row++) {
      System.arraycopy(run, row * width, block, (row * slices + slice) * width, width);
    }
  }

  @Override
  public void close() {
    tensor.close();
  }
}
