package io.github.weightwatcher4j.spectrum.internal;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.model.SparseMatrix;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.function.BooleanSupplier;

/**
 * The largest eigenvalues of W^T W of a sparse W, by {@link Lanczos} on the side of M.
 *
 * @param top the k largest, right to {@link #TOLERANCE} lambda_max and mostly to its square over
 *     the distance of neighbours
 * @param sum of all eigenvalues, which is the sum of the squares of all entries
 */
public record TopEigenvalues(Spectrum top, double sum) {

  /** Bound of a residual over the largest eigenvalue. */
  static final double TOLERANCE = 1e-6;

  private static final long SEED = 42;

  /**
   * The k largest eigenvalues, or all where there are fewer.
   *
   * @param matrix stored sparse
   * @throws io.github.weightwatcher4j.spectrum.UnusableWeightsException where a weight is NaN or
   *     infinite, or eigenvalues leave the range of a double
   * @throws java.util.concurrent.CancellationException where {@code cancelled} became true
   */
  public static TopEigenvalues of(WeightMatrix matrix, int k, BooleanSupplier cancelled) {
    SparseMatrix w = matrix.sparse().orElseThrow();
    double sum = w.sumOfSquares();
    WeightRange.requireUsable(matrix, sum);
    ExtremeEigenvalues found = Lanczos.of(gram(w), settings(k), cancelled);
    if (!found.converged()) {
      throw new IllegalStateException(
          "the %d largest eigenvalues were not found in %d products; ask for fewer"
              .formatted(k, found.products()));
    }
    double[] values = found.topValues();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, values[i]); // rounding leaves zeros a little negative
    }
    return new TopEigenvalues(Spectrum.of(values), sum);
  }

  private static SymmetricOperator gram(SparseMatrix w) {
    return new SymmetricOperator() {
      @Override
      public int size() {
        return w.columns();
      }

      @Override
      public void multiply(double[] x, double[] y) {
        w.multiplyGram(x, y);
      }
    };
  }

  private static LanczosSettings settings(int k) {
    return new LanczosSettings(k, 0, TOLERANCE, basis(k), 100 * k + 1000, SEED, true);
  }

  private static int basis(int k) {
    return 2 * k + 10;
  }

  /** Memory in bytes, beside the matrix and, where it is turned, a copy of it. */
  public static long bytesNeeded(long m, int k) {
    return Double.BYTES * (Math.min(m, basis(k)) + 4) * m;
  }
}
