package io.github.weightwatcher4j.samples;

import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import java.nio.DoubleBuffer;

/** A tensor of any size whose elements are their own positions in C order, and take no memory. */
public final class IndexTensor implements WeightTensor {

  private final TensorShape shape;
  private int closed;

  public IndexTensor(long... dims) {
    this.shape = TensorShape.of(dims);
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
    for (long row = firstRow; row < firstRow + rows; row++) {
      for (long column = firstColumn; column < firstColumn + columns; column++) {
        if (row >= shape.rows() || column >= shape.rowLength()) {
          throw new IndexOutOfBoundsException(row + ", " + column + " in " + shape);
        }
        target.put((double) (row * shape.rowLength() + column));
      }
    }
  }

  @Override
  public void close() {
    closed++;
  }

  /** How often it was closed. */
  public int closed() {
    return closed;
  }
}
