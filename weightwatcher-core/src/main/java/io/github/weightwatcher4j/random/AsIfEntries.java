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
   * The interval of mu; empty where {@link #reason} has one: for alpha above 6. Where the interval
   * of alpha reaches above 1.9 it is empty, too, for matrices narrower than {@link
   * UniversalityTable#SMALLEST_M} or with Q above {@link UniversalityTable#LARGEST_Q}, and for an
   * alpha so large that no entries of the table have it.
   *
   * @param alpha of the power law fitted to the tail, above 1
   * @param alphaLow lower end of its interval, at most alpha; below 1 it counts as 1
   * @param alphaHigh upper end, at least alpha
   * @param n longer side N
   * @param m shorter side M, at least 1
   * @throws IllegalArgumentException where one is outside of its domain
   */
  public static Optional<AsIfEntries> of(
      double alpha, double alphaLow, double alphaHigh, long n, long m) {
    return outcome(alpha, alphaLow, alphaHigh, n, m).entries();
  }

  /**
   * Why there is no interval, as a sentence without its end; empty where there is one. Of the same
   * arguments as {@link #of}.
   *
   * @throws IllegalArgumentException where one is outside of its domain
   */
  public static Optional<String> reason(
      double alpha, double alphaLow, double alphaHigh, long n, long m) {
    Outcome outcome = outcome(alpha, alphaLow, alphaHigh, n, m);
    return outcome.entries().isPresent() ? Optional.empty() : Optional.of(outcome.reason());
  }

  private record Outcome(Optional<AsIfEntries> entries, String reason) {

    static Outcome none(String reason) {
      return new Outcome(Optional.empty(), reason);
    }

    static Outcome of(AsIfEntries entries) {
      return new Outcome(Optional.of(entries), "");
    }
  }

  private static Outcome outcome(double alpha, double alphaLow, double alphaHigh, long n, long m) {
    if (!(alphaLow <= alpha && alpha <= alphaHigh && alphaHigh < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "alpha must lie in its finite interval, but was %s in %s to %s"
              .formatted(alpha, alphaLow, alphaHigh));
    }
    Optional<UniversalityClass> type = UniversalityClass.of(alpha);
    double limit = UniversalityClass.VERY_HEAVY.largestAlpha();
    if (type.isEmpty()) {
      return Outcome.none("an alpha above 6 tells nothing of mu");
    }
    if (alphaHigh <= limit) {
      return Outcome.of(
          new AsIfEntries(type.get(), line(alphaLow), OptionalDouble.of(line(alphaHigh))));
    }
    Optional<AlphaCurves> curves = AlphaCurves.of(n, m);
    return curves.isPresent()
        ? outcome(type.get(), alphaLow, alphaHigh, curves.get())
        : Outcome.none(
            "where alpha's interval reaches above 1.9 there is a mu for M from "
                + UniversalityTable.SMALLEST_M
                + " and Q up to "
                + UniversalityTable.LARGEST_Q
                + " only");
  }

  private static Outcome outcome(
      UniversalityClass type, double alphaLow, double alphaHigh, AlphaCurves curves) {
    double limit = UniversalityClass.VERY_HEAVY.largestAlpha();
    OptionalDouble first = curves.lowest(Math.max(alphaLow, limit));
    if (first.isEmpty()) {
      return Outcome.none("no random matrices of this shape have an alpha that large");
    }
    double low =
        alphaLow > limit ? first.getAsDouble() : Math.min(line(alphaLow), first.getAsDouble());
    OptionalDouble last = curves.highest(alphaHigh);
    OptionalDouble high =
        last.isEmpty() ? last : OptionalDouble.of(Math.max(last.getAsDouble(), line(limit)));
    return Outcome.of(new AsIfEntries(type, low, high));
  }

  /** The limit for large matrices, for alpha up to 1.9. */
  private static double line(double alpha) {
    return Math.max(0, 2 * (alpha - 1));
  }
}
