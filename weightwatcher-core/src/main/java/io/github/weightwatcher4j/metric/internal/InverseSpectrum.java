package io.github.weightwatcher4j.metric.internal;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Map;

/** The spectrum of the inverse of X = W^T W. */
public final class InverseSpectrum {

  private InverseSpectrum() {}

  /**
   * {@code 1 / lambda} of every eigenvalue that is not numerically zero.
   *
   * @param resolution smallest singular value, relative to the largest, that is told from zero
   */
  public static Spectrum of(Spectrum spectrum, double resolution) {
    double bound = spectrum.max() * resolution * resolution;
    return Spectrum.of(spectrum.above(bound).values().map(value -> 1 / value).toArray());
  }

  /** sv_max and sv_min, which are those of W whatever is fitted. */
  public static Metrics singularValues(Spectrum ofWeights) {
    return Metrics.of(
        Map.of(
            Metric.SV_MAX, Math.sqrt(ofWeights.max()), Metric.SV_MIN, Math.sqrt(ofWeights.min())));
  }
}
