package io.github.weightwatcher4j.spectrum.internal;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dgelqf_work;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import io.github.weightwatcher4j.spectrum.NativeLibraryException;
import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;

/**
 * The triangular factor of a tall matrix, B = Q R with orthonormal columns of Q: for any matrix A,
 * R A has the same nonzero singular values as B A.
 */
public final class TriangularFactor {

  private TriangularFactor() {}

  /**
   * R, {@code columns} x {@code columns}, row-major with zeros below the diagonal, by Householder
   * reflections (dgelqf of B^T).
   *
   * @param b B, {@code rows} x {@code columns} in row-major order
   * @throws IllegalArgumentException where B is not tall or the array not of its size
   */
  public static double[] of(double[] b, int rows, int columns) {
    if (rows < columns || b.length != (long) rows * columns) {
      throw new IllegalArgumentException(
          "needs at least as many rows as columns and all values, but there are %d for %d x %d"
              .formatted(b.length, rows, columns));
    }
    double[] factor = new double[Math.multiplyExact(columns, columns)];
    if (columns == 0) {
      return factor;
    }
    Blas.load();
    try (NativeMemory memory = new NativeMemory()) {
      // Row-major B is column-major B^T = L Q^T, and R = L^T.
      DoublePointer a = memory.doubles(b.length).put(b);
      DoublePointer tau = memory.doubles(columns);
      DoublePointer size = memory.doubles(1);
      // The _work variant lets NaN pass; they are found where the product is analysed.
      LAPACKE_dgelqf_work(LAPACK_COL_MAJOR, columns, rows, a, columns, tau, size, -1);
      int length = (int) size.get(0);
      DoublePointer work = memory.doubles(length);
      int info =
          LAPACKE_dgelqf_work(LAPACK_COL_MAJOR, columns, rows, a, columns, tau, work, length);
      if (info != 0) {
        throw new NativeLibraryException("LAPACK dgelqf failed: info " + info);
      }
      a.get(factor);
    }
    for (int row = 1; row < columns; row++) {
      Arrays.fill(factor, row * columns, row * columns + row, 0); // the reflections
    }
    return factor;
  }
}
