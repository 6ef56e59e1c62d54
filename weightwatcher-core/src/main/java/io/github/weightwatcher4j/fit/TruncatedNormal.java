package io.github.weightwatcher4j.fit;

import org.apache.commons.math3.special.Erf;

/**
 * The part above a bound of the standard normal law: the law of {@code w >= 0} with density
 * proportional to {@code exp(-w^2 / 2 - bound w)}, without overflow or cancellation for any bound.
 *
 * <p>Its moments follow from the ratios {@code r_k = E(w^k) / E(w^(k-1))}, for which integration by
 * parts gives {@code r_k = k / (bound + r_(k+1))}: the continued fraction of the normal tail (DLMF
 * 7.9.3), to be read from the far end for a large bound and from r_1 for the others.
 */
final class TruncatedNormal {

  /** The fraction converges quickly above; below, the error function loses few digits. */
  private static final double LARGE = 3;

  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
  private static final int RATIOS = 4;

  private final double bound;
  private final double[] ratio = new double[RATIOS + 1];

  TruncatedNormal(double bound) {
    this.bound = bound;
    if (bound < LARGE) {
      ratio[1] = Math.exp(-0.5 * bound * bound - HALF_LOG_TWO_PI - logSurvival(bound)) - bound;
      for (int k = 1; k < RATIOS; k++) {
        ratio[k + 1] = k / ratio[k] - bound;
      }
    } else {
      double value = ratio(RATIOS + 1, bound);
      for (int k = RATIOS; k > 0; k--) {
        value = k / (bound + value);
        ratio[k] = value;
      }
    }
  }

  /** r_k for a large bound; n terms leave an error of about e^(-2 bound sqrt(2 n)). */
  private static double ratio(int k, double bound) {
    double value = 0;
    for (int i = k + 10 + (int) (400 / (bound * bound)); i >= k; i--) {
      value = i / (bound + value);
    }
    return value;
  }

  double mean() {
    return ratio[1];
  }

  /** E(w^2) / E(w)^2, from 1 for a bound of minus infinity to 2 for plus infinity. */
  double momentRatio() {
    return ratio[2] / ratio[1];
  }

  double variance() {
    return ratio[1] * (ratio[2] - ratio[1]);
  }

  /** Covariance of w and w^2. */
  double covariance() {
    return ratio[1] * ratio[2] * (ratio[3] - ratio[1]);
  }

  /** Variance of w^2. */
  double varianceOfSquare() {
    return ratio[1] * ratio[2] * (ratio[3] * ratio[4] - ratio[1] * ratio[2]);
  }

  /** ln of the density at w >= 0. */
  double logDensity(double w) {
    return bound < LARGE
        ? -0.5 * (w + bound) * (w + bound) - HALF_LOG_TWO_PI - logSurvival(bound)
        : -w * (0.5 * w + bound) + Math.log(hazard(bound));
  }

  /** ln of the probability of more than w >= 0. */
  double logSurvivalOf(double w) {
    return bound < LARGE
        ? logSurvival(w + bound) - logSurvival(bound)
        : -w * (0.5 * w + bound) + Math.log(hazard(bound) / hazard(w + bound));
  }

  /** ln of the probability that a standard normal value is more than z. */
  private static double logSurvival(double z) {
    return z < LARGE
        ? Math.log(0.5 * Erf.erfc(z / Math.sqrt(2)))
        : -0.5 * z * z - HALF_LOG_TWO_PI - Math.log(hazard(z));
  }

  /** Density over survival of the standard normal law, for a large z. */
  private static double hazard(double z) {
    return z + ratio(1, z);
  }
}
