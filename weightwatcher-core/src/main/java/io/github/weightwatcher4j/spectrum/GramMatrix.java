package io.github.weightwatcher4j.spectrum;

import static org.bytedeco.openblas.global.openblas.CblasColMajor;
import static org.bytedeco.openblas.global.openblas.CblasLower;
import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyevd_2stage_work;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyevd_work;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;
import static org.bytedeco.openblas.global.openblas.cblas_dsyrk;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import java.nio.DoubleBuffer;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;

/** X = W^T W in float64, summed over blocks of rows, and its eigenvalues. */
final class GramMatrix {

  /** From this M on the two-stage reduction to tridiagonal form is the faster one. */
  private static final int TWO_STAGE = 2200;

  private static final byte VALUES_ONLY = 'N';
  private static final byte LOWER = 'L';

  private GramMatrix() {}

  static Spectrum eigenvalues(WeightMatrix matrix, BooleanSupplier cancelled) {
    int m = matrix.columns();
    double[] eigenvalues = new double[m];
    try (NativeMemory memory = new NativeMemory()) {
      DoublePointer x = memory.doubles((long) m * m);
      try (NativeMemory block = new NativeMemory()) {
        accumulate(matrix, x, block, cancelled);
      }
      requireUsable(matrix, x);
      RowBlocks.check(cancelled);
      solve(m, x, memory.doubles(m)).get(eigenvalues);
    }
    for (int i = 0; i < m; i++) {
      eigenvalues[i] = Math.max(0, eigenvalues[i]); // rounding leaves zeros a little negative
    }
    return Spectrum.of(eigenvalues);
  }

  private static void accumulate(
      WeightMatrix matrix, DoublePointer x, NativeMemory memory, BooleanSupplier cancelled) {
    int m = matrix.columns();
    int rows = RowBlocks.rows(matrix);
    DoublePointer block = memory.doubles((long) rows * m);
    DoubleBuffer target = block.asBuffer();
    for (int first = 0; first < matrix.rows(); first += rows) {
      RowBlocks.check(cancelled);
      int count = Math.min(rows, matrix.rows() - first);
      matrix.read(first, count, target.clear());
      // A row-major count x M block is column-major M x count; a transposed one is count x M.
      int transpose = matrix.transposed() ? CblasTrans : CblasNoTrans;
      int leading = matrix.transposed() ? count : m;
      double beta = first == 0 ? 0 : 1;
      cblas_dsyrk(CblasColMajor, CblasLower, transpose, m, count, 1.0, block, leading, beta, x, m);
    }
  }

  /** The trace is the sum of all squared weights: it shows whether any is NaN, infinite or huge. */
  private static void requireUsable(WeightMatrix matrix, DoublePointer x) {
    double trace = 0;
    for (long i = 0; i < matrix.columns(); i++) {
      trace += x.get(i * matrix.columns() + i);
    }
    WeightRange.requireUsable(matrix, trace);
  }

  private static DoublePointer solve(int m, DoublePointer x, DoublePointer w) {
    try (NativeMemory memory = new NativeMemory()) {
      DoublePointer size = memory.doubles(1);
      IntPointer integers = memory.ints(1);
      syevd(m, x, w, size, -1, integers);
      long length = (long) size.get(0);
      int info = syevd(m, x, w, memory.doubles(length), Math.toIntExact(length), integers);
      if (info != 0) {
        throw new NativeLibraryException("LAPACK dsyevd failed on M = " + m + ": info " + info);
      }
    }
    return w;
  }

  private static int syevd(
      int m,
      DoublePointer x,
      DoublePointer w,
      DoublePointer work,
      int length,
      IntPointer integers) {
    int count = length == -1 ? -1 : 1;
    return m >= TWO_STAGE
        ? LAPACKE_dsyevd_2stage_work(
            LAPACK_COL_MAJOR, VALUES_ONLY, LOWER, m, x, m, w, work, length, integers, count)
        : LAPACKE_dsyevd_work(
            LAPACK_COL_MAJOR, VALUES_ONLY, LOWER, m, x, m, w, work, length, integers, count);
  }

  /** X, one block of rows, and the workspace of the two-stage solver. */
  static long bytesNeeded(long n, long m) {
    return Double.BYTES * (m * m + RowBlocks.rows(n, m) * m + 256 * m);
  }
}
