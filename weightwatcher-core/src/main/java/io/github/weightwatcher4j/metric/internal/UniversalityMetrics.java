package io.github.weightwatcher4j.metric.internal;

import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.random.AsIfEntries;
import io.github.weightwatcher4j.random.UniversalityClass;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The entries of the random matrices whose tail is as heavy. */
public final class UniversalityMetrics {

  /** Errors on either side of alpha that hold 95 % of normal values. */
  private static final double ERRORS = 1.96;

  private UniversalityMetrics() {}

  /**
   * mu_low and mu_high, where alpha allows them.
   *
   * <p>The simulations are of single matrices. Several in one spectrum have a smaller alpha from
   * about 2 on (docs/theory.md), so of those there are only the values that hold for any shape.
   *
   * @param shape N, M and number of matrices
   * @param tail a power law whose tail was sought among all eigenvalues
   * @param bootstrap with the interval of alpha, if there is one; else it is taken from sigma
   */
  public static Metrics of(MatrixShape shape, TailFit tail, Metrics bootstrap) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    if (tail instanceof PowerLawFit fit) {
      double alpha = fit.alpha();
      double margin = ERRORS * fit.standardError();
      // A bootstrap's percentiles need not hold the estimate itself.
      double low = Math.min(alpha, bootstrap.value(Metric.ALPHA_LOW).orElse(alpha - margin));
      double high = Math.max(alpha, bootstrap.value(Metric.ALPHA_HIGH).orElse(alpha + margin));
      boolean single = shape.rf() == 1 || high <= UniversalityClass.VERY_HEAVY.largestAlpha();
      Optional.of(shape)
          .filter(it -> single)
          .flatMap(it -> AsIfEntries.of(alpha, low, high, it.n(), it.m()))
          .ifPresent(
              entries -> {
                values.put(Metric.MU_LOW, entries.low());
                entries.high().ifPresent(mu -> values.put(Metric.MU_HIGH, mu));
              });
    }
    return Metrics.of(values);
  }
}
