package io.github.weightwatcher4j.matrix;

import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
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
    TensorShape shape = weights.shape();
    boolean trailing = weights.slicing() == Slicing.TRAILING;
    int first = trailing ? 0 : shape.rank() - 2;
    long a = shape.dim(first);
    long b = shape.dim(first + 1);
    long slices = trailing ? shape.product(2, shape.rank()) : shape.product(0, first);
    return new MatrixShape(Math.max(a, b), Math.min(a, b), slices);
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
