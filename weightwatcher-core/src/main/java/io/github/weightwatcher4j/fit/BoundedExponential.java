package io.github.weightwatcher4j.fit;

import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * The law of u in [0, 1] with density {@code theta e^(-theta u) / (1 - e^-theta)}, for any real
 * theta: falling, flat at 0, rising. It is what a power law between two ends is in {@code u = ln(x
 * / xMin) / ln(xMax / xMin)}.
 *
 * <p>Turned round, {@code 1 - u} has the law of {@code -theta}: everything is computed for theta
 * {@code >= 0}, where no exponential overflows.
 *
 * @param theta finite
 */
record BoundedExponential(double theta) {

  /** Below, the closed forms lose digits by cancellation, and five terms of a series do not. */
  private static final double SMALL = 0.3;

  /** Divisors of {@code (1/2 - mean) / theta} and of the variance as alternating series. */
  private static final double[] OF_MEAN = {12, 720, 30_240, 1_209_600, 47_900_160};

  private static final double[] OF_VARIANCE = {12, 240, 6048, 172_800, 5_322_240};

  private static final double PRECISION = 1e-14;

  /**
   * The law that has this mean, which makes it the most likely one of a sample that has it.
   *
   * @param mean in (0, 1)
   */
  static BoundedExponential ofMean(double mean) {
    if (mean > 0.5) {
      return new BoundedExponential(-ofMean(1 - mean).theta);
    }
    // The mean is at most 1 / theta, and falls with theta.
    double highest = 1 / mean;
    if (!(mean < mean(0)) || mean(highest) >= mean) {
      return new BoundedExponential(mean < mean(0) ? highest : 0);
    }
    return new BoundedExponential(
        new BrentSolver(PRECISION, PRECISION).solve(1000, theta -> mean(theta) - mean, 0, highest));
  }

  /** The mean, from 1 for theta to minus infinity to 0 for plus infinity; 1/2 at theta = 0. */
  double mean() {
    return theta < 0 ? 1 - mean(-theta) : mean(theta);
  }

  private static double mean(double theta) {
    return theta < SMALL
        ? 0.5 - theta * series(theta * theta, OF_MEAN)
        : 1 / theta - 1 / Math.expm1(theta);
  }

  /** The variance, minus the derivative of the mean by theta; 1/12 at theta = 0. */
  double variance() {
    double square = theta * theta;
    double sinh = 2 * Math.sinh(theta / 2);
    return Math.abs(theta) < SMALL ? series(square, OF_VARIANCE) : 1 / square - 1 / (sinh * sinh);
  }

  private static double series(double square, double[] divisors) {
    double sum = 0;
    for (int k = divisors.length - 1; k >= 0; k--) {
      sum = 1 / divisors[k] - square * sum;
    }
    return sum;
  }

  /** ln of the density at u, in [0, 1]. */
  double logDensity(double u) {
    double steepness = Math.abs(theta);
    double atHighest = steepness == 0 ? 0 : Math.log(steepness / -Math.expm1(-steepness));
    return atHighest - steepness * (theta < 0 ? 1 - u : u);
  }

  /** The probability of more than u, in [0, 1]. */
  double survival(double u) {
    return theta < 0 ? below(-theta, 1 - u) : above(theta, u);
  }

  private static double above(double theta, double u) {
    return theta == 0
        ? 1 - u
        : Math.exp(-theta * u) * Math.expm1(-theta * (1 - u)) / Math.expm1(-theta);
  }

  private static double below(double theta, double u) {
    return Math.expm1(-theta * u) / Math.expm1(-theta);
  }
}
