package io.github.weightwatcher4j.spectrum.internal;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyevd_2stage_work;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyevd_work;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import io.github.weightwatcher4j.spectrum.NativeLibraryException;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;

/** Eigenvalues, or eigenvalues and eigenvectors, of a symmetric matrix given by its lower half. */
public final class SymmetricSolver {

  /** From this M on the two-stage reduction to tridiagonal form is the faster one. */
  private static final int TWO_STAGE = 2200;

  private static final byte VALUES_ONLY = 'N';
  private static final byte VECTORS = 'V';
  private static final byte LOWER = 'L';

  private final byte job;
  private final int m;
  private final DoublePointer x;
  private final DoublePointer eigenvalues;

  private SymmetricSolver(byte job, int m, DoublePointer x, DoublePointer eigenvalues) {
    this.job = job;
    this.m = m;
    this.x = x;
    this.eigenvalues = eigenvalues;
  }

  /** The eigenvalues, ascending; x (m x m) is destroyed. */
  public static double[] values(int m, DoublePointer x) {
    return solve(VALUES_ONLY, m, x);
  }

  /** The eigenvalues, ascending; the columns of x (m x m) become the eigenvectors. */
  public static double[] vectors(int m, DoublePointer x) {
    return solve(VECTORS, m, x);
  }

  private static double[] solve(byte job, int m, DoublePointer x) {
    double[] eigenvalues = new double[m];
    if (m == 0) {
      return eigenvalues; // LAPACK wants a leading dimension of 1
    }
    try (NativeMemory memory = new NativeMemory()) {
      SymmetricSolver solver = new SymmetricSolver(job, m, x, memory.doubles(m));
      solver.run(memory);
      solver.eigenvalues.get(eigenvalues);
    }
    return eigenvalues;
  }

  private void run(NativeMemory memory) {
    DoublePointer size = memory.doubles(1);
    IntPointer integerSize = memory.ints(1);
    call(size, -1, integerSize, -1);
    long length = workspace(m, size);
    int integers = integerSize.get(0);
    int info = call(memory.doubles(length), (int) length, memory.ints(integers), integers);
    if (info != 0) {
      throw new NativeLibraryException("LAPACK dsyevd failed on M = " + m + ": info " + info);
    }
  }

  private long workspace(long m, DoublePointer asked) {
    long length = job == VECTORS ? vectorWorkspace(m) : (long) asked.get(0);
    if (length > Integer.MAX_VALUE) {
      throw new NativeLibraryException(
          "eigenvectors of M = " + m + " are beyond LAPACK's 32-bit sizes: M must be below 32766");
    }
    return length;
  }

  /** What dsyevd asks for; computed here because its own answer overflows first. */
  private static long vectorWorkspace(long m) {
    return 1 + 6 * m + 2 * m * m;
  }

  private int call(DoublePointer work, int length, IntPointer integers, int count) {
    return job == VALUES_ONLY && m >= TWO_STAGE
        ? LAPACKE_dsyevd_2stage_work(
            LAPACK_COL_MAJOR, job, LOWER, m, x, m, eigenvalues, work, length, integers, count)
        : LAPACKE_dsyevd_work(
            LAPACK_COL_MAJOR, job, LOWER, m, x, m, eigenvalues, work, length, integers, count);
  }

  /** Bytes of workspace for {@link #values}, at most. */
  public static long bytesForValues(long m) {
    return Double.BYTES * 256 * m;
  }

  /** Bytes of workspace for {@link #vectors}. */
  public static long bytesForVectors(long m) {
    return Double.BYTES * (vectorWorkspace(m) + 4 * m);
  }
}
