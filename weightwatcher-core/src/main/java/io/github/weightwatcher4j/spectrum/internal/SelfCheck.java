package io.github.weightwatcher4j.spectrum.internal;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dgesdd;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyevd_2stage;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import io.github.weightwatcher4j.spectrum.NativeLibraryException;
import java.util.Locale;
import org.bytedeco.javacpp.DoublePointer;

/**
 * Small problems of known answer, solved before the library is trusted: OpenBLAS 0.3.19, which ND4J
 * brings, returns wrong float64 results without an error on AVX-512 processors.
 */
public final class SelfCheck {

  private static final int SIZE = 160;
  private static final double TOLERANCE = 1e-9;

  private SelfCheck() {}

  public static void run(String library) {
    double error = Math.max(singularValueError(), eigenvalueError());
    if (!(error < TOLERANCE)) {
      throw new NativeLibraryException(
          String.format(
              Locale.ROOT,
              "%s gives wrong results on this processor (relative error %.1e on a problem with a"
                  + " known answer). Use %s with %s, or set the environment variable OPENBLAS_CORETYPE=Haswell",
              library,
              error,
              NativeLibrary.OPENBLAS,
              NativeLibrary.JAVACPP));
    }
  }

  /** Singular values 1..n, hidden between two reflections. */
  private static double singularValueError() {
    try (NativeMemory memory = new NativeMemory()) {
      DoublePointer a = reflected(memory, 0.3, 1.1);
      DoublePointer s = memory.doubles(SIZE);
      DoublePointer u = memory.doubles(SIZE * SIZE);
      DoublePointer vt = memory.doubles(SIZE * SIZE);
      LAPACKE_dgesdd(LAPACK_COL_MAJOR, (byte) 'S', SIZE, SIZE, a, SIZE, s, u, SIZE, vt, SIZE);
      double error = 0;
      for (int i = 0; i < SIZE; i++) {
        error = Math.max(error, difference(s.get(i), SIZE - i));
      }
      return Math.max(error, reconstructionError(memory, s, u, vt));
    }
  }

  /** Largest entry of (U S V^T - A) 1, relative to the largest singular value. */
  private static double reconstructionError(
      NativeMemory memory, DoublePointer s, DoublePointer u, DoublePointer vt) {
    double[] expected = timesOnes(reflected(memory, 0.3, 1.1));
    double[] right = timesOnes(vt);
    double[] computed = new double[SIZE];
    for (int k = 0; k < SIZE; k++) {
      for (int row = 0; row < SIZE; row++) {
        computed[row] += u.get(row + (long) k * SIZE) * s.get(k) * right[k];
      }
    }
    double worst = 0;
    for (int row = 0; row < SIZE; row++) {
      worst = Math.max(worst, difference(computed[row] - expected[row] + SIZE, SIZE));
    }
    return worst;
  }

  private static double[] timesOnes(DoublePointer a) {
    double[] sums = new double[SIZE];
    for (int column = 0; column < SIZE; column++) {
      for (int row = 0; row < SIZE; row++) {
        sums[row] += a.get(row + (long) column * SIZE);
      }
    }
    return sums;
  }

  /** Eigenvalues 1..n of a symmetric matrix. */
  private static double eigenvalueError() {
    try (NativeMemory memory = new NativeMemory()) {
      DoublePointer x = reflected(memory, 0.3, 0.3);
      DoublePointer w = memory.doubles(SIZE);
      LAPACKE_dsyevd_2stage(LAPACK_COL_MAJOR, (byte) 'N', (byte) 'L', SIZE, x, SIZE, w);
      double error = 0;
      for (int i = 0; i < SIZE; i++) {
        error = Math.max(error, difference(w.get(i), i + 1));
      }
      return error;
    }
  }

  private static double difference(double computed, double expected) {
    double error = Math.abs(computed - expected) / expected;
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }

  /** H(left) diag(1..n) H(right), with reflections H = I - 2 v v^T of fixed directions v. */
  private static DoublePointer reflected(NativeMemory memory, double left, double right) {
    double[] v = direction(left);
    double[] w = direction(right);
    double middle = 0;
    for (int i = 0; i < SIZE; i++) {
      middle += v[i] * (i + 1) * w[i];
    }
    double[] a = new double[SIZE * SIZE];
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        double diagonal = i == j ? i + 1 : 0;
        a[i + j * SIZE] =
            diagonal
                - 2 * v[i] * v[j] * (j + 1)
                - 2 * (i + 1) * w[i] * w[j]
                + 4 * v[i] * middle * w[j];
      }
    }
    return memory.doubles(a.length).put(a);
  }

  private static double[] direction(double phase) {
    double[] v = new double[SIZE];
    double norm = 0;
    for (int i = 0; i < SIZE; i++) {
      v[i] = Math.sin(phase + 0.7 * i * i);
      norm += v[i] * v[i];
    }
    for (int i = 0; i < SIZE; i++) {
      v[i] /= Math.sqrt(norm);
    }
    return v;
  }
}
