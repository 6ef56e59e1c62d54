package io.github.weightwatcher4j.fit;

import java.util.OptionalDouble;

/**
 * Standard errors from an inverse information, which has no use where the information is singular.
 */
final class StandardError {

  private StandardError() {}

  /**
   * {@code sqrt(variance / m)}, absent unless positive and finite.
   *
   * @param variance a diagonal element of the inverse of the observed information per value
   * @param m number of values
   */
  static OptionalDouble of(double variance, int m) {
    double error = Math.sqrt(variance / m);
    return error > 0 && error < Double.POSITIVE_INFINITY
        ? OptionalDouble.of(error)
        : OptionalDouble.empty();
  }
}
