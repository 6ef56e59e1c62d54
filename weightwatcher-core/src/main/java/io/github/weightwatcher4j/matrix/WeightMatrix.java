package io.github.weightwatcher4j.matrix;

import io.github.weightwatcher4j.matrix.internal.Line;
import io.github.weightwatcher4j.matrix.internal.SliceView;
import io.github.weightwatcher4j.matrix.internal.Slices;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.SparseMatrix;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import java.nio.DoubleBuffer;
import java.util.Collection;
import java.util.Optional;

/**
 * One N x M matrix with N &gt;= M: a view that reads blocks of rows from its tensor when asked.
 *
 * <p>Where the tensor holds the shorter side as its rows, the matrix is its transpose, which has
 * the same singular values.
 */
public final class WeightMatrix {

  private final SliceView view;
  private final boolean transposed;

  /**
   * One of the matrices of a tensor, turned so that it has N &gt;= M.
   *
   * @param slice which, from 0
   */
  public WeightMatrix(WeightTensor tensor, Slices slices, int slice) {
    this(SliceView.of(tensor, slices, slice), slices.rows() < slices.columns());
  }

  private WeightMatrix(SliceView view, boolean transposed) {
    this.view = view;
    this.transposed = transposed;
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
    if (rows() != columns()) {
      throw new IllegalStateException(
          "only a square matrix has a transpose with N >= M; this is %d x %d"
              .formatted(rows(), columns()));
    }
    return new WeightMatrix(view, !transposed);
  }

  /**
   * This matrix without some rows and columns of its tensor's slice, turned so that N &gt;= M
   * again. Nothing is copied; N and M may become 0.
   *
   * @param lines numbered as the tensor has them, whatever was taken out before and however this
   *     matrix is turned; those that it does not have change nothing
   */
  public WeightMatrix without(Collection<Line> lines) {
    SliceView rest = view.without(lines);
    boolean turned = rest.rows() == rest.columns() ? transposed : rest.rows() < rest.columns();
    return new WeightMatrix(rest, turned);
  }

  /** The tensor's slice, in its own orientation, without the lines that were taken out. */
  public SliceView view() {
    return view;
  }

  /** N, the longer side. */
  public int rows() {
    return transposed ? view.columns() : view.rows();
  }

  /** M, the shorter side. */
  public int columns() {
    return transposed ? view.rows() : view.columns();
  }

  /** Number format of the stored weights. */
  public Precision precision() {
    return view.precision();
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
      view.read(0, columns(), first, count, target);
    } else {
      view.read(first, count, 0, columns(), target);
    }
  }

  /**
   * The matrix, N x M, with only its entries that are not zero; empty where it is not stored so, or
   * not whole. Copied where the matrix is transposed.
   */
  public Optional<SparseMatrix> sparse() {
    return view.sparse().map(matrix -> transposed ? matrix.transpose() : matrix);
  }

  /** Where element (row, column) of this matrix stands in its tensor's slice, for messages. */
  public String place(int row, int column) {
    return transposed
        ? "[" + view.row(column) + ", " + view.column(row) + "]"
        : "[" + view.row(row) + ", " + view.column(column) + "]";
  }
}
