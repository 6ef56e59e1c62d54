package io.github.weightwatcher4j.fit;

/**
 * A law fitted to the upper tail of a spectrum by maximum likelihood: a probability density on
 * [xMin, infinity) and how close the tail is to it.
 *
 * <p>Where a standard error is absent, the parameter lies on the edge of its domain or the
 * likelihood is flat, and there is no quadratic form to take it from.
 */
public sealed interface LawFit extends TailFit
    permits PowerLawFit,
        TruncatedPowerLawFit,
        ExponentialFit,
        StretchedExponentialFit,
        LognormalFit {

  /** Which law. */
  TailLaw law();

  /** Where the tail begins, positive and at most its smallest eigenvalue. */
  double xMin();

  /** Largest eigenvalue of the tail. */
  double xMax();

  /** Number m of eigenvalues in the tail. */
  int tailSize();

  /**
   * Kolmogorov-Smirnov distance of tail and law, the largest of {@code |1 - S(x_j) - j / m|} over
   * the m eigenvalues, ascending and counted from 0; in [0, 1].
   */
  double distance();

  /** Natural logarithm of the likelihood of the tail, the sum of {@link #logDensity}. */
  double logLikelihood();

  /**
   * Natural logarithm of the density at an eigenvalue, in the inverse of its unit; minus infinity
   * below xMin. The density has integral 1 over [xMin, infinity).
   */
  double logDensity(double x);

  /** S(x), the probability of a larger eigenvalue, from 1 at xMin (and below) to 0 at infinity. */
  double survival(double x);
}
