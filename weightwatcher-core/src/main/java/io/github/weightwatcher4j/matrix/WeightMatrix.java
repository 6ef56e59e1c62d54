package io.github.weightwatcher4j.matrix;

import io.github.weightwatcher4j.matrix.internal.Slices;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import java.nio.DoubleBuffer;

/**
 * One N x M matrix with N &gt;= M: a view that reads blocks of rows from its tensor when asked.
 *
 * <p>Where the tensor holds the shorter side as its rows, the matrix is its transpose, which has
 * the same singular values.
 */
public final class WeightMatrix {

  private final WeightTensor tensor;
  private final Slices slices;
  private final int slice;
  private final boolean transposed;
  private final int rows;
  private final int columns;

  /**
   * One of the matrices of a tensor, turned so that it has N &gt;= M.
   *
   * @param slice which, from 0
   */
  public WeightMatrix(WeightTensor tensor, Slices slices, int slice) {
    this(tensor, slices, slice, slices.rows() < slices.columns());
  }

  private WeightMatrix(WeightTensor tensor, Slices slices, int slice, boolean transposed) {
    this.tensor = tensor;
    this.slices = slices;
    this.slice = slice;
    this.transposed = transposed;
    this.rows = Math.toIntExact(Math.max(slices.rows(), slices.columns()));
    this.columns = Math.toIntExact(Math.min(slices.rows(), slices.columns()));
  }

  /**
   * The matrix of a tensor that has no more than one.
   *
   * @throws IllegalArgumentException where the tensor is not of rank 2
   */
  public static WeightMatrix of(WeightTensor tensor) {
    TensorShape shape = tensor.shape();
    if (shape.rank() != 2) {
      throw new IllegalArgumentException("a matrix has rank 2 but the tensor is " + shape);
    }
    return new WeightMatrix(tensor, new Slices(shape, Slicing.TRAILING), 0);
  }

  /**
   * The transpose of a square matrix: the same eigenvalues of W^T W, but the singular vectors of
   * the other side.
   *
   * @throws IllegalStateException where N &gt; M, for the transpose would have N &lt; M
   */
  public WeightMatrix transpose() {
    if (rows != columns) {
      throw new IllegalStateException(
          "only a square matrix has a transpose with N >= M; this is %d x %d"
              .formatted(rows, columns));
    }
    return new WeightMatrix(tensor, slices, slice, !transposed);
  }

  /** N, the longer side. */
  public int rows() {
    return rows;
  }

  /** M, the shorter side. */
  public int columns() {
    return columns;
  }

  /** Number format of the stored weights. */
  public Precision precision() {
    return tensor.precision();
  }

  /**
   * Whether a block of {@code count} rows is read as M x {@code count} (row-major) rather than
   * {@code count} x M.
   */
  public boolean transposed() {
    return transposed;
  }

  /**
   * Appends rows {@code first} to {@code first + count} to the target: {@code count} x M in
   * row-major order, or M x {@code count} where {@link #transposed()}.
   */
  public void read(int first, int count, DoubleBuffer target) {
    if (transposed) {
      slices.read(tensor, slice, 0, columns, first, count, target);
    } else {
      slices.read(tensor, slice, first, count, 0, columns, target);
    }
  }

  /** Where element (row, column) of this matrix stands in its tensor's slice, for messages. */
  public String place(int row, int column) {
    return transposed ? "[" + column + ", " + row + "]" : "[" + row + ", " + column + "]";
  }
}
