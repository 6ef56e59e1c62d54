package io.github.weightwatcher4j.fit;

import io.github.weightwatcher4j.fit.internal.FitNumbers;
import java.util.List;

/**
 * Power-law fit of the upper tail of a spectrum, {@code p(x) ~ x^-alpha} for {@code x >= xMin}.
 *
 * <p>Maximum likelihood over the n tail values, {@code alpha = 1 + n / sum(ln(x_i / xMin))}
 * (Clauset, Shalizi &amp; Newman 2009, eq. 3.1); xMin is the value that brings tail and law
 * closest.
 *
 * @param alpha exponent, dimensionless, greater than 1 and finite
 * @param standardError standard error of alpha, {@code (alpha - 1) / sqrt(n)}
 * @param xMin where the tail begins, positive and at most its smallest eigenvalue
 * @param xMax largest eigenvalue in the tail, at least xMin
 * @param distance Kolmogorov-Smirnov distance D of tail and law, in [0, 1]
 * @param tailSize n, at least 2
 */
public record PowerLawFit(
    double alpha, double standardError, double xMin, double xMax, double distance, int tailSize)
    implements LawFit {

  /** Checks every domain above. */
  public PowerLawFit {
    Domain.require(alpha > 1 && Double.isFinite(alpha), "alpha must be finite and > 1", alpha);
    Domain.requirePositive("sigma", standardError);
    Domain.requireTail(xMin, xMax, distance, tailSize);
  }

  /** The power law from where a tail begins that need not be one of its values. */
  static PowerLawFit of(Tail tail) {
    double alpha = 1 + 1 / tail.meanLog();
    double standardError = (alpha - 1) / Math.sqrt(tail.size());
    double distance = tail.distance(x -> survival(x, alpha, tail.xMin()));
    return new PowerLawFit(alpha, standardError, tail.xMin(), tail.xMax(), distance, tail.size());
  }

  static PowerLawFit read(FitNumbers numbers) {
    return new PowerLawFit(
        numbers.number("alpha"),
        numbers.number("sigma"),
        numbers.number("xMin"),
        numbers.number("xMax"),
        numbers.number("distance"),
        numbers.whole("tailSize"));
  }

  @Override
  public TailLaw law() {
    return TailLaw.POWER_LAW;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.of("alpha", alpha), Parameter.of("sigma", standardError));
  }

  /** {@code n (ln((alpha - 1) / xMin) - alpha / (alpha - 1))}: alpha holds all there is to know. */
  @Override
  public double logLikelihood() {
    return tailSize * (Math.log((alpha - 1) / xMin) - alpha / (alpha - 1));
  }

  @Override
  public double logDensity(double x) {
    return x < xMin
        ? Double.NEGATIVE_INFINITY
        : Math.log((alpha - 1) / xMin) - alpha * Math.log(x / xMin);
  }

  @Override
  public double survival(double x) {
    return survival(x, alpha, xMin);
  }

  private static double survival(double x, double alpha, double xMin) {
    return x < xMin ? 1 : Math.exp((1 - alpha) * Math.log(x / xMin));
  }
}
