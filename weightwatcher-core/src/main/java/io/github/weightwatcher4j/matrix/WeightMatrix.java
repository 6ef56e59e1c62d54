package io.github.weightwatcher4j.matrix;

import io.github.weightwatcher4j.model.Precision;
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

  private final Plane plane;
  private final int rows;
  private final int columns;
  private final boolean transposed;
  private final Precision precision;

  WeightMatrix(Plane plane, int planeRows, int planeColumns, Precision precision) {
    this(
        plane,
        Math.max(planeRows, planeColumns),
        Math.min(planeRows, planeColumns),
        planeRows < planeColumns,
        precision);
  }

  private WeightMatrix(
      Plane plane, int rows, int columns, boolean transposed, Precision precision) {
    this.plane = plane;
    this.rows = rows;
    this.columns = columns;
    this.transposed = transposed;
    this.precision = precision;
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
    int planeRows = Math.toIntExact(shape.dim(0));
    int planeColumns = Math.toIntExact(shape.dim(1));
    return new WeightMatrix(tensor::read, planeRows, planeColumns, tensor.precision());
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
          "only a square matrix has a transpose with N >= M; this is " + rows + " x " + columns);
    }
    return new WeightMatrix(plane, rows, columns, !transposed, precision);
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
    return precision;
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
      plane.read(0, columns, first, count, target);
    } else {
      plane.read(first, count, 0, columns, target);
    }
  }

  /** Where element (row, column) of this matrix stands in its tensor's slice, for messages. */
  public String place(int row, int column) {
    return transposed ? "[" + column + ", " + row + "]" : "[" + row + ", " + column + "]";
  }
}
