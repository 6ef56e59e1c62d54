package io.github.weightwatcher4j.spectrum.internal;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dgesdd_work;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import io.github.weightwatcher4j.spectrum.NativeLibraryException;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * The thin singular value decomposition A = U S V^T of a matrix in memory, by dgesdd; k is the
 * shorter side of A.
 */
public final class ThinSvd {

  private static final byte VALUES_ONLY = 'N';
  private static final byte THIN = 'S';

  private final double[] values;
  private final double[] left;
  private final double[] right;

  private ThinSvd(double[] values, double[] left, double[] right) {
    this.values = values;
    this.left = left;
    this.right = right;
  }

  /**
   * Decomposes a matrix.
   *
   * @param a row-major {@code rows} x {@code columns}, finite, neither of them 0; not changed
   */
  public static ThinSvd of(double[] a, int rows, int columns) {
    requireSize(a, rows, columns);
    Blas.load();
    int k = Math.min(rows, columns);
    double[] values = new double[k];
    double[] left = new double[Math.multiplyExact(rows, k)];
    double[] right = new double[Math.multiplyExact(columns, k)];
    try (NativeMemory memory = new NativeMemory()) {
      DoublePointer u = memory.doubles(right.length);
      DoublePointer vt = memory.doubles(left.length);
      solve(THIN, a, rows, columns, u, vt, memory).get(values);
      u.get(right);
      vt.get(left); // column-major k x rows is row-major rows x k
    }
    return new ThinSvd(values, left, transposed(right, k, columns));
  }

  /** The singular values alone, descending. */
  public static double[] values(double[] a, int rows, int columns) {
    requireSize(a, rows, columns);
    Blas.load();
    double[] values = new double[Math.min(rows, columns)];
    try (NativeMemory memory = new NativeMemory()) {
      DoublePointer none = memory.doubles(1);
      solve(VALUES_ONLY, a, rows, columns, none, none, memory).get(values);
    }
    return values;
  }

  private static void requireSize(double[] a, int rows, int columns) {
    if (!(rows > 0 && columns > 0 && a.length == (long) rows * columns)) {
      throw new IllegalArgumentException(
          "needs all values of a matrix, but there are %d for %d x %d"
              .formatted(a.length, rows, columns));
    }
  }

  /** Row-major A is column-major A^T = V S U^T. */
  private static DoublePointer solve(
      byte job,
      double[] a,
      int rows,
      int columns,
      DoublePointer u,
      DoublePointer vt,
      NativeMemory memory) {
    int k = Math.min(rows, columns);
    DoublePointer matrix = memory.doubles(a.length).put(a);
    DoublePointer s = memory.doubles(k);
    DoublePointer size = memory.doubles(1);
    IntPointer integers = memory.ints(8L * k);
    call(job, columns, rows, matrix, s, u, vt, size, -1, integers);
    int length = Math.toIntExact((long) size.get(0));
    DoublePointer work = memory.doubles(length);
    int info = call(job, columns, rows, matrix, s, u, vt, work, length, integers);
    if (info != 0) {
      throw new NativeLibraryException(
          "LAPACK dgesdd failed on %d x %d: info %d".formatted(rows, columns, info));
    }
    return s;
  }

  private static int call(
      byte job,
      int m,
      int n,
      DoublePointer a,
      DoublePointer s,
      DoublePointer u,
      DoublePointer vt,
      DoublePointer work,
      int length,
      IntPointer integers) {
    return LAPACKE_dgesdd_work(
        LAPACK_COL_MAJOR, job, m, n, a, m, s, u, m, vt, Math.min(m, n), work, length, integers);
  }

  private static double[] transposed(double[] matrix, int rows, int columns) {
    double[] result = new double[matrix.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        result[column * rows + row] = matrix[row * columns + column];
      }
    }
    return result;
  }

  /** The k singular values, descending; not a copy. */
  public double[] values() {
    return values;
  }

  /** U, row-major {@code rows} x k; not a copy. */
  public double[] left() {
    return left;
  }

  /** V, row-major {@code columns} x k; not a copy. */
  public double[] right() {
    return right;
  }
}
