package io.github.weightwatcher4j.metric.internal;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Map;

/** Sums and extremes of a spectrum. */
public final class Norms {

  private Norms() {}

  public static void put(Spectrum spectrum, Map<Metric, Double> values) {
    put(spectrum.sum(), spectrum.max(), values);
    if (!spectrum.isSingle()) {
      values.put(Metric.SV_MIN, Math.sqrt(spectrum.min()));
    }
  }

  /** What follows from the sum of all eigenvalues and the largest. */
  static void put(double sum, double max, Map<Metric, Double> values) {
    values.put(Metric.SQUARED_FROBENIUS_NORM, sum);
    values.put(Metric.SQUARED_SPECTRAL_NORM, max);
    values.put(Metric.LAMBDA_MAX, max);
    values.put(Metric.SV_MAX, Math.sqrt(max));
    if (max > 0) {
      values.put(Metric.LOG_NORM, Math.log10(sum));
      values.put(Metric.LOG_SPECTRAL_NORM, Math.log10(max));
      values.put(Metric.STABLE_RANK, sum / max);
    }
  }
}
