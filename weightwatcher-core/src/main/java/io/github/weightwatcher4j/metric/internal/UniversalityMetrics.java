package io.github.weightwatcher4j.metric.internal;

import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.option.Options;
import io.github.weightwatcher4j.option.Requirement;
import io.github.weightwatcher4j.option.TailMethod;
import io.github.weightwatcher4j.random.AsIfEntries;
import io.github.weightwatcher4j.random.UniversalityClass;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The entries of the random matrices whose tail is as heavy. */
public final class UniversalityMetrics {

  /** Errors on either side of alpha that hold 95 % of normal values. */
  private static final double ERRORS = 1.96;

  /** The tail is sought as in the simulations: that of a power law, among all eigenvalues. */
  private static final List<Requirement<?>> WHOLE_TAIL =
      List.of(
          Requirement.of(Options.FIT, TailMethod.PL, law -> law == TailMethod.PL),
          Requirement.of(Options.XMIN_PEAK, false, on -> !on),
          Requirement.of(Options.FINGERS, false, on -> !on),
          Requirement.of(Options.DROP_LARGEST, 0, count -> count == 0),
          Requirement.of(Options.INVERSE, false, on -> !on));

  private static final String RULE =
      "it is for a power law whose tail is sought among all eigenvalues";

  private UniversalityMetrics() {}

  private record Alpha(double estimate, double low, double high) {

    static Alpha of(PowerLawFit fit, Metrics bootstrap) {
      double alpha = fit.alpha();
      double margin = ERRORS * fit.standardError();
      // A bootstrap's percentiles need not hold the estimate itself.
      return new Alpha(
          alpha,
          Math.min(alpha, bootstrap.value(Metric.ALPHA_LOW).orElse(alpha - margin)),
          Math.max(alpha, bootstrap.value(Metric.ALPHA_HIGH).orElse(alpha + margin)));
    }
  }

  /**
   * mu_low and mu_high, where alpha allows them.
   *
   * <p>The simulations are of single matrices. Several in one spectrum have a smaller alpha from
   * about 2 on (docs/theory.md), so of those there are only the values that hold for any shape.
   *
   * @param shape N, M and number of matrices
   * @param tail the law that was fitted
   * @param met whether the analysis does as an option must say
   * @param bootstrap with the interval of alpha, if there is one; else it is taken from sigma
   */
  public static Metrics of(
      MatrixShape shape, TailFit tail, Predicate<Requirement<?>> met, Metrics bootstrap) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    if (tail instanceof PowerLawFit fit && unmet(met).isEmpty()) {
      Alpha alpha = Alpha.of(fit, bootstrap);
      Optional.of(shape)
          .filter(it -> pooled(it, alpha).isEmpty())
          .flatMap(
              it -> AsIfEntries.of(alpha.estimate(), alpha.low(), alpha.high(), it.n(), it.m()))
          .ifPresent(
              entries -> {
                values.put(Metric.MU_LOW, entries.low());
                entries.high().ifPresent(mu -> values.put(Metric.MU_HIGH, mu));
              });
    }
    return Metrics.of(values);
  }

  /**
   * Why {@link #of} has no mu_low, as a sentence without its end.
   *
   * @param shape empty where it is not known
   * @param options of the analysis as its provenance tells them, perhaps not all
   */
  public static String reason(
      Optional<MatrixShape> shape, TailFit tail, Map<String, ?> options, Metrics bootstrap) {
    Optional<String> unmet =
        unmet(it -> it.isMetBy(options).orElse(true)).map(it -> RULE + ": " + it.call());
    if (unmet.isPresent() || !(tail instanceof PowerLawFit fit)) {
      return unmet.orElse(RULE);
    }
    Alpha alpha = Alpha.of(fit, bootstrap);
    return shape
        .flatMap(
            it ->
                pooled(it, alpha)
                    .or(
                        () ->
                            AsIfEntries.reason(
                                alpha.estimate(), alpha.low(), alpha.high(), it.n(), it.m())))
        .orElse(RULE);
  }

  private static Optional<Requirement<?>> unmet(Predicate<Requirement<?>> met) {
    return WHOLE_TAIL.stream().filter(met.negate()).findFirst();
  }

  private static Optional<String> pooled(MatrixShape shape, Alpha alpha) {
    return shape.rf() == 1
            || alpha.high() <= UniversalityClass.VERY_HEAVY.largestAlpha()
            || UniversalityClass.of(alpha.estimate()).isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the matrices of a layer together have another alpha; pool(false) tells of each");
  }
}
