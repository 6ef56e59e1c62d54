package io.github.weightwatcher4j.fit;

import org.apache.commons.math3.special.Gamma;

/**
 * The upper incomplete gamma function {@code Gamma(s, x)}, the integral of {@code v^(s-1) e^-v}
 * from x to infinity, for one s in [-9, 1] and all {@code x >= 0}, in logarithms.
 *
 * <p>Commons Math has it for {@code s > 0} only, and there as a fraction of Gamma(s). Here, {@code
 * x^-s Gamma(s, x)} is taken from its power series (DLMF 8.7.3) where x is small and from its
 * continued fraction (DLMF 8.9.2) elsewhere. Near s = 0, -1, -2, ..., where Gamma(s) and one term
 * of the series have poles that cancel, the two are added before they are computed. The relative
 * error is below 1e-13.
 */
final class UpperIncompleteGamma {

  /** The series loses digits beyond, the fraction converges slowly below. */
  private static final double LARGEST_IN_SERIES = 2;

  private static final double TINY = 1e-300;
  private static final double PRECISION = 1e-16;

  private final double s;

  /** Minus the pole that is nearest to s. */
  private final int k;

  /** Distance from that pole, in [-1/2, 1]. */
  private final double delta;

  /** ln of (-1)^k k! delta Gamma(s), which is 0 for delta = 0. */
  private final double logResidue;

  /** What {@code logResidue / delta} tends to for delta to 0. */
  private final double slope;

  /**
   * The function of x for one s.
   *
   * @param s in [-9, 1]
   */
  UpperIncompleteGamma(double s) {
    if (!(s >= -9 && s <= 1)) {
      throw new IllegalArgumentException("s must be in [-9, 1] but was " + s);
    }
    this.s = s;
    k = (int) Math.max(0, Math.rint(-s));
    delta = s + k;
    double residue = Gamma.logGamma1p(delta);
    double harmonic = 0;
    for (int j = 1; j <= k; j++) {
      residue -= Math.log1p(-delta / j);
      harmonic += 1.0 / j;
    }
    logResidue = residue;
    slope = harmonic - Gamma.GAMMA;
  }

  /** ln Gamma(s, x); infinite for x = 0 where s is not positive. */
  double log(double x) {
    return x == 0 && s > 0 ? Gamma.logGamma(s) : logScaled(x) + s * Math.log(x);
  }

  /**
   * ln of {@code x^-s Gamma(s, x)}, the generalized exponential integral {@code E_p(x)} with p = 1
   * - s, the integral of {@code u^-p e^(-x u)} over u from 1 to infinity. At x = 0 it is {@code
   * -ln(-s)}, and infinite where s is not negative.
   */
  double logScaled(double x) {
    if (!(x >= 0)) {
      throw new IllegalArgumentException("x must be >= 0 but was " + x);
    }
    if (x == 0) {
      return s < 0 ? -Math.log(-s) : Double.POSITIVE_INFINITY;
    }
    return x < LARGEST_IN_SERIES ? Math.log(series(x)) : Math.log(fraction(x)) - x;
  }

  /**
   * x^-s Gamma(s) less the sum of (-x)^j / (j! (s + j)), the term of the pole taken out of both.
   */
  private double series(double x) {
    double power = 1;
    double sum = 0;
    double pole = 0;
    for (int j = 0; j <= k || Math.abs(power) > PRECISION * Math.abs(sum + pole); j++) {
      if (j == k) {
        pole = power * difference(Math.log(x));
      } else {
        sum -= power / (s + j);
      }
      power *= -x / (j + 1);
    }
    return sum + pole;
  }

  /** ((-1)^k k! delta Gamma(s) x^-delta - 1) / delta, and its limit. */
  private double difference(double logX) {
    return Math.abs(delta) < TINY ? slope - logX : Math.expm1(logResidue - delta * logX) / delta;
  }

  /**
   * e^x x^-s Gamma(s, x), the fraction in the form that skips every other term, from the end. Its
   * error falls as e^(-4 sqrt(n x)) with n terms, so that n x = 80 leaves 1e-15.
   */
  private double fraction(double x) {
    int n = 4 + (int) (80 / x);
    double b = x + 1 - s + 2 * n;
    double value = b;
    for (int i = n; i > 0; i--) {
      b -= 2;
      value = b - i * (i - s) / value;
    }
    return 1 / value;
  }
}
