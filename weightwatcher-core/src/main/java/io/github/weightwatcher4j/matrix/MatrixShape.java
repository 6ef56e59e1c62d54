package io.github.weightwatcher4j.matrix;

import io.github.weightwatcher4j.matrix.internal.Slices;
import io.github.weightwatcher4j.model.Weights;

/**
 * Shape of a layer's matrices, all of one size.
 *
 * @param n longer side N, at least M
 * @param m shorter side M
 * @param rf number of matrices (the receptive field of a convolution, kernel height x width), 1
 *     elsewhere
 */
public record MatrixShape(long n, long m, long rf) {

  /** Checks {@code n >= m >= 0} and {@code rf >= 0}. */
  public MatrixShape {
    if (m < 0 || n < m || rf < 0) {
      throw new IllegalArgumentException(
          "needs N >= M >= 0 and rf >= 0: " + n + " " + m + " " + rf);
    }
  }

  /** The matrices that weights fall into. */
  public static MatrixShape of(Weights weights) {
    Slices slices = Slices.of(weights);
    long n = Math.max(slices.rows(), slices.columns());
    long m = Math.min(slices.rows(), slices.columns());
    return new MatrixShape(n, m, slices.count());
  }

  /** Aspect ratio Q = N / M, at least 1; positive infinity for an empty matrix. */
  public double q() {
    return m == 0 ? Double.POSITIVE_INFINITY : (double) n / m;
  }

  /** Number of eigenvalues of all matrices together, M * rf. */
  public long eigenvalues() {
    return m * rf;
  }

  /** Number of weights, N * M * rf. */
  public long parameters() {
    return n * m * rf;
  }

  /** The same matrices, one alone. */
  public MatrixShape single() {
    return new MatrixShape(n, m, 1);
  }
}
