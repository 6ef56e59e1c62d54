package io.github.weightwatcher4j.spectrum.internal;

import static org.bytedeco.openblas.global.openblas.CblasColMajor;
import static org.bytedeco.openblas.global.openblas.CblasLower;
import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_ssyrk;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import io.github.weightwatcher4j.matrix.internal.SliceView;
import io.github.weightwatcher4j.spectrum.NativeLibraryException;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.FloatPointer;

/** Eigenvalues of X = W^T W in float32, X summed over blocks of rows. */
public final class SingleGram {

  /**
   * Error of an eigenvalue, relative to the largest: twice the worst of the 189 layers that {@code
   * SingleAgainstFast} measures, Gaussian, heavy-tailed, with spikes and of trained layers.
   */
  private static final double NOISE = 4e-6;

  /** A matrix has lost rank where a tenth of its eigenvalues are zero; this is half of that. */
  private static final int OPEN = 20;

  /** Below this sum of squares, single ones have lost digits to underflow. */
  private static final float SMALLEST_TRACE = 0x1p-80f;

  /** Values that are narrowed at a time. */
  private static final int CHUNK = 1 << 14;

  private SingleGram() {}

  /** The eigenvalues; empty where they leave the range of float32, or a weight is not finite. */
  public static Optional<Spectrum> eigenvalues(WeightMatrix matrix, BooleanSupplier cancelled) {
    int m = matrix.columns();
    try (NativeMemory memory = new NativeMemory()) {
      FloatPointer x = memory.floats((long) m * m);
      try (NativeMemory blocks = new NativeMemory()) {
        sum(matrix, x, blocks, cancelled);
      }
      RowBlocks.requireNotCancelled(cancelled);
      return isInRange(trace(m, x))
          ? Optional.of(spectrum(SingleSolver.values(m, x)))
          : Optional.empty();
    }
  }

  /**
   * Whether a matrix can be done in float32.
   *
   * @param sumOfSquares of its weights, the trace of X
   */
  public static boolean isInRange(double sumOfSquares) {
    return sumOfSquares >= SMALLEST_TRACE && sumOfSquares <= Float.MAX_VALUE;
  }

  /**
   * Whether so many eigenvalues may be zero that the rank has to be decided in float64.
   *
   * @param resolution smallest singular value, relative to the largest, that is told from zero
   */
  public static boolean leavesRankOpen(Spectrum spectrum, double resolution) {
    double bound = Math.max(NOISE, resolution * resolution) * spectrum.max();
    return (long) spectrum.countBelow(bound) * OPEN >= spectrum.size();
  }

  private static Spectrum spectrum(double[] eigenvalues) {
    for (int i = 0; i < eigenvalues.length; i++) {
      eigenvalues[i] = Math.max(0, eigenvalues[i]); // rounding leaves zeros a little negative
    }
    return Spectrum.of(eigenvalues).inSingle();
  }

  private static void sum(
      WeightMatrix matrix, FloatPointer x, NativeMemory memory, BooleanSupplier cancelled) {
    int m = matrix.columns();
    RowBlocks blocks = RowBlocks.ofProduct(matrix);
    FloatPointer block = memory.floats((long) blocks.rows() * m);
    FloatBuffer target = block.asBuffer();
    int transpose = matrix.transposed() ? CblasTrans : CblasNoTrans;
    blocks.forEach(
        cancelled,
        (first, count) -> {
          read(matrix, first, count, target.clear());
          int leading = matrix.transposed() ? count : m;
          float beta = first == 0 ? 0 : 1;
          cblas_ssyrk(
              CblasColMajor, CblasLower, transpose, m, count, 1, block, leading, beta, x, m);
        });
  }

  /**
   * Rows of the matrix as {@link WeightMatrix#read} lays them out, narrowed a few stored rows at a
   * time, so that a block is never there as doubles. Exact for floats of 16 bits or less; codes
   * times a scale are rounded.
   */
  private static void read(WeightMatrix matrix, int first, int count, FloatBuffer target) {
    SliceView view = matrix.view();
    int firstRow = matrix.transposed() ? 0 : first;
    int rows = matrix.transposed() ? view.rows() : count;
    int firstColumn = matrix.transposed() ? first : 0;
    int columns = matrix.transposed() ? count : view.columns();
    int most = Math.min(rows, Math.max(1, CHUNK / columns));
    double[] wide = new double[Math.multiplyExact(most, columns)];
    float[] narrow = new float[wide.length];
    for (int row = 0; row < rows; row += most) {
      int some = Math.min(most, rows - row);
      view.read(firstRow + row, some, firstColumn, columns, DoubleBuffer.wrap(wide));
      for (int i = 0; i < some * columns; i++) {
        narrow[i] = (float) wide[i];
      }
      target.put(narrow, 0, some * columns);
    }
  }

  /** The sum of all squared weights: it shows whether any is NaN, infinite, huge or tiny. */
  private static float trace(int m, FloatPointer x) {
    float trace = 0;
    for (long i = 0; i < m; i++) {
      trace += x.get(i * m + i);
    }
    return trace;
  }

  /** X, one block of rows, and the workspace of the solver. */
  public static long bytesNeeded(long n, long m) {
    return Float.BYTES * (m * m + RowBlocks.rowsOfProduct(n, m) * m)
        + SingleSolver.bytesForValues(m);
  }

  /**
   * Solves a small problem of known answer: the eigenvalues of I + 1 1^T are M + 1, and 1
   * otherwise.
   *
   * @throws NativeLibraryException where the library gives another
   */
  static void check() {
    int m = 160;
    try (NativeMemory memory = new NativeMemory()) {
      FloatPointer x = memory.floats((long) m * m);
      for (int i = 0; i < m * m; i++) {
        x.put(i, i / m == i % m ? 2 : 1);
      }
      double[] found = SingleSolver.values(m, x);
      double error = Math.abs(found[m - 1] - (m + 1)) / m;
      for (int i = 0; i < m - 1; i++) {
        error = Math.max(error, Math.abs(found[i] - 1) / m);
      }
      if (!(error < 1e-5)) {
        throw new NativeLibraryException(
            "OpenBLAS gives wrong float32 eigenvalues on this processor (relative error %.1e);"
                    .formatted(error)
                + " use the method fast");
      }
    }
  }
}
