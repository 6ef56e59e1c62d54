package io.github.weightwatcher4j.metric;

import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Map;

/** What follows from the fitted exponent. */
final class TailMetrics {

  private TailMetrics() {}

  static void put(PowerLawFit fit, Spectrum spectrum, Map<Metric, Double> values) {
    values.put(Metric.ALPHA, fit.alpha());
    values.put(Metric.SIGMA, fit.sigma());
    values.put(Metric.XMIN, fit.xMin());
    values.put(Metric.XMAX, fit.xMax());
    values.put(Metric.D, fit.distance());
    values.put(Metric.NUM_PL_SPIKES, (double) fit.tailSize());
    values.put(Metric.ALPHA_WEIGHTED, fit.alpha() * Math.log10(spectrum.max()));
    values.put(Metric.LOG_ALPHA_NORM, logAlphaNorm(spectrum, fit.alpha()));
  }

  /** log10 sum lambda^alpha, as log-sum-exp: lambda^alpha alone overflows for a large alpha. */
  private static double logAlphaNorm(Spectrum spectrum, double alpha) {
    double largest = Math.log(spectrum.max());
    double sum = 0;
    for (int i = 0; i < spectrum.size(); i++) {
      sum += Math.exp(alpha * (Math.log(spectrum.eigenvalue(i)) - largest));
    }
    return (alpha * largest + Math.log(sum)) / Math.log(10);
  }
}
