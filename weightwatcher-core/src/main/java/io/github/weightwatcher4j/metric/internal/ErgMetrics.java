package io.github.weightwatcher4j.metric.internal;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/** The tail whose rescaled eigenvalues multiply to 1, and how far the fitted tail is from it. */
public final class ErgMetrics {

  private ErgMetrics() {}

  /**
   * detX_num, detX_val and, where the tail was fitted, detX_delta.
   *
   * @param spectrum all eigenvalues
   * @param xMin where the fitted tail begins; empty where there is none
   */
  public static Metrics of(Spectrum spectrum, OptionalDouble xMin) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    ErgCondition.of(spectrum)
        .ifPresent(
            erg -> {
              values.put(Metric.DETX_NUM, (double) erg.tailSize());
              values.put(Metric.DETX_VAL, erg.eigenvalue());
              xMin.ifPresent(x -> values.put(Metric.DETX_DELTA, x - erg.eigenvalue()));
            });
    return Metrics.of(values);
  }
}
