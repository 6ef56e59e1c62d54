package io.github.weightwatcher4j.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;

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
            .filter(law -> simple.stream().allMatch(other -> isBetter(comparison, law, other)))
            .max(LIKELIHOOD);
    String why =
        rich.isPresent()
            ? "significantly better than both laws of one parameter, and the likeliest that is"
            : "the likelier law of one parameter, and none of two is significantly better than both";
    return rich.or(() -> simple.stream().max(LIKELIHOOD))
        .map(
            best ->
                new BestLaw(
                    best, best.law().label() + ": " + why + "; " + numbers(comparison, best)));
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
