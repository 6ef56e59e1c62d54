package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.internal.View;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The model in a few numbers: statistics over the layers whose fit succeeded.
 *
 * @param analyzed rows of the table
 * @param failedFits rows without a power law; they enter no statistic
 * @param skipped layers that were not analysed
 * @param statistics by metric, for the metrics of {@link #METRICS} that any layer has
 */
public record Summary(
    int analyzed, int failedFits, int skipped, Map<Metric, Statistics> statistics) {

  /** The metrics that are summarized, as in the Python tool. */
  public static final List<Metric> METRICS = View.SUMMARY.metrics();

  /** Copies the statistics. */
  public Summary {
    Map<Metric, Statistics> copy = new EnumMap<>(Metric.class);
    copy.putAll(statistics);
    statistics = Collections.unmodifiableMap(copy);
  }

  /** The summary of a table. */
  public static Summary of(LayerTable table, int skipped) {
    LayerTable fitted = table.filter(row -> row.tail().succeeded());
    Map<Metric, Statistics> statistics = new EnumMap<>(Metric.class);
    for (Metric metric : METRICS) {
      Statistics.of(fitted.column(metric)).ifPresent(s -> statistics.put(metric, s));
    }
    return new Summary(table.size(), table.size() - fitted.size(), skipped, statistics);
  }

  /** Statistics of a metric; empty where no layer has it or it is not summarized. */
  public Optional<Statistics> statistics(Metric metric) {
    return Optional.ofNullable(statistics.get(metric));
  }

  /** Mean of a metric over the layers with a fit; empty where there is none. */
  public OptionalDouble mean(Metric metric) {
    return statistics(metric).map(s -> OptionalDouble.of(s.mean())).orElse(OptionalDouble.empty());
  }
}
