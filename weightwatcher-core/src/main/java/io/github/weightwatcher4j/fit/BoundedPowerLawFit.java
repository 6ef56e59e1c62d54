package io.github.weightwatcher4j.fit;

import io.github.weightwatcher4j.fit.internal.FitNumbers;
import java.util.List;

/**
 * Fit of a power law with a sharp end to the upper tail of a spectrum: {@code p(x) = C x^-alpha}
 * for {@code xMin <= x <= end} and nothing beyond, with {@code C = (alpha - 1) / (xMin^(1 - alpha)
 * - end^(1 - alpha))}, which is {@code 1 / ln(end / xMin)} at alpha = 1 (the truncated Pareto law
 * of Aban, Meerschaert &amp; Panorska 2006).
 *
 * <p>Maximum likelihood: the alpha for which the law has the mean of ln x that the tail has.
 * Between two ends every exponent is a law, and there is one such alpha for every tail: above 1
 * where the mean of ln x lies in the lower half of [ln xMin, ln end], 1 in the middle, 0 for a flat
 * density, negative for one that rises. For an end at infinity this is the plain power law.
 *
 * <p>The likeliest end of all is the largest eigenvalue: that is the end where this is one of the
 * laws compared, and then a fitted parameter. Alpha comes out somewhat too small there, because the
 * true end lies higher.
 *
 * @param alpha exponent, dimensionless, any finite number
 * @param standardError standard error of alpha for a given end, from the curvature of the
 *     likelihood
 * @param end where the law ends, at least xMax and finite
 * @param xMin where the tail begins, positive and at most its smallest eigenvalue
 * @param xMax largest eigenvalue in the tail
 * @param distance Kolmogorov-Smirnov distance of tail and law, in [0, 1]
 * @param tailSize number of eigenvalues in the tail, at least 2
 * @param logLikelihood natural logarithm of the likelihood of the tail
 */
public record BoundedPowerLawFit(
    double alpha,
    double standardError,
    double end,
    double xMin,
    double xMax,
    double distance,
    int tailSize,
    double logLikelihood)
    implements LawFit {

  /** Checks every domain above. */
  public BoundedPowerLawFit {
    Domain.require(Double.isFinite(alpha), "alpha must be finite", alpha);
    Domain.requirePositive("sigma", standardError);
    Domain.requirePositive("end", end);
    Domain.requireTail(xMin, xMax, distance, tailSize);
    Domain.require(end >= xMax && end > xMin, "end must be > xMin and >= xMax", end);
    Domain.requireLikelihood(logLikelihood);
  }

  /** The most likely law that ends at the largest eigenvalue. */
  static BoundedPowerLawFit of(Tail tail) {
    return of(tail, tail.xMax());
  }

  /** The most likely law that ends at a given place, not below the largest eigenvalue. */
  static BoundedPowerLawFit of(Tail tail, double end) {
    double xMin = tail.xMin();
    double width = BoundedScan.width(xMin, end);
    double meanLog = tail.meanLog();
    int m = tail.size();
    BoundedExponential law = BoundedExponential.ofMean(meanLog / width);
    return new BoundedPowerLawFit(
        1 + law.theta() / width,
        1 / (width * Math.sqrt(m * law.variance())),
        end,
        xMin,
        tail.xMax(),
        tail.distance(x -> survival(x, law, xMin, width)),
        m,
        m * (law.logDensity(meanLog / width) - meanLog - Math.log(width) - Math.log(xMin)));
  }

  static BoundedPowerLawFit read(FitNumbers numbers) {
    return new BoundedPowerLawFit(
        numbers.number("alpha"),
        numbers.number("sigma"),
        numbers.number("end"),
        numbers.number("xMin"),
        numbers.number("xMax"),
        numbers.number("distance"),
        numbers.whole("tailSize"),
        numbers.number("logLikelihood"));
  }

  @Override
  public TailLaw law() {
    return TailLaw.BOUNDED_POWER_LAW;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.of("alpha", alpha),
        Parameter.of("sigma", standardError),
        Parameter.of("end", end));
  }

  @Override
  public double logDensity(double x) {
    double width = width();
    return x < xMin || x > end
        ? Double.NEGATIVE_INFINITY
        : inLogs().logDensity(Math.log(x / xMin) / width) - Math.log(width) - Math.log(x);
  }

  @Override
  public double survival(double x) {
    return survival(x, inLogs(), xMin, width());
  }

  private double width() {
    return BoundedScan.width(xMin, end);
  }

  /** The law of ln(x / xMin) / width. */
  private BoundedExponential inLogs() {
    return new BoundedExponential((alpha - 1) * width());
  }

  static double survival(double x, BoundedExponential law, double xMin, double width) {
    // Capped: the logarithm of the end itself may be rounded past the width.
    return x < xMin ? 1 : law.survival(Math.min(1, Math.log(x / xMin) / width));
  }
}
