package io.github.weightwatcher4j.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * The best law of a comparison.
 *
 * @param fit its fit
 * @param reason why it is the best
 */
record BestLaw(LawFit fit, String reason) {

  private static final double SIGNIFICANT = 0.1;

  /** By likelihood; of equally likely laws, the one that {@link TailLaw} names first. */
  private static final Comparator<LawFit> LIKELIHOOD =
      Comparator.comparingDouble(LawFit::logLikelihood)
          .thenComparing(LawFit::law, Comparator.reverseOrder());

  static Optional<BestLaw> of(TailComparison comparison) {
    List<LawFit> simple = laws(comparison, parameters -> parameters == 1);
    Optional<LawFit> rich =
        laws(comparison, parameters -> parameters > 1).stream()
            .filter(law -> rivals(law, comparison).allMatch(it -> isBetter(comparison, law, it)))
            .max(LIKELIHOOD);
    return rich.or(() -> simple.stream().max(LIKELIHOOD))
        .map(best -> new BestLaw(best, reason(comparison, best)));
  }

  private static String reason(TailComparison comparison, LawFit best) {
    return best.law().label() + ": " + why(comparison, best) + "; " + numbers(comparison, best);
  }

  /**
   * What a law of two parameters must be significantly better than: the laws of one. One with an
   * end, which no larger value can have, claims more than any other; its likelihood, which the
   * sample's own largest value raises, is no fair measure beside theirs, and it must be
   * significantly better than all.
   */
  private static Stream<LawFit> rivals(LawFit law, TailComparison comparison) {
    return comparison.laws().stream()
        .filter(other -> other != law)
        .filter(other -> hasEnd(law) || other.law().parameters() == 1);
  }

  private static boolean hasEnd(LawFit law) {
    return law.law() == TailLaw.BOUNDED_POWER_LAW;
  }

  private static String why(TailComparison comparison, LawFit best) {
    if (hasEnd(best)) {
      return "significantly better than every other law";
    }
    String why =
        best.law().parameters() > 1
            ? "significantly better than both laws of one parameter, and the likeliest that is"
            : "the likelier law of one parameter, and none of two is significantly better than both";
    boolean isBounded =
        comparison.fit(TailLaw.BOUNDED_POWER_LAW) instanceof LawFit bounded
            && laws(comparison, parameters -> parameters == 1).stream()
                .allMatch(other -> isBetter(comparison, bounded, other));
    return isBounded
        ? why + " but for the bounded power law, which is not significantly better than all others"
        : why;
  }

  private static List<LawFit> laws(TailComparison comparison, IntPredicate parameters) {
    return comparison.laws().stream()
        .filter(fit -> parameters.test(fit.law().parameters()))
        .toList();
  }

  private static boolean isBetter(TailComparison comparison, LawFit law, LawFit other) {
    LikelihoodRatio test = comparison.test(law.law(), other.law()).orElseThrow();
    return test.ratio() > 0 && test.pValue() < SIGNIFICANT;
  }

  /** Such as "ln likelihood +12.3 against exponential (p = 0.001)", then the laws without a fit. */
  private static String numbers(TailComparison comparison, LawFit best) {
    List<String> ratios = new ArrayList<>();
    StringBuilder failures = new StringBuilder();
    for (TailLaw law : TailLaw.values()) {
      if (comparison.fit(law) instanceof FailedFit failed) {
        failures.append("; no ").append(law.label()).append(": ").append(failed.reason());
      } else if (law != best.law()) {
        ratios.add(ratio(comparison.test(best.law(), law).orElseThrow()));
      }
    }
    return "ln likelihood " + String.join(", ", ratios) + failures;
  }

  private static String ratio(LikelihoodRatio test) {
    return String.format(
        Locale.ROOT,
        "%+.2f against %s (p = %.2g)",
        test.ratio(),
        test.second().label(),
        test.pValue());
  }
}
