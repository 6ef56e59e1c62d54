package io.github.weightwatcher4j.spectrum.internal;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dsterf_work;
import static org.bytedeco.openblas.global.openblas.LAPACKE_ssytrd_work;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;
import static org.bytedeco.openblas.global.openblas.LAPACK_ssytrd_2stage_base;

import io.github.weightwatcher4j.spectrum.NativeLibraryException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * Eigenvalues of a symmetric matrix in float32, given by its lower half: reduced to a tridiagonal
 * one in float32, which is nearly all of the work, and that one solved in float64. With ssyevd,
 * which iterates in float32 too, the largest eigenvalues of a bulk are off by up to five times as
 * much.
 */
final class SingleSolver {

  /** From this M on the two-stage reduction is the faster one. */
  private static final int TWO_STAGE = 2200;

  private static final byte LOWER = 'L';

  private final int m;
  private final FloatPointer x;
  private final FloatPointer diagonal;
  private final FloatPointer below;
  private final NativeMemory memory;

  private SingleSolver(int m, FloatPointer x, NativeMemory memory) {
    this.m = m;
    this.x = x;
    this.diagonal = memory.floats(m);
    this.below = memory.floats(m);
    this.memory = memory;
  }

  /** The eigenvalues, ascending; x (m x m) is destroyed. */
  static double[] values(int m, FloatPointer x) {
    if (m == 0) {
      return new double[0]; // LAPACK wants a leading dimension of 1
    }
    try (NativeMemory memory = new NativeMemory()) {
      SingleSolver solver = new SingleSolver(m, x, memory);
      int info = m >= TWO_STAGE ? solver.reduceInTwoStages() : solver.reduce();
      if (info != 0) {
        throw new NativeLibraryException("LAPACK ssytrd failed on M = " + m + ": info " + info);
      }
      return solver.ofTridiagonal();
    }
  }

  private int reduce() {
    FloatPointer reflectors = memory.floats(m);
    FloatPointer size = memory.floats(1);
    reduce(reflectors, size, -1);
    int length = length(size);
    return reduce(reflectors, memory.floats(length), length);
  }

  private int reduce(FloatPointer reflectors, FloatPointer work, int length) {
    return LAPACKE_ssytrd_work(
        LAPACK_COL_MAJOR, LOWER, m, x, m, diagonal, below, reflectors, work, length);
  }

  /** Fortran's own entry, for LAPACKE has none. */
  private int reduceInTwoStages() {
    FloatPointer reflectors = memory.floats(m);
    FloatPointer size = memory.floats(1);
    FloatPointer sizeOfSecond = memory.floats(1);
    reduceInTwoStages(reflectors, sizeOfSecond, -1, size, -1);
    int second = length(sizeOfSecond);
    int length = length(size);
    return reduceInTwoStages(
        reflectors, memory.floats(second), second, memory.floats(length), length);
  }

  private int reduceInTwoStages(
      FloatPointer reflectors, FloatPointer ofSecond, int second, FloatPointer work, int length) {
    try (BytePointer valuesOnly = new BytePointer("N");
        BytePointer lower = new BytePointer("L")) {
      IntPointer info = integer(0);
      LAPACK_ssytrd_2stage_base(
          valuesOnly,
          lower,
          integer(m),
          x,
          integer(m),
          diagonal,
          below,
          reflectors,
          ofSecond,
          integer(second),
          work,
          integer(length),
          info,
          1,
          1);
      return info.get(0);
    }
  }

  private IntPointer integer(int value) {
    return memory.ints(1).put(0, value);
  }

  /** A float tells sizes beyond 2^24 only nearly: a little more than was asked for. */
  private static int length(FloatPointer asked) {
    return (int) Math.ceil(asked.get(0) * (1 + 0x1p-20)) + 1;
  }

  private double[] ofTridiagonal() {
    DoublePointer values = memory.doubles(m);
    DoublePointer besides = memory.doubles(m);
    for (long i = 0; i < m; i++) {
      values.put(i, diagonal.get(i));
      besides.put(i, i < m - 1 ? below.get(i) : 0);
    }
    int info = LAPACKE_dsterf_work(m, values, besides);
    if (info != 0) {
      throw new NativeLibraryException("LAPACK dsterf failed on M = " + m + ": info " + info);
    }
    double[] eigenvalues = new double[m];
    values.get(eigenvalues);
    return eigenvalues;
  }

  /** Bytes of workspace, at most. */
  static long bytesForValues(long m) {
    return Float.BYTES * 256 * m + 2 * Double.BYTES * m;
  }
}
