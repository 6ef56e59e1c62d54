package io.github.weightwatcher4j.compare;

import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import java.nio.DoubleBuffer;

/** A tensor that was computed, in memory. */
final class ArrayTensor implements WeightTensor {

  private final TensorShape shape;
  private final Precision precision;
  private final double[] values;

  /** Takes the array as it is: whoever computed it gives it up. */
  ArrayTensor(TensorShape shape, Precision precision, double[] values) {
    this.shape = shape;
    this.precision = precision;
    this.values = values;
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
      target.put(values, Math.toIntExact(row * shape.rowLength() + firstColumn), columns);
    }
  }
}
