package io.github.weightwatcher4j.fit;

import io.github.weightwatcher4j.fit.internal.FitNumbers;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Fit of the upper part of a lognormal law to the upper tail of a spectrum: ln x is normal with
 * mean mu and standard deviation sigma, and known to be at least ln xMin (Clauset, Shalizi &amp;
 * Newman 2009, table 2.1).
 *
 * <p>Far in its own tail the law looks like a power law, to which it tends for sigma to infinity
 * with {@code (ln xMin - mu) / sigma^2} kept at alpha - 1 (Malevergne, Pisarenko &amp; Sornette
 * 2011): mu and sigma of a tail are then large and hardly determined, and say nothing of the bulk
 * below it.
 *
 * @param mu mean of ln x before the cut
 * @param sigma standard deviation of ln x before the cut, positive
 * @param muError standard error of mu from the observed information, both parameters unknown
 * @param sigmaError standard error of sigma
 * @param xMin where the tail begins, positive and at most its smallest eigenvalue
 * @param xMax largest eigenvalue in the tail
 * @param distance Kolmogorov-Smirnov distance of tail and law, in [0, 1]
 * @param tailSize number of eigenvalues in the tail, at least 2
 * @param logLikelihood natural logarithm of the likelihood of the tail
 */
public record LognormalFit(
    double mu,
    double sigma,
    OptionalDouble muError,
    OptionalDouble sigmaError,
    double xMin,
    double xMax,
    double distance,
    int tailSize,
    double logLikelihood)
    implements LawFit {

  /** Checks every domain above. */
  public LognormalFit {
    Domain.require(Double.isFinite(mu), "mu must be finite", mu);
    Domain.requirePositive("sigma", sigma);
    Domain.requireError("muError", muError);
    Domain.requireError("sigmaError", sigmaError);
    Domain.requireTail(xMin, xMax, distance, tailSize);
    Domain.requireLikelihood(logLikelihood);
  }

  static LognormalFit read(FitNumbers numbers) {
    return new LognormalFit(
        numbers.number("mu"),
        numbers.number("sigma"),
        numbers.optional("muError"),
        numbers.optional("sigmaError"),
        numbers.number("xMin"),
        numbers.number("xMax"),
        numbers.number("distance"),
        numbers.whole("tailSize"),
        numbers.number("logLikelihood"));
  }

  @Override
  public TailLaw law() {
    return TailLaw.LOGNORMAL;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.of("mu", mu),
        Parameter.of("sigma", sigma),
        Parameter.of("muError", muError),
        Parameter.of("sigmaError", sigmaError));
  }

  @Override
  public double logDensity(double x) {
    return x < xMin
        ? Double.NEGATIVE_INFINITY
        : normal().logDensity(Math.log(x / xMin) / sigma) - Math.log(sigma) - Math.log(x);
  }

  @Override
  public double survival(double x) {
    return x < xMin ? 1 : Math.exp(normal().logSurvivalOf(Math.log(x / xMin) / sigma));
  }

  /** The law of ln(x / xMin) / sigma. */
  private TruncatedNormal normal() {
    return new TruncatedNormal((Math.log(xMin) - mu) / sigma);
  }
}
