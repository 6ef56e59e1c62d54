package io.github.weightwatcher4j.metric.internal;

import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.spectrum.internal.TopEigenvalues;
import java.util.EnumMap;
import java.util.Map;

/** What can be said of a matrix whose largest eigenvalues alone are known, and their whole sum. */
public final class TopMetrics {

  private TopMetrics() {}

  /** Shape, the norms, and the fit of the tail within the largest eigenvalues. */
  public static Metrics of(MatrixShape shape, TopEigenvalues found, TailFit tail) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    ShapeMetrics.put(shape, found.top().size(), values);
    values.put(Metric.TOP_K, (double) found.top().size());
    Norms.put(found.sum(), found.top().max(), values);
    TailMetrics.put(tail, found.top(), values);
    values.remove(Metric.LOG_ALPHA_NORM); // a sum over all eigenvalues
    return Metrics.of(values);
  }
}
