package io.github.weightwatcher4j.fit;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A law fitted to the upper tail of a spectrum by maximum likelihood: a probability density on
 * [xMin, infinity) and how close the tail is to it.
 *
 * <p>Where a standard error is absent, the parameter lies on the edge of its domain or the
 * likelihood is flat, and there is no quadratic form to take it from.
 */
public non-sealed interface LawFit extends TailFit {

  /** Which law. */
  TailLaw law();

  /**
   * A fitted parameter, or its standard error.
   *
   * @param key its name, as in files
   * @param value empty where a standard error is absent
   */
  record Parameter(String key, OptionalDouble value) {

    static Parameter of(String key, double value) {
      return new Parameter(key, OptionalDouble.of(value));
    }

    static Parameter of(String key, OptionalDouble value) {
      return new Parameter(key, value);
    }
  }

  /**
   * The fitted parameters and their standard errors, in the order of the record. With the numbers
   * below, {@link TailLaw#read} makes the same fit of them.
   */
  List<Parameter> parameters();

  /** Where the tail begins, positive and at most its smallest eigenvalue. */
  double xMin();

  /** Largest eigenvalue of the tail. */
  double xMax();

  /** Number m of eigenvalues in the tail. */
  int tailSize();

  /**
   * Kolmogorov-Smirnov distance of tail and law, the largest of {@code |1 - S(x_j) - b_j / m|} over
   * the m eigenvalues of the tail, b_j of which are smaller than x_j; in [0, 1].
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
