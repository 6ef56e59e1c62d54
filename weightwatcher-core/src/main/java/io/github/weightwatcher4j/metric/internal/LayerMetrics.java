package io.github.weightwatcher4j.metric.internal;

import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.EnumMap;
import java.util.Map;

/** Computes the metrics that every layer has. */
public final class LayerMetrics {

  private LayerMetrics() {}

  /**
   * All metrics that are defined.
   *
   * @param shape N, M and number of matrices
   * @param spectrum all eigenvalues, pooled
   * @param rank numerical rank, summed over the matrices
   * @param weakTolerance eigenvalues below it count as weak rank loss
   * @param tail fit of the tail
   */
  public static Metrics of(
      MatrixShape shape, Spectrum spectrum, int rank, double weakTolerance, TailFit tail) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    ShapeMetrics.put(shape, spectrum.size(), values);
    Norms.put(spectrum, values);
    Ranks.put(spectrum, rank, weakTolerance, values);
    TailMetrics.put(tail, spectrum, values);
    return Metrics.of(values);
  }
}
