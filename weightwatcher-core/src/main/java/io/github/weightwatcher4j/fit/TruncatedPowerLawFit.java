package io.github.weightwatcher4j.fit;

import io.github.weightwatcher4j.fit.internal.FitNumbers;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Fit of a power law with an exponential cutoff to the upper tail of a spectrum: {@code p(x) = C
 * x^-alpha e^(-lambda x)} for {@code x >= xMin}, with {@code C = lambda^(1 - alpha) / Gamma(1 -
 * alpha, lambda xMin)} (Clauset, Shalizi &amp; Newman 2009, table 2.1).
 *
 * <p>At lambda = 0 it is the power law, which needs alpha above 1; at alpha = 0, the exponential
 * law. Both edges belong to the domain, and a tail that decays more slowly or faster than any law
 * between has its optimum there.
 *
 * @param alpha exponent, dimensionless, in [0, 10]
 * @param lambda rate of the cutoff, in the inverse unit of the eigenvalues, at least 0
 * @param alphaError standard error of alpha from the observed information, both parameters unknown;
 *     absent at 0 and 10
 * @param lambdaError standard error of lambda; absent at 0
 * @param xMin where the tail begins, positive and at most its smallest eigenvalue
 * @param xMax largest eigenvalue in the tail
 * @param distance Kolmogorov-Smirnov distance of tail and law, in [0, 1]
 * @param tailSize number of eigenvalues in the tail, at least 2
 * @param logLikelihood natural logarithm of the likelihood of the tail
 */
public record TruncatedPowerLawFit(
    double alpha,
    double lambda,
    OptionalDouble alphaError,
    OptionalDouble lambdaError,
    double xMin,
    double xMax,
    double distance,
    int tailSize,
    double logLikelihood)
    implements LawFit {

  /** Checks every domain above. */
  public TruncatedPowerLawFit {
    double largest = TruncatedOptimum.LARGEST_ALPHA;
    Domain.require(alpha >= 0 && alpha <= largest, "alpha must be in [0, 10]", alpha);
    Domain.require(
        lambda >= 0 && Double.isFinite(lambda), "lambda must be finite and >= 0", lambda);
    Domain.require(lambda > 0 || alpha > 1, "alpha must be > 1 where lambda = 0", alpha);
    Domain.requireError("alphaError", alphaError);
    Domain.requireError("lambdaError", lambdaError);
    Domain.requireTail(xMin, xMax, distance, tailSize);
    Domain.requireLikelihood(logLikelihood);
  }

  /** The most likely law for a tail. */
  static TruncatedPowerLawFit of(Tail tail) {
    double meanLog = tail.meanLog();
    double meanExcess = tail.meanExcess();
    TruncatedOptimum start = TruncatedOptimum.start(meanExcess);
    return of(tail, TruncatedOptimum.of(meanLog, meanExcess, start));
  }

  static TruncatedPowerLawFit of(Tail tail, TruncatedOptimum optimum) {
    int m = tail.size();
    double xMin = tail.xMin();
    OptionalDouble errorOfT = optimum.errorOfT(m);
    TruncatedPowerLaw law = new TruncatedPowerLaw(optimum.alpha(), optimum.t(), xMin);
    return new TruncatedPowerLawFit(
        optimum.alpha(),
        optimum.t() / xMin,
        optimum.alphaError(m),
        errorOfT.isPresent()
            ? OptionalDouble.of(errorOfT.getAsDouble() / xMin)
            : OptionalDouble.empty(),
        xMin,
        tail.xMax(),
        tail.distance(law::survival),
        m,
        law.logLikelihood(m, tail.meanLog(), tail.meanExcess()));
  }

  static TruncatedPowerLawFit read(FitNumbers numbers) {
    return new TruncatedPowerLawFit(
        numbers.number("alpha"),
        numbers.number("lambda"),
        numbers.optional("alphaError"),
        numbers.optional("lambdaError"),
        numbers.number("xMin"),
        numbers.number("xMax"),
        numbers.number("distance"),
        numbers.whole("tailSize"),
        numbers.number("logLikelihood"));
  }

  @Override
  public TailLaw law() {
    return TailLaw.TRUNCATED_POWER_LAW;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.of("alpha", alpha),
        Parameter.of("lambda", lambda),
        Parameter.of("alphaError", alphaError),
        Parameter.of("lambdaError", lambdaError));
  }

  @Override
  public double logDensity(double x) {
    return new TruncatedPowerLaw(alpha, lambda * xMin, xMin).logDensity(x);
  }

  @Override
  public double survival(double x) {
    return new TruncatedPowerLaw(alpha, lambda * xMin, xMin).survival(x);
  }
}
