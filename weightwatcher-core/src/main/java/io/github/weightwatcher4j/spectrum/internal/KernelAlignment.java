package io.github.weightwatcher4j.spectrum.internal;

import static org.bytedeco.openblas.global.openblas.CblasColMajor;
import static org.bytedeco.openblas.global.openblas.CblasLower;
import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas.cblas_dsyrk;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.DoublePointer;

/**
 * How alike the inner products are that two matrices give the same examples.
 *
 * <p>With the examples as rows of A and B, {@code <A A^T, B B^T> / (|A A^T| |B B^T|)} in Frobenius
 * products and norms (Cristianini et al., NIPS 2001), which is {@code |A^T B|^2 / (|A^T A| |B^T
 * B|)}. It is 1 for B = c A Q with an orthogonal Q and 0 where the columns of A and B are
 * orthogonal to each other. With columns centred first it is linear CKA (Kornblith et al., ICML
 * 2019, eq. 4).
 *
 * <p>Weights are read in blocks of rows; M x M sums stay in native memory, three of them where the
 * examples are the longer side, else two.
 */
public final class KernelAlignment {

  /** Centred weights below 1e-10 of the weights are rounding errors of the mean, in squares. */
  private static final double CONSTANT = 1e-20;

  private final WeightMatrix a;
  private final WeightMatrix b;
  private final boolean examplesAreRows;
  private final boolean centred;

  private KernelAlignment(
      WeightMatrix a, WeightMatrix b, boolean examplesAreRows, boolean centred) {
    this.a = a;
    this.b = b;
    this.examplesAreRows = examplesAreRows;
    this.centred = centred;
  }

  /**
   * The alignment of two matrices, in [0, 1]; empty where one of them is zero, after centring if
   * asked for.
   *
   * @param a an N x M matrix
   * @param b another of the same shape and orientation
   * @param examplesAreRows whether an example is one of the N rows, or one of the M columns
   * @param centred whether the mean over the examples is subtracted first
   * @param cancelled asked between blocks; true stops the work
   * @throws IllegalArgumentException where the shapes differ
   * @throws io.github.weightwatcher4j.spectrum.UnusableWeightsException where a weight is NaN or
   *     infinite, or squares of weights leave the range of a double
   */
  public static OptionalDouble of(
      WeightMatrix a,
      WeightMatrix b,
      boolean examplesAreRows,
      boolean centred,
      BooleanSupplier cancelled) {
    if (a.rows() != b.rows() || a.columns() != b.columns() || a.transposed() != b.transposed()) {
      throw new IllegalArgumentException(
          "needs two matrices of the same shape but they are %d x %d and %d x %d"
              .formatted(a.rows(), a.columns(), b.rows(), b.columns()));
    }
    Blas.load();
    return new KernelAlignment(a, b, examplesAreRows, centred).compute(cancelled);
  }

  private OptionalDouble compute(BooleanSupplier cancelled) {
    int m = a.columns();
    RowBlocks blocks = RowBlocks.ofProduct(a);
    long blockSize = (long) blocks.rows() * m;
    try (NativeMemory memory = new NativeMemory()) {
      CentredBlocks first = new CentredBlocks(a, memory.doubles(blockSize));
      CentredBlocks second = new CentredBlocks(b, memory.doubles(blockSize));
      if (centred && examplesAreRows) {
        first.centreColumns(cancelled);
        second.centreColumns(cancelled);
      }
      boolean centreRows = centred && !examplesAreRows;
      DoublePointer aa = memory.doubles((long) m * m);
      DoublePointer bb = memory.doubles((long) m * m);
      DoublePointer ab = memory.doubles(examplesAreRows ? (long) m * m : 0);
      blocks.forEach(
          cancelled,
          (from, count) -> {
            double beta = from == 0 ? 0 : 1;
            DoublePointer x = first.read(from, count, centreRows);
            DoublePointer y = second.read(from, count, centreRows);
            addSquare(x, count, beta, aa);
            addSquare(y, count, beta, bb);
            if (examplesAreRows) {
              addProduct(x, y, count, beta, ab);
            }
          });
      double traceA = usableTrace(a, aa, first.sumOfSquares());
      double traceB = usableTrace(b, bb, second.sumOfSquares());
      if (traceA == 0 || traceB == 0) {
        return OptionalDouble.empty();
      }
      double sizes = Math.sqrt(dot(aa, traceA, aa, traceA) * dot(bb, traceB, bb, traceB));
      double cross = examplesAreRows ? square(ab, traceA, traceB) : dot(aa, traceA, bb, traceB);
      return OptionalDouble.of(Math.min(1, cross / sizes));
    }
  }

  private void addSquare(DoublePointer x, int count, double beta, DoublePointer sum) {
    int m = a.columns();
    int transpose = a.transposed() ? CblasTrans : CblasNoTrans;
    int leading = a.transposed() ? count : m;
    cblas_dsyrk(CblasColMajor, CblasLower, transpose, m, count, 1, x, leading, beta, sum, m);
  }

  private void addProduct(
      DoublePointer x, DoublePointer y, int count, double beta, DoublePointer sum) {
    int m = a.columns();
    // A row-major count x M block is column-major M x count; a transposed one is count x M.
    int left = a.transposed() ? CblasTrans : CblasNoTrans;
    int right = a.transposed() ? CblasNoTrans : CblasTrans;
    int leading = a.transposed() ? count : m;
    cblas_dgemm(CblasColMajor, left, right, m, m, count, 1, x, leading, y, leading, beta, sum, m);
  }

  /** The trace of X; 0 where nothing but rounding is left of the weights. */
  private static double usableTrace(WeightMatrix matrix, DoublePointer x, double sumOfSquares) {
    WeightRange.requireUsable(matrix, sumOfSquares);
    double trace = 0;
    for (long i = 0; i < matrix.columns(); i++) {
      trace += x.get(i * matrix.columns() + i);
    }
    return trace > CONSTANT * sumOfSquares ? trace : 0;
  }

  /** Frobenius product of two symmetric matrices by their lower halves, each over its trace. */
  private double dot(DoublePointer x, double traceX, DoublePointer y, double traceY) {
    int m = a.columns();
    double[] left = new double[m];
    double[] right = new double[m];
    double sum = 0;
    for (int column = 0; column < m; column++) {
      x.getPointer((long) column * m).get(left);
      y.getPointer((long) column * m).get(right);
      for (int row = column; row < m; row++) {
        double product = (left[row] / traceX) * (right[row] / traceY);
        sum += row == column ? product : 2 * product;
      }
    }
    return sum;
  }

  /** Squared Frobenius norm of A^T B over both traces. */
  private double square(DoublePointer ab, double traceA, double traceB) {
    int m = a.columns();
    double unit = Math.sqrt(traceA) * Math.sqrt(traceB);
    double[] values = new double[m];
    double sum = 0;
    for (int column = 0; column < m; column++) {
      ab.getPointer((long) column * m).get(values);
      for (double value : values) {
        sum += (value / unit) * (value / unit);
      }
    }
    return sum;
  }
}
