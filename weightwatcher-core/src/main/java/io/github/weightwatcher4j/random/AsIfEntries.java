package io.github.weightwatcher4j.random;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The independent entries, {@code P(|w| > x) ~ x^-mu}, whose matrices have tails like that of a
 * spectrum: the interval of mu. "As if": the entries of trained weights are not heavy-tailed.
 *
 * <p>For alpha up to 1.9 it is {@code mu = 2 (alpha - 1)}, the limit for large matrices. Above
 * there is no line from alpha to mu: alpha depends on the shape of the matrix, and on whether
 * entries have a mean. There the interval holds every mu with which signed or non-negative entries
 * have, on average, an alpha within its interval, by the {@link UniversalityTable}. Above 6 there
 * is none.
 *
 * @param universality the class of alpha
 * @param low smallest mu, at least 0
 * @param high largest mu; empty where a larger mu, up to entries without a heavy tail, would have
 *     the same alpha
 */
public record AsIfEntries(UniversalityClass universality, double low, OptionalDouble high) {

  /** Checks every domain above. */
  public AsIfEntries {
    if (!(low >= 0 && high.orElse(low) >= low)) {
      throw new IllegalArgumentException(
          "an interval must begin at 0 or above and not end before, but was %s to %s"
              .formatted(low, high));
    }
  }

  /**
   * The interval of mu; empty for alpha above 6. Where the interval of alpha reaches above 1.9 it
   * is empty, too, for matrices narrower than {@link UniversalityTable#SMALLEST_M} or with Q above
   * {@link UniversalityTable#LARGEST_Q}, and for an alpha so large that no entries of the table
   * have it.
   *
   * @param alpha of the power law fitted to the tail, above 1
   * @param alphaLow lower end of its interval, at most alpha; below 1 it counts as 1
   * @param alphaHigh upper end, at least alpha
   * @param n longer side N
   * @param m shorter side M, at least 1
   */
  public static Optional<AsIfEntries> of(
      double alpha, double alphaLow, double alphaHigh, long n, long m) {
    if (!(alphaLow <= alpha && alpha <= alphaHigh && alphaHigh < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "alpha must lie in its finite interval, but was %s in %s to %s"
              .formatted(alpha, alphaLow, alphaHigh));
    }
    Optional<UniversalityClass> type = UniversalityClass.of(alpha);
    double limit = UniversalityClass.VERY_HEAVY.largestAlpha();
    if (type.isEmpty()) {
      return Optional.empty();
    }
    if (alphaHigh <= limit) {
      return Optional.of(
          new AsIfEntries(type.get(), line(alphaLow), OptionalDouble.of(line(alphaHigh))));
    }
    return AlphaCurves.of(n, m).flatMap(curves -> of(type.get(), alphaLow, alphaHigh, curves));
  }

  private static Optional<AsIfEntries> of(
      UniversalityClass type, double alphaLow, double alphaHigh, AlphaCurves curves) {
    double limit = UniversalityClass.VERY_HEAVY.largestAlpha();
    OptionalDouble first = curves.lowest(Math.max(alphaLow, limit));
    if (first.isEmpty()) {
      return Optional.empty();
    }
    double low =
        alphaLow > limit ? first.getAsDouble() : Math.min(line(alphaLow), first.getAsDouble());
    OptionalDouble last = curves.highest(alphaHigh);
    OptionalDouble high =
        last.isEmpty() ? last : OptionalDouble.of(Math.max(last.getAsDouble(), line(limit)));
    return Optional.of(new AsIfEntries(type, low, high));
  }

  /** The limit for large matrices, for alpha up to 1.9. */
  private static double line(double alpha) {
    return Math.max(0, 2 * (alpha - 1));
  }
}
