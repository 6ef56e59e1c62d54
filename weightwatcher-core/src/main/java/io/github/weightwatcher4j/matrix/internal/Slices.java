package io.github.weightwatcher4j.matrix.internal;

import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.nio.DoubleBuffer;

/**
 * The matrices, or slices, of a tensor: how many there are, of which size, and where their elements
 * stand.
 *
 * <p>In C order element (row, column) of a slice is number {@code (row * columns + column) * count
 * + slice} of a tensor {@code [rows, columns, k...]}, and {@code (slice * rows + row) * columns +
 * column} of a tensor {@code [k..., rows, columns]}. So a row of a slice lies in one row of the
 * tensor, evenly spaced.
 *
 * @param shape the tensor's axes, two or more
 * @param slicing which of them are a matrix
 */
public record Slices(TensorShape shape, Slicing slicing) {

  /** The matrices that weights fall into. */
  public static Slices of(Weights weights) {
    return new Slices(weights.shape(), weights.slicing());
  }

  private boolean isTrailing() {
    return slicing == Slicing.TRAILING;
  }

  private int axis() {
    return isTrailing() ? 0 : shape.rank() - 2;
  }

  /** Rows of each matrix as the tensor has it, which may be fewer than its columns. */
  public long rows() {
    return shape.dim(axis());
  }

  /** Columns of each matrix as the tensor has it. */
  public long columns() {
    return shape.dim(axis() + 1);
  }

  /** Number of matrices. */
  public long count() {
    return isTrailing() ? shape.product(2, shape.rank()) : shape.product(0, axis());
  }

  /** Distance in the tensor between neighbours in a row of a matrix. */
  private int step() {
    return isTrailing() ? Math.toIntExact(count()) : 1;
  }

  /** Number in C order of an element. */
  private long position(int slice, int row, int column) {
    return isTrailing()
        ? (row * columns() + column) * count() + slice
        : (slice * rows() + row) * columns() + column;
  }

  /** Appends a block of a slice to the target, row by row. */
  public void read(
      WeightTensor tensor,
      int slice,
      int firstRow,
      int rows,
      int firstColumn,
      int columns,
      DoubleBuffer target) {
    if (shape.rows() == rows() && shape.rowLength() == columns()) {
      tensor.read(firstRow, rows, firstColumn, columns, target); // the tensor is the matrix
    } else if (isTrailing()) {
      readEveryOther(tensor, slice, firstRow, rows, firstColumn, columns, target);
    } else if (columns == columns()) {
      readRun(tensor, position(slice, firstRow, 0), Math.multiplyExact(rows, columns), target);
    } else {
      for (int row = firstRow; row < firstRow + rows; row++) {
        readRun(tensor, position(slice, row, firstColumn), columns, target);
      }
    }
  }

  private void readEveryOther(
      WeightTensor tensor,
      int slice,
      int firstRow,
      int rows,
      int firstColumn,
      int columns,
      DoubleBuffer target) {
    int step = step();
    double[] run = new double[Math.multiplyExact(columns, step)];
    for (int row = firstRow; row < firstRow + rows; row++) {
      readRun(tensor, position(0, row, firstColumn), run.length, DoubleBuffer.wrap(run));
      for (int at = slice; at < run.length; at += step) {
        target.put(run[at]);
      }
    }
  }

  private void readRun(WeightTensor tensor, long start, int length, DoubleBuffer target) {
    long rowLength = Math.max(1, shape.rowLength());
    tensor.read(start / rowLength, 1, start % rowLength, length, target);
  }

  /** Takes the value at a place in a row of the tensor and returns it as it is kept. */
  @FunctionalInterface
  public interface Writer {
    double write(int tensorRow, int column, double value);
  }

  /** The inverse of {@link #read}: writes a block of a slice, which keeps what was written. */
  public void write(
      Writer writer,
      int slice,
      int firstRow,
      int rows,
      int firstColumn,
      int columns,
      double[] block) {
    int step = step();
    for (int row = 0; row < rows; row++) {
      long start = position(slice, firstRow + row, firstColumn);
      int tensorRow = Math.toIntExact(start / shape.rowLength());
      long offset = start % shape.rowLength();
      for (int i = row * columns; i < (row + 1) * columns; i++) {
        block[i] = writer.write(tensorRow, Math.toIntExact(offset), block[i]);
        offset += step;
      }
    }
  }

  /** Rows of all matrices side by side, {@code [count, slices x columns]} row-major. */
  public double[] readSideBySide(WeightTensor tensor, int first, int count) {
    int slices = Math.toIntExact(count());
    int width = Math.toIntExact(columns());
    int length = Math.multiplyExact(slices, width);
    double[] block = new double[Math.multiplyExact(count, length)];
    double[] read = new double[block.length];
    DoubleBuffer target = DoubleBuffer.wrap(read);
    if (isTrailing()) {
      tensor.read(first, count, 0, length, target); // once, not once a slice
    } else {
      for (int slice = 0; slice < slices; slice++) {
        read(tensor, slice, first, count, 0, width, target);
      }
    }
    for (int i = 0; i < block.length; i++) {
      int slice = i % length / width;
      int column = i % width;
      int row = i / length;
      int from =
          isTrailing()
              ? row * length + column * slices + slice
              : (slice * count + row) * width + column;
      block[i] = read[from];
    }
    return block;
  }
}
