package io.github.weightwatcher4j.fit;

import io.github.weightwatcher4j.fit.internal.FitNumbers;
import java.util.List;

/**
 * Fit of an exponential law to the upper tail of a spectrum, {@code p(x) = lambda e^(-lambda (x -
 * xMin))} for {@code x >= xMin}: {@code lambda = 1 / (mean(x) - xMin)}.
 *
 * @param lambda rate, in the inverse unit of the eigenvalues, positive
 * @param lambdaError standard error of lambda, {@code lambda / sqrt(m)}
 * @param xMin where the tail begins, positive and at most its smallest eigenvalue
 * @param xMax largest eigenvalue in the tail
 * @param distance Kolmogorov-Smirnov distance of tail and law, in [0, 1]
 * @param tailSize m, at least 2
 * @param logLikelihood natural logarithm of the likelihood of the tail
 */
public record ExponentialFit(
    double lambda,
    double lambdaError,
    double xMin,
    double xMax,
    double distance,
    int tailSize,
    double logLikelihood)
    implements LawFit {

  /** Checks every domain above. */
  public ExponentialFit {
    Domain.requirePositive("lambda", lambda);
    Domain.requirePositive("lambdaError", lambdaError);
    Domain.requireTail(xMin, xMax, distance, tailSize);
    Domain.requireLikelihood(logLikelihood);
  }

  static ExponentialFit of(Tail tail) {
    double xMin = tail.xMin();
    double lambda = 1 / (xMin * tail.meanExcess());
    int m = tail.size();
    return new ExponentialFit(
        lambda,
        lambda / Math.sqrt(m),
        xMin,
        tail.xMax(),
        tail.distance(x -> survival(x, lambda, xMin)),
        m,
        m * (Math.log(lambda) - 1));
  }

  static ExponentialFit read(FitNumbers numbers) {
    return new ExponentialFit(
        numbers.number("lambda"),
        numbers.number("lambdaError"),
        numbers.number("xMin"),
        numbers.number("xMax"),
        numbers.number("distance"),
        numbers.whole("tailSize"),
        numbers.number("logLikelihood"));
  }

  @Override
  public TailLaw law() {
    return TailLaw.EXPONENTIAL;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.of("lambda", lambda), Parameter.of("lambdaError", lambdaError));
  }

  @Override
  public double logDensity(double x) {
    return x < xMin ? Double.NEGATIVE_INFINITY : Math.log(lambda) - lambda * (x - xMin);
  }

  @Override
  public double survival(double x) {
    return survival(x, lambda, xMin);
  }

  private static double survival(double x, double lambda, double xMin) {
    return x < xMin ? 1 : Math.exp(-lambda * (x - xMin));
  }
}
