package io.github.weightwatcher4j.similarity.internal;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.Slices;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import java.nio.DoubleBuffer;
import java.util.List;

/**
 * The matrices A_s of a tensor as one: side by side, {@code [A_1 A_2 ...]}, with {@code sum of A_s
 * A_s^T} as its Gram matrix, or one above the other, with {@code sum of A_s^T A_s}. Views that hold
 * no weights; which line of the unfolded axis is which has no meaning.
 */
public final class Unfolded {

  private Unfolded() {}

  /** Side by side: as many rows as each matrix has. */
  public static WeightMatrix sideBySide(WeightTensor tensor, Slices slices) {
    TensorShape shape = TensorShape.of(slices.rows(), slices.columns() * slices.count());
    if (slices.slicing() == Slicing.TRAILING) {
      return matrix(tensor, shape, tensor::read); // in the tensor's own order
    }
    int width = Math.toIntExact(slices.columns());
    return matrix(
        tensor,
        shape,
        (firstRow, rows, firstColumn, columns, target) -> {
          for (int row = Math.toIntExact(firstRow); row < firstRow + rows; row++) {
            for (long at = firstColumn; at < firstColumn + columns; ) {
              int slice = Math.toIntExact(at / width);
              int column = Math.toIntExact(at % width);
              int count = Math.toIntExact(Math.min(width - column, firstColumn + columns - at));
              slices.read(tensor, slice, row, 1, column, count, target);
              at += count;
            }
          }
        });
  }

  /** One above the other: as many columns as each matrix has. */
  public static WeightMatrix stacked(WeightTensor tensor, Slices slices) {
    TensorShape shape = TensorShape.of(slices.rows() * slices.count(), slices.columns());
    return matrix(
        tensor,
        shape,
        slices.slicing() == Slicing.TRAILING
            ? interleaved(tensor, slices)
            : (firstRow, rows, firstColumn, columns, target) -> {
              for (long row = firstRow; row < firstRow + rows; row++) {
                int slice = Math.toIntExact(row / slices.rows());
                int rowOfSlice = Math.toIntExact(row % slices.rows());
                slices.read(
                    tensor, slice, rowOfSlice, 1, Math.toIntExact(firstColumn), columns, target);
              }
            });
  }

  /**
   * Row i of all slices, then row i + 1: so each row of the tensor is read once, not once a slice.
   */
  private static WeightTensor.Reader interleaved(WeightTensor tensor, Slices slices) {
    int count = Math.toIntExact(slices.count());
    return (firstRow, rows, firstColumn, columns, target) -> {
      double[] run = new double[Math.multiplyExact(columns, count)];
      long loaded = -1;
      for (long row = firstRow; row < firstRow + rows; row++) {
        if (row / count != loaded) {
          loaded = row / count;
          tensor.read(loaded, 1, firstColumn * count, run.length, DoubleBuffer.wrap(run));
        }
        for (int column = 0; column < columns; column++) {
          target.put(run[column * count + Math.toIntExact(row % count)]);
        }
      }
    };
  }

  private static WeightMatrix matrix(
      WeightTensor tensor, TensorShape shape, WeightTensor.Reader reader) {
    return WeightMatrix.of(WeightTensor.of(shape, tensor.precision(), List.of(), reader));
  }

  /** The larger of the shapes that are decomposed, for estimates of memory. */
  public static MatrixShape largest(Slices slices) {
    MatrixShape rows = shape(slices.rows(), slices.columns() * slices.count());
    MatrixShape columns = shape(slices.rows() * slices.count(), slices.columns());
    return rows.m() > columns.m() ? rows : columns;
  }

  private static MatrixShape shape(long rows, long columns) {
    return new MatrixShape(Math.max(rows, columns), Math.min(rows, columns), 1);
  }
}
