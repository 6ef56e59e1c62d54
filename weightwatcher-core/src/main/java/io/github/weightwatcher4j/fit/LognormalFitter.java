package io.github.weightwatcher4j.fit;

import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * Fits a lognormal law to a tail, {@link LognormalFit}.
 *
 * <p>With {@code y = ln(x / xMin)}, the likelihood is that of a normal law cut at 0, an exponential
 * family: where it has a maximum, the law has the mean of y and of y^2 that the tail has. Their
 * ratio {@code mean(y^2) / mean(y)^2} depends on the place of the cut in units of sigma alone, and
 * rises with it from 1 to 2 (Cohen 1950); one equation is to be solved, and there is no start to
 * choose. From a ratio of 2 on there is no maximum (Castillo 1994).
 */
final class LognormalFitter {

  /** A cut farther out than 3e4 sigma is a power law, to rounding. */
  private static final double LARGEST_RATIO = 2 - 2e-9;

  private static final double LARGEST_CUT = 4e4;
  private static final double PRECISION = 1e-14;

  private LognormalFitter() {}

  /**
   * The fit of a tail, or the reason why there is none: so heavy a tail that the likelihood grows
   * with sigma without end, where the power law is the limit.
   */
  static TailFit fit(Tail tail) {
    double meanLog = tail.meanLog();
    double deviation = tail.mean(y -> (y - meanLog) * (y - meanLog)) / (meanLog * meanLog);
    double ratio = 1 + deviation;
    if (ratio > LARGEST_RATIO) {
      return new FailedFit("the likelihood grows with sigma without end, towards the power law");
    }
    double smallestCut = -1 - 2 / Math.sqrt(deviation);
    double cut =
        new BrentSolver(PRECISION, PRECISION)
            .solve(
                1000,
                bound -> new TruncatedNormal(bound).momentRatio() - ratio,
                smallestCut,
                LARGEST_CUT);
    return fit(tail, cut, meanLog / new TruncatedNormal(cut).mean());
  }

  private static LognormalFit fit(Tail tail, double cut, double sigma) {
    TruncatedNormal normal = new TruncatedNormal(cut);
    int m = tail.size();
    double logDensity = tail.mean(y -> normal.logDensity(y / sigma) - y);
    // The information per value in mu and sigma, from that in the two means.
    double variance = normal.variance();
    double covariance = normal.covariance();
    double ofSquare = normal.varianceOfSquare();
    double determinant = variance * ofSquare - covariance * covariance;
    double ofSigma = 4 * cut * (cut * variance + covariance) + ofSquare;
    double xMin = tail.xMin();
    return new LognormalFit(
        Math.log(xMin) - cut * sigma,
        sigma,
        StandardError.of(sigma * sigma * ofSigma / determinant, m),
        StandardError.of(sigma * sigma * variance / determinant, m),
        xMin,
        tail.xMax(),
        tail.distance(x -> Math.exp(normal.logSurvivalOf(Math.log(x / xMin) / sigma))),
        m,
        m * (logDensity - Math.log(sigma * xMin)));
  }
}
