package io.github.weightwatcher4j.fit;

import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * Fits a stretched exponential law to a tail, {@link StretchedExponentialFit}.
 *
 * <p>With {@code y = ln(x / xMin)} and {@code G(beta) = mean((e^(beta y) - 1) / beta)}, the best
 * rate for a beta is {@code 1 / G(beta)}, and what is left of the likelihood, per value, is {@code
 * -ln G(beta) + beta mean(y)}. G is the mean of the integrals of {@code e^(beta s)} over s from 0
 * to y, so that ln G is convex: there is one optimum, and no start to choose.
 */
final class StretchedExponentialFitter {

  /** Times the largest y: where beta counts as 0, its derivative is rounding. */
  private static final double SMALLEST = 1e-6;

  private static final double PRECISION = 1e-13;

  private StretchedExponentialFitter() {}

  /**
   * The fit of a tail, or the reason why there is none: so heavy a tail that the likelihood grows
   * as beta goes to 0, where the power law is the limit.
   */
  static TailFit fit(Tail tail) {
    double smallest = SMALLEST / tail.log(tail.size() - 1);
    if (!(derivative(tail, smallest) > 0)) {
      return new FailedFit("the likelihood grows towards the limit of beta = 0, the power law");
    }
    double end = 1 / tail.meanLog();
    while (derivative(tail, end) > 0) {
      end *= 2;
    }
    double beta =
        new BrentSolver(PRECISION, PRECISION * smallest)
            .solve(1000, b -> derivative(tail, b), smallest, end);
    double rate = 1 / tail.mean(y -> Math.expm1(beta * y) / beta);
    return rate > 0
        ? fit(tail, beta, rate)
        : new FailedFit("the tail is too far above where it begins");
  }

  /** Derivative by beta of the likelihood per value, at the best rate for it. */
  private static double derivative(Tail tail, double beta) {
    double top = tail.log(tail.size() - 1);
    double zero = Math.exp(-beta * top);
    double sum = 0;
    double weighted = 0;
    for (int j = 0; j < tail.size(); j++) {
      double y = tail.log(j);
      double power = Math.exp(beta * (y - top));
      sum += beta * top < 1 ? zero * Math.expm1(beta * y) : power - zero;
      weighted += y * power;
    }
    return tail.meanLog() + 1 / beta - weighted / sum;
  }

  private static StretchedExponentialFit fit(Tail tail, double beta, double rate) {
    int m = tail.size();
    double meanLog = tail.meanLog();
    // Information per value in (ln rate, beta).
    double mixed = rate * tail.mean(y -> y * y * first(beta * y));
    double second = rate * tail.mean(y -> y * y * y * second(beta * y));
    double determinant = second - mixed * mixed;
    return new StretchedExponentialFit(
        beta,
        rate,
        StandardError.of(1 / determinant, m),
        StandardError.of(rate * rate * second / determinant, m),
        tail.xMin(),
        tail.xMax(),
        tail.distance(x -> StretchedExponentialFit.survival(x, beta, rate, tail.xMin())),
        m,
        m * (Math.log(rate / tail.xMin()) + (beta - 1) * meanLog - 1));
  }

  /** First derivative of (e^z - 1) / z. */
  private static double first(double z) {
    return z < 0.5 ? series(z, 1) : (Math.exp(z) - Math.expm1(z) / z) / z;
  }

  /** Second derivative of (e^z - 1) / z. */
  private static double second(double z) {
    return z < 0.5 ? series(z, 2) : (Math.exp(z) - 2 * first(z)) / z;
  }

  /** The integral of s^power e^(z s) over s from 0 to 1, the sum of z^k / (k! (k + 1 + power)). */
  private static double series(double z, int power) {
    double sum = 0;
    double term = 1;
    for (int k = 0; k < 18; k++) {
      sum += term / (k + 1 + power);
      term *= z / (k + 1);
    }
    return sum;
  }
}
