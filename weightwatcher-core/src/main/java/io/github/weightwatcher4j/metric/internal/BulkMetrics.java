package io.github.weightwatcher4j.metric.internal;

import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metrics;
import java.util.EnumMap;
import java.util.Map;

/** What follows from the fit of the bulk; nothing of a fit that failed. */
public final class BulkMetrics {

  private BulkMetrics() {}

  /**
   * The columns of the bulk.
   *
   * @param deadLines rows and columns that are all zero
   * @param outliers rows and columns that make an eigenvalue by themselves
   */
  public static Metrics of(BulkFit bulk, int deadLines, int outliers) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    values.put(Metric.DEAD_LINES, (double) deadLines);
    if (bulk instanceof MarchenkoPasturFit fit) {
      values.put(Metric.OUTLIER_LINES, (double) outliers);
      values.put(Metric.NUM_SPIKES, (double) fit.spikes().size());
      values.put(Metric.SIGMA_MP, fit.sigma());
      values.put(Metric.MP_SOFTRANK, fit.softRank());
      values.put(Metric.BULK_MIN, fit.bulkMin());
      values.put(Metric.BULK_MAX, fit.bulkMax());
      values.put(Metric.W_SCALE, fit.scale());
      values.put(Metric.MP_D, fit.goodness().distance());
      values.put(Metric.LAMBDA_MAX_TW, fit.statistic());
      values.put(Metric.LAMBDA_MAX_P, fit.pValue());
    }
    return Metrics.of(values);
  }
}
