package io.github.weightwatcher4j.random;

import java.util.OptionalDouble;

/**
 * Moments of the entries of a random matrix. A moment whose integral diverges to infinity is {@code
 * Double.POSITIVE_INFINITY}; one is empty that does not exist, because it takes a mean or a
 * variance that does not exist or is infinite, or that has no closed form here.
 *
 * @param mean E w
 * @param variance E (w - mean)^2
 * @param kurtosis E (w - mean)^4 over the squared variance: 3 for Gaussian entries
 */
public record EntryMoments(OptionalDouble mean, OptionalDouble variance, OptionalDouble kurtosis) {

  static EntryMoments of(double mean, double variance, double kurtosis) {
    return new EntryMoments(
        OptionalDouble.of(mean), OptionalDouble.of(variance), OptionalDouble.of(kurtosis));
  }

  /** Moments of a law whose tail falls as {@code x^-mu}, given those that would be finite. */
  static EntryMoments ofTail(
      double mu, boolean symmetric, double mean, double variance, double kurtosis) {
    double infinity = Double.POSITIVE_INFINITY;
    if (!(mu > 1)) {
      OptionalDouble none = OptionalDouble.empty();
      return new EntryMoments(symmetric ? none : OptionalDouble.of(infinity), none, none);
    }
    if (!(mu > 2)) {
      return new EntryMoments(
          OptionalDouble.of(mean), OptionalDouble.of(infinity), OptionalDouble.empty());
    }
    return of(mean, variance, mu > 4 ? kurtosis : infinity);
  }
}
