package io.github.weightwatcher4j.metric;

import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.EnumMap;
import java.util.Map;

/** Statistics of the eigenvectors below and above xmin, as columns. */
public final class VectorColumns {

  private VectorColumns() {}

  /**
   * Bulk and tail; where there is no tail, all vectors are of the bulk.
   *
   * @param spectrum the eigenvalues that were fitted, as many as there are vectors
   * @param tail their fit
   */
  public static Metrics of(LayerVectors vectors, Spectrum spectrum, TailFit tail) {
    int tailSize =
        tail instanceof LawFit fit ? spectrum.size() - spectrum.countBelow(fit.xMin()) : 0;
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    VectorStatistics.of(vectors.metrics(), tailSize)
        .columns()
        .forEach((key, value) -> values.put(Metric.ofKey(key).orElseThrow(), value));
    return Metrics.of(values);
  }
}
