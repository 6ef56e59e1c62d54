package io.github.weightwatcher4j.fit;

import io.github.weightwatcher4j.fit.internal.FitNumbers;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Fit of a stretched exponential law (Weibull) to the upper tail of a spectrum: {@code p(x) = beta
 * lambda^beta x^(beta - 1) e^(-(lambda x)^beta + (lambda xMin)^beta)} for {@code x >= xMin}
 * (Clauset, Shalizi &amp; Newman 2009, table 2.1).
 *
 * <p>In place of lambda, which no double holds where beta is small, stands the rate {@code r = beta
 * (lambda xMin)^beta}, the steepness {@code -d ln S / d ln x} at xMin: {@code S(x) = exp(-(r /
 * beta) ((x / xMin)^beta - 1))}. At beta = 1 this is the exponential law, and for beta to 0 it
 * tends to the power law of alpha = 1 + r (Malevergne, Pisarenko &amp; Sornette 2005).
 *
 * @param beta exponent of the exponent, dimensionless, positive; below 1 for a tail heavier than
 *     exponential
 * @param rate r, dimensionless, positive
 * @param betaError standard error of beta from the observed information, both parameters unknown
 * @param rateError standard error of the rate
 * @param xMin where the tail begins, positive and at most its smallest eigenvalue
 * @param xMax largest eigenvalue in the tail
 * @param distance Kolmogorov-Smirnov distance of tail and law, in [0, 1]
 * @param tailSize number of eigenvalues in the tail, at least 2
 * @param logLikelihood natural logarithm of the likelihood of the tail
 */
public record StretchedExponentialFit(
    double beta,
    double rate,
    OptionalDouble betaError,
    OptionalDouble rateError,
    double xMin,
    double xMax,
    double distance,
    int tailSize,
    double logLikelihood)
    implements LawFit {

  /** Checks every domain above. */
  public StretchedExponentialFit {
    Domain.requirePositive("beta", beta);
    Domain.requirePositive("rate", rate);
    Domain.requireError("betaError", betaError);
    Domain.requireError("rateError", rateError);
    Domain.requireTail(xMin, xMax, distance, tailSize);
    Domain.requireLikelihood(logLikelihood);
  }

  /** {@code ln lambda = ln(rate / beta) / beta - ln xMin}; lambda itself may overflow. */
  public double logLambda() {
    return Math.log(rate / beta) / beta - Math.log(xMin);
  }

  static StretchedExponentialFit read(FitNumbers numbers) {
    return new StretchedExponentialFit(
        numbers.number("beta"),
        numbers.number("rate"),
        numbers.optional("betaError"),
        numbers.optional("rateError"),
        numbers.number("xMin"),
        numbers.number("xMax"),
        numbers.number("distance"),
        numbers.whole("tailSize"),
        numbers.number("logLikelihood"));
  }

  @Override
  public TailLaw law() {
    return TailLaw.STRETCHED_EXPONENTIAL;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.of("beta", beta),
        Parameter.of("rate", rate),
        Parameter.of("betaError", betaError),
        Parameter.of("rateError", rateError));
  }

  @Override
  public double logDensity(double x) {
    if (x < xMin) {
      return Double.NEGATIVE_INFINITY;
    }
    double y = Math.log(x / xMin);
    return Math.log(rate / xMin) + (beta - 1) * y - rate / beta * Math.expm1(beta * y);
  }

  @Override
  public double survival(double x) {
    return survival(x, beta, rate, xMin);
  }

  static double survival(double x, double beta, double rate, double xMin) {
    return x < xMin ? 1 : Math.exp(-rate / beta * Math.expm1(beta * Math.log(x / xMin)));
  }
}
