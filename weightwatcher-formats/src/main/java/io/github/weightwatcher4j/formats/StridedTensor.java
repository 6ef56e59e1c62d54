package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import java.nio.DoubleBuffer;

/**
 * A view, open for reading. Blocks are read in the longest runs there are: whole rows in C order,
 * pieces of columns in Fortran order; where neither is contiguous, several whole rows are read in
 * the order in which they are stored; of parts of rows a row's span is read and its elements are
 * picked out.
 */
final class StridedTensor implements WeightTensor {

  /** Longest piece of storage that is read to pick elements from, in numbers: 2 MB. */
  private static final int SPAN = 1 << 18;

  private final TensorView view;
  private final TensorShape shape;
  private final StorageReader reader;
  private final long rowStride;
  private final boolean rowsAreRuns;
  private double[] scratch = new double[0];

  StridedTensor(TensorView view, StorageReader reader) {
    this.view = view;
    this.shape = view.shape();
    this.reader = reader;
    this.rowStride = shape.rank() == 0 ? 0 : view.strides().get(0);
    this.rowsAreRuns = view.isContiguous(1);
  }

  @Override
  public TensorShape shape() {
    return shape;
  }

  @Override
  public Precision precision() {
    return view.storage().precision();
  }

  @Override
  public void read(long firstRow, int rows, long firstColumn, int columns, DoubleBuffer target) {
    if (rows == 0 || columns == 0) {
      return;
    }
    Guard.requireNotInterrupted();
    try {
      block(firstRow, rows, firstColumn, columns, target);
    } catch (RuntimeException e) {
      throw Guard.unlessInterrupted(e);
    }
  }

  private void block(long firstRow, int rows, long firstColumn, int columns, DoubleBuffer target) {
    long start = view.offset() + firstRow * rowStride;
    if (rowsAreRuns && rowStride == columns && firstColumn == 0) {
      run(start, (long) rows * columns, target);
    } else if (rowsAreRuns) {
      for (int row = 0; row < rows; row++) {
        run(start + row * rowStride + firstColumn, columns, target);
      }
    } else if (rowStride == 1 && rows > 1) {
      columnwise(start, rows, firstColumn, columns, target);
    } else if (rows > 1 && shape.rank() > 2 && columns == shape.rowLength()) {
      StoredOrder.of(view, rows, SPAN).read(reader, start, target);
    } else {
      for (int row = 0; row < rows; row++) {
        picked(start + row * rowStride, firstColumn, columns, target);
      }
    }
  }

  private void run(long first, long count, DoubleBuffer target) {
    for (long done = 0; done < count; ) {
      int part = (int) Math.min(count - done, SPAN);
      double[] values = scratch(part);
      reader.read(first + done, part, values, 0);
      target.put(values, 0, part);
      done += part;
    }
  }

  /** Rows are neighbours in the storage: a run of each column. */
  private void columnwise(
      long start, int rows, long firstColumn, int columns, DoubleBuffer target) {
    double[] values = scratch(rows);
    int position = target.position();
    for (int column = 0; column < columns; column++) {
      reader.read(start + columnOffset(firstColumn + column), rows, values, 0);
      for (int row = 0; row < rows; row++) {
        target.put(position + row * columns + column, values[row]);
      }
    }
    target.position(position + rows * columns);
  }

  /** Elements of one row, which are not neighbours. */
  private void picked(long start, long firstColumn, int columns, DoubleBuffer target) {
    long low = Long.MAX_VALUE;
    long high = 0;
    for (int column = 0; column < columns; column++) {
      long offset = columnOffset(firstColumn + column);
      low = Math.min(low, offset);
      high = Math.max(high, offset);
    }
    boolean atOnce = high - low < Math.min(SPAN, 16L * columns);
    double[] values = scratch(atOnce ? (int) (high - low + 1) : 1);
    if (atOnce) {
      reader.read(start + low, (int) (high - low + 1), values, 0);
    }
    for (int column = 0; column < columns; column++) {
      long offset = columnOffset(firstColumn + column);
      if (!atOnce) {
        reader.read(start + offset, 1, values, 0);
      }
      target.put(values[atOnce ? (int) (offset - low) : 0]);
    }
  }

  /** Distance of a column of the flattened row from the row's start. */
  private long columnOffset(long column) {
    long offset = 0;
    long rest = column;
    for (int axis = shape.rank() - 1; axis > 0; axis--) {
      long length = shape.dim(axis);
      offset += rest % length * view.strides().get(axis);
      rest /= length;
    }
    return offset;
  }

  private double[] scratch(int length) {
    if (scratch.length < length) {
      scratch = new double[length];
    }
    return scratch;
  }

  @Override
  public void close() {
    reader.close();
  }

  @Override
  public String toString() {
    return view.toString();
  }
}
