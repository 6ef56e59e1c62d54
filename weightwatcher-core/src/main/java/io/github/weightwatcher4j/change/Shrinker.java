package io.github.weightwatcher4j.change;

/**
 * What becomes of a singular value of a matrix of low rank with noise on it, so that the whole is
 * as near as it can be, for large matrices, to the matrix without noise.
 *
 * <p>All is in units of the noise: N x M entries of standard deviation {@code 1 / sqrt(N)}, {@code
 * beta = M / N}, whose own largest singular value is {@code 1 + sqrt(beta)}. A true singular value
 * {@code x > beta^(1/4)} is seen at {@code y = sqrt((x + 1/x)(x + beta/x))}; smaller ones cannot be
 * seen, and up to {@code y = 1 + sqrt(beta)} every shrinker gives 0.
 *
 * <p>The hard threshold is Gavish &amp; Donoho 2014 ("The optimal hard threshold for singular
 * values is 4/sqrt(3)", IEEE Trans. Inf. Theory 60(8)), the others Gavish &amp; Donoho 2017
 * ("Optimal shrinkage of singular values", 63(4)).
 */
public enum Shrinker {
  /**
   * Values above {@link #threshold} stay as they are, the others become 0: the best for the squared
   * Frobenius norm where values may be kept or dropped, but not changed.
   */
  HARD_THRESHOLD("hard threshold") {
    @Override
    double seen(double y, double beta) {
      return y > threshold(beta) ? y : 0;
    }
  },

  /** {@code sqrt((y^2 - beta - 1)^2 - 4 beta) / y}, the best for the squared Frobenius norm. */
  FROBENIUS("Frobenius shrinkage") {
    @Override
    double seen(double y, double beta) {
      return root(y, beta) / y;
    }
  },

  /** {@code x(y)}, the true value itself: the best for the operator norm. */
  OPERATOR("operator shrinkage") {
    @Override
    double seen(double y, double beta) {
      return truth(y, beta);
    }
  },

  /** {@code max(0, x^4 - beta - sqrt(beta) x y) / (x^2 y)}, the best for the nuclear norm. */
  NUCLEAR("nuclear shrinkage") {
    @Override
    double seen(double y, double beta) {
      double x = truth(y, beta);
      double x2 = x * x;
      return Math.max(0, x2 * x2 - beta - Math.sqrt(beta) * x * y) / (x2 * y);
    }
  };

  private final String text;

  Shrinker(String text) {
    this.text = text;
  }

  /** Of a value beyond the edge of the noise. */
  abstract double seen(double y, double beta);

  /**
   * What a singular value becomes.
   *
   * @param y singular value in units of the noise, at least 0 and finite
   * @param beta M / N, in (0, 1]
   * @return at least 0 and at most y
   */
  public double shrink(double y, double beta) {
    requireBeta(beta);
    if (!(y >= 0 && y < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("y must be finite and >= 0 but was " + y);
    }
    return y > 1 + Math.sqrt(beta) ? seen(y, beta) : 0;
  }

  /**
   * Lambda*, the optimal hard threshold in units of the noise: {@code sqrt(2 (beta + 1) + 8 beta /
   * (beta + 1 + sqrt(beta^2 + 14 beta + 1)))}, 4 / sqrt(3) for square matrices.
   *
   * @param beta M / N, in (0, 1]
   */
  public static double threshold(double beta) {
    requireBeta(beta);
    double root = Math.sqrt(beta * beta + 14 * beta + 1);
    return Math.sqrt(2 * (beta + 1) + 8 * beta / (beta + 1 + root));
  }

  private static void requireBeta(double beta) {
    if (!(beta > 0 && beta <= 1)) {
      throw new IllegalArgumentException("beta must be in (0, 1] but was " + beta);
    }
  }

  /** The root in the formulas above, as a product that does not cancel near the edge. */
  private static double root(double y, double beta) {
    double b = Math.sqrt(beta);
    return Math.sqrt(Math.max(0, (y * y - (1 + b) * (1 + b)) * (y * y - (1 - b) * (1 - b))));
  }

  private static double truth(double y, double beta) {
    return Math.sqrt((y * y - beta - 1 + root(y, beta)) / 2);
  }

  /** Such as {@code hard threshold}. */
  @Override
  public String toString() {
    return text;
  }
}
