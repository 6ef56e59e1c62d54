package io.github.weightwatcher4j.spectrum.internal;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dgelqf_work;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dgesdd_work;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import io.github.weightwatcher4j.spectrum.NativeLibraryException;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * Singular values of W by dgesdd, without W in memory whole: W^T = L Q is built up block by block,
 * {@code [L | next block] -> L}, and L (M x M) has W's singular values.
 */
public final class SingularValues {

  private SingularValues() {}

  public static Spectrum squared(WeightMatrix matrix, BooleanSupplier cancelled) {
    int m = matrix.columns();
    double[] values = new double[m];
    try (NativeMemory memory = new NativeMemory()) {
      int width = width(matrix.rows(), m);
      DoublePointer a = memory.doubles((long) m * width);
      int filled = 0;
      for (int first = 0; first < matrix.rows(); ) {
        RowBlocks.requireNotCancelled(cancelled);
        if (filled == width) {
          reduce(m, width, a);
          filled = m;
        }
        int count = Math.min(width - filled, matrix.rows() - first);
        append(matrix, first, count, a.getPointer((long) filled * m));
        first += count;
        filled += count;
      }
      RowBlocks.requireNotCancelled(cancelled);
      requireUsable(matrix, a, (long) m * filled);
      solve(m, filled, a, memory).get(values);
    }
    for (int i = 0; i < m; i++) {
      values[i] *= values[i];
    }
    return Spectrum.of(values);
  }

  /** Rows of W held at a time: the factor's M and as many new ones, so that reducing pays. */
  private static int width(long n, long m) {
    return (int) Math.min(n, m + Math.max(m, RowBlocks.rowsOfProduct(n, m)));
  }

  /** Puts rows of W behind the columns that are filled: column-major M x count. */
  private static void append(WeightMatrix matrix, int first, int count, DoublePointer target) {
    int m = matrix.columns();
    long size = (long) count * m;
    if (!matrix.transposed()) {
      matrix.read(first, count, target.capacity(size).asBuffer());
      return;
    }
    try (NativeMemory memory = new NativeMemory()) {
      DoublePointer block = memory.doubles(size);
      matrix.read(first, count, block.asBuffer());
      for (long i = 0; i < size; i++) {
        target.put(i % count * m + i / count, block.get(i));
      }
    }
  }

  /** Replaces M x width by its L factor, zeros above the diagonal. */
  private static void reduce(int m, int width, DoublePointer a) {
    try (NativeMemory memory = new NativeMemory()) {
      DoublePointer tau = memory.doubles(m);
      DoublePointer size = memory.doubles(1);
      // Not LAPACKE_dgelqf, which refuses NaN: they are to reach requireUsable.
      LAPACKE_dgelqf_work(LAPACK_COL_MAJOR, m, width, a, m, tau, size, -1);
      int length = (int) size.get(0);
      DoublePointer work = memory.doubles(length);
      requireInfo(
          LAPACKE_dgelqf_work(LAPACK_COL_MAJOR, m, width, a, m, tau, work, length), "dgelqf", m);
    }
    for (long column = 1; column < m; column++) {
      for (long row = 0; row < column; row++) {
        a.put(column * m + row, 0);
      }
    }
  }

  private static void requireUsable(WeightMatrix matrix, DoublePointer a, long size) {
    double sum = 0;
    for (long i = 0; i < size; i++) {
      double value = a.get(i);
      sum += value * value;
    }
    WeightRange.requireUsable(matrix, sum);
  }

  private static DoublePointer solve(int m, int n, DoublePointer a, NativeMemory memory) {
    DoublePointer s = memory.doubles(m);
    DoublePointer none = memory.doubles(1);
    DoublePointer size = memory.doubles(1);
    IntPointer integers = memory.ints(8L * m);
    gesdd(m, n, a, s, none, size, -1, integers);
    long length = (long) size.get(0);
    int work = Math.toIntExact(length);
    requireInfo(gesdd(m, n, a, s, none, memory.doubles(length), work, integers), "dgesdd", m);
    return s;
  }

  private static int gesdd(
      int m,
      int n,
      DoublePointer a,
      DoublePointer s,
      DoublePointer none,
      DoublePointer work,
      int length,
      IntPointer integers) {
    return LAPACKE_dgesdd_work(
        LAPACK_COL_MAJOR, (byte) 'N', m, n, a, m, s, none, 1, none, 1, work, length, integers);
  }

  private static void requireInfo(int info, String routine, int m) {
    if (info != 0) {
      throw new NativeLibraryException(
          "LAPACK " + routine + " failed on M = " + m + ": info " + info);
    }
  }

  /** M x (M + block) for the factor and the next rows, as much again for a transposed block. */
  public static long bytesNeeded(long n, long m) {
    return Double.BYTES * (2 * m * width(n, m) + 128 * m);
  }
}
