package io.github.weightwatcher4j.random;

/**
 * Fr&eacute;chet's law of the largest of many heavy-tailed values, {@code P(x <= t) =
 * exp(-t^-shape)} for t above 0.
 *
 * <p>Of an N x M matrix with independent entries, {@code P(|w| > x) = x^-mu}, the largest squared
 * entry over {@code (N M)^(2 / mu)} has it with shape mu / 2. For mu below 2 the largest eigenvalue
 * of W^T W has it, too (Soshnikov 2004; Auffinger, Ben Arous &amp; P&eacute;ch&eacute; 2009,
 * theorem 1), already at 60 x 60. For mu between 2 and 4 that is a limit which no usual size comes
 * near: there {@link LargestEntry} tells what holds.
 *
 * @param shape exponent of the tail, positive and finite
 */
public record Frechet(double shape) {

  /** Checks the domain. */
  public Frechet {
    Domain.requirePositive("shape", shape);
  }

  /**
   * The law of the largest squared entry over {@code (N M)^(2 / mu)}.
   *
   * @param mu positive and finite
   */
  public static Frechet ofSquaredEntries(double mu) {
    return new Frechet(mu / 2);
  }

  /** What a largest squared entry, or eigenvalue, is divided by: {@code (N M)^(2 / mu)}. */
  public static double scale(int n, int m, double mu) {
    Domain.requireShape(n, m);
    Domain.requirePositive("mu", mu);
    return Math.pow((double) n * m, 2 / mu);
  }

  /** Probability of a value up to t; 0 for t up to 0. */
  public double cdf(double t) {
    if (Double.isNaN(t)) {
      throw new IllegalArgumentException("t must be a number but was NaN");
    }
    return t > 0 ? Math.exp(-Math.pow(t, -shape)) : 0;
  }

  /** Probability of a value above t, accurate far out, where it is {@code t^-shape}. */
  public double survival(double t) {
    return cdf(t) > 0 ? -Math.expm1(-Math.pow(t, -shape)) : 1;
  }

  /**
   * The value that is not exceeded with this probability, the inverse of {@link #cdf}.
   *
   * @param probability in (0, 1)
   */
  public double quantile(double probability) {
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException("probability must be in (0, 1) but was " + probability);
    }
    return Math.pow(-Math.log(probability), -1 / shape);
  }
}
