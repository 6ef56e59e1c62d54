package io.github.weightwatcher4j.metric.internal;

import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.setol.LogQuality;
import io.github.weightwatcher4j.setol.SetolLayer;
import io.github.weightwatcher4j.setol.SetolTail;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/** The two tails of SETOL, and how far the fitted one is from that whose determinant is 1. */
public final class ErgMetrics {

  private final Map<Metric, Double> values = new EnumMap<>(Metric.class);

  private ErgMetrics() {}

  /**
   * What of SETOL is defined for a layer; nothing of a zero one, nor in single precision, in which
   * the logarithms of the smallest eigenvalues are those of rounding errors.
   *
   * @param spectrum all eigenvalues
   * @param tail the fit, or why there is none
   */
  public static Metrics of(Spectrum spectrum, TailFit tail) {
    ErgMetrics metrics = new ErgMetrics();
    if (!spectrum.isSingle()) {
      SetolLayer.of(spectrum, tail).ifPresent(metrics::put);
    }
    return Metrics.of(metrics.values);
  }

  private void put(SetolLayer layer) {
    put(Metric.DETX_NUM, layer.erg().size());
    put(Metric.DETX_VAL, layer.condition().eigenvalue());
    put(Metric.DETX_DELTA, layer.delta());
    put(Metric.DETX_LN_RATIO, layer.logRatio());
    layer.sizeDifference().ifPresent(difference -> put(Metric.DETX_NUM_DELTA, difference));
    SetolTail erg = layer.erg();
    put(Metric.DETX_SHARE, erg.share());
    put(Metric.DETX_TRACE_LOG, erg.traceLog());
    put(Metric.DETX_Q_BULK_SPIKES, erg.quality(LogQuality.BULK_AND_SPIKES));
    put(Metric.DETX_Q_INVERSE_MP, erg.quality(LogQuality.INVERSE_MARCHENKO_PASTUR));
    put(Metric.Q_FREE_CAUCHY, erg.quality(LogQuality.FREE_CAUCHY));
    put(Metric.Q_LEVY_WIGNER, erg.quality(LogQuality.LEVY_WIGNER));
    layer.powerLaw().ifPresent(this::putPowerLaw);
  }

  private void putPowerLaw(SetolTail tail) {
    put(Metric.PL_SHARE, tail.share());
    put(Metric.PL_TRACE_LOG, tail.traceLog());
    put(Metric.PL_Q_BULK_SPIKES, tail.quality(LogQuality.BULK_AND_SPIKES));
    put(Metric.PL_Q_INVERSE_MP, tail.quality(LogQuality.INVERSE_MARCHENKO_PASTUR));
  }

  private void put(Metric metric, double value) {
    values.put(metric, value);
  }

  private void put(Metric metric, OptionalDouble value) {
    value.ifPresent(it -> values.put(metric, it));
  }
}
