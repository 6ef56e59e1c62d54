package io.github.weightwatcher4j.matrix;

import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import java.nio.DoubleBuffer;

/**
 * A tensor in memory that is put together from its matrices: what {@link WeightMatrix#read} takes
 * apart, {@link #write} puts back in its place.
 *
 * <p>Double weights stay double; all narrower formats are held as float32, which has room for each
 * of their values. Every weight is zero until it is written. Many threads may read once all is
 * written.
 */
public final class AssembledTensor implements WeightTensor {

  private final TensorShape shape;
  private final Slicing slicing;
  private final TensorRows rows;

  private AssembledTensor(TensorShape shape, Slicing slicing, TensorRows rows) {
    this.shape = shape;
    this.slicing = slicing;
    this.rows = rows;
  }

  /** Zeros in the shape, orientation and, widened to float32 at least, the precision of another. */
  static AssembledTensor like(WeightTensor tensor, Slicing slicing) {
    TensorShape shape = tensor.shape();
    int count = Math.toIntExact(shape.rows());
    int length = Math.toIntExact(shape.rowLength());
    TensorRows rows =
        tensor.precision() == Precision.FLOAT64
            ? new TensorRows.Doubles(count, length)
            : new TensorRows.Floats(count, length);
    return new AssembledTensor(shape, slicing, rows);
  }

  /**
   * Writes a block of rows of one matrix, rounded to the precision of this tensor.
   *
   * @param slice number of the matrix, from 0
   * @param matrix the matrix that the block belongs to, for its size and orientation
   * @param first first row of the block
   * @param count number of rows
   * @param block laid out as {@link WeightMatrix#read} does it; modified in place: holds the
   *     rounded values afterwards
   */
  public void write(int slice, WeightMatrix matrix, int first, int count, double[] block) {
    boolean transposed = matrix.transposed();
    int top = transposed ? 0 : first;
    int left = transposed ? first : 0;
    int height = transposed ? matrix.columns() : count;
    int width = transposed ? count : matrix.columns();
    for (int row = 0; row < height; row++) {
      writeRow(slice, top + row, left, width, block, row * width);
    }
  }

  /** Writes part of a row of a plane, which lies in one row of the tensor, evenly spaced. */
  private void writeRow(int slice, int row, int left, int width, double[] block, int from) {
    int rank = shape.rank();
    boolean trailing = slicing == Slicing.TRAILING;
    long slices = trailing ? shape.product(2, rank) : 1;
    long start =
        trailing
            ? row * shape.rowLength() + slice
            : (slice * shape.dim(rank - 2) + row) * shape.dim(rank - 1);
    int tensorRow = Math.toIntExact(start / shape.rowLength());
    long offset = start % shape.rowLength() + left * slices;
    for (int column = 0; column < width; column++) {
      int at = Math.toIntExact(offset + column * slices);
      block[from + column] = rows.set(tensorRow, at, block[from + column]);
    }
  }

  @Override
  public TensorShape shape() {
    return shape;
  }

  @Override
  public Precision precision() {
    return rows.precision();
  }

  @Override
  public void read(long firstRow, int count, long firstColumn, int columns, DoubleBuffer target) {
    for (long row = firstRow; row < firstRow + count; row++) {
      rows.read(Math.toIntExact(row), Math.toIntExact(firstColumn), columns, target);
    }
  }
}
