package io.github.weightwatcher4j.metric.internal;

import io.github.weightwatcher4j.fit.AlphaInterval;
import io.github.weightwatcher4j.fit.BootstrapFits;
import io.github.weightwatcher4j.fit.BoundedPowerLawFit;
import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.fit.TruncatedPowerLawFit;
import io.github.weightwatcher4j.fit.internal.ClippedFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.EnumMap;
import java.util.Map;

/** What follows from the fit of the tail. */
public final class TailMetrics {

  private TailMetrics() {}

  /** Parameters of a fit and what is made of its exponent; nothing of a fit that failed. */
  public static void put(TailFit tail, Spectrum spectrum, Map<Metric, Double> values) {
    if (tail instanceof PowerLawFit fit) {
      values.put(Metric.SIGMA, fit.standardError());
      putExponent(fit, fit.alpha(), spectrum, values);
    } else if (tail instanceof TruncatedPowerLawFit fit) {
      fit.alphaError().ifPresent(error -> values.put(Metric.SIGMA, error));
      values.put(Metric.LAMBDA, fit.lambda());
      putExponent(fit, fit.alpha(), spectrum, values);
    } else if (tail instanceof BoundedPowerLawFit fit) {
      values.put(Metric.SIGMA, fit.standardError());
      putExponent(fit, fit.alpha(), spectrum, values);
    }
  }

  private static void putExponent(
      LawFit fit, double alpha, Spectrum spectrum, Map<Metric, Double> values) {
    values.put(Metric.ALPHA, alpha);
    values.put(Metric.XMIN, fit.xMin());
    values.put(Metric.XMAX, fit.xMax());
    values.put(Metric.D, fit.distance());
    values.put(Metric.TAIL_SIZE, (double) fit.tailSize());
    values.put(Metric.ALPHA_WEIGHTED, alpha * Math.log10(spectrum.max()));
    values.put(Metric.LOG_ALPHA_NORM, logAlphaNorm(spectrum, alpha));
  }

  /** raw_alpha, num_fingers, and num_pl_spikes with the fingers, as Python counts it. */
  public static Metrics of(ClippedFit clipped) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    if (clipped.fit() instanceof LawFit fit) {
      clipped.rawAlpha().ifPresent(alpha -> values.put(Metric.RAW_ALPHA, alpha));
      values.put(Metric.NUM_FINGERS, (double) clipped.fingers());
      values.put(Metric.TAIL_SIZE, (double) fit.tailSize() + clipped.dropped());
    }
    return Metrics.of(values);
  }

  /**
   * The intervals of alpha and xmin and the p-value; without the intervals where too few samples
   * had a fit.
   *
   * @param level of the intervals, in (0, 1)
   */
  public static Metrics of(BootstrapFits fits, double level) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    if (fits.allows(level)) {
      AlphaInterval interval = fits.interval(level);
      values.put(Metric.ALPHA_LOW, interval.alphaLow());
      values.put(Metric.ALPHA_HIGH, interval.alphaHigh());
      values.put(Metric.XMIN_LOW, interval.xMinLow());
      values.put(Metric.XMIN_HIGH, interval.xMinHigh());
    }
    values.put(Metric.PL_P_VALUE, fits.test().pValue());
    return Metrics.of(values);
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
