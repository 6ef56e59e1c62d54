package io.github.weightwatcher4j.matrix;

import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import java.nio.DoubleBuffer;

/** A small tensor read once and kept as doubles; slices that interleave are gathered from it. */
final class DecodedTensor implements WeightTensor {

  private final TensorShape shape;
  private final Precision precision;
  private final double[] values;
  private final long rowLength;

  private DecodedTensor(TensorShape shape, Precision precision, double[] values) {
    this.shape = shape;
    this.precision = precision;
    this.values = values;
    this.rowLength = shape.rowLength();
  }

  static DecodedTensor of(WeightTensor tensor) {
    TensorShape shape = tensor.shape();
    double[] values = new double[Math.toIntExact(shape.size())];
    int rows = Math.toIntExact(shape.rows());
    tensor.read(0, rows, 0, Math.toIntExact(shape.rowLength()), DoubleBuffer.wrap(values));
    return new DecodedTensor(shape, tensor.precision(), values);
  }

  @Override
  public TensorShape shape() {
    return shape;
  }

  @Override
  public Precision precision() {
    return precision;
  }

  @Override
  public void read(long firstRow, int rows, long firstColumn, int columns, DoubleBuffer target) {
    for (long row = firstRow; row < firstRow + rows; row++) {
      target.put(values, (int) (row * rowLength + firstColumn), columns);
    }
  }
}
