package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.internal.View;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The model in a few numbers: statistics over the layers whose fit succeeded. */
public final class Summary {

  /** The metrics that are summarized, as in the Python tool. */
  public static final List<Metric> METRICS = View.SUMMARY.metrics();

  private record Parts(
      int analyzed,
      int failedFits,
      int skipped,
      Map<Verdict, Integer> verdicts,
      Map<Metric, Statistics> statistics) {}

  private final Parts parts;

  private Summary(Parts parts) {
    this.parts = parts;
  }

  /** Rows of the table. */
  public int analyzed() {
    return parts.analyzed();
  }

  /** Rows without a power law; they enter no statistic. */
  public int failedFits() {
    return parts.failedFits();
  }

  /** Layers that were not analysed. */
  public int skipped() {
    return parts.skipped();
  }

  /** How many rows have each verdict, for the verdicts that there are. */
  public Map<Verdict, Integer> verdicts() {
    return parts.verdicts();
  }

  /** How many rows have a verdict. */
  public int count(Verdict verdict) {
    return verdicts().getOrDefault(verdict, 0);
  }

  /** By metric, for the metrics of {@link #METRICS} that any layer has. */
  public Map<Metric, Statistics> statistics() {
    return parts.statistics();
  }

  /** The summary of a table. */
  public static Summary of(LayerTable table, int skipped) {
    LayerTable fitted = table.filter(row -> row.tail().succeeded());
    Map<Metric, Statistics> statistics = new EnumMap<>(Metric.class);
    for (Metric metric : METRICS) {
      Statistics.of(fitted.column(metric)).ifPresent(s -> statistics.put(metric, s));
    }
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    table.forEach(row -> verdicts.merge(row.verdict().verdict(), 1, Integer::sum));
    int failed = table.size() - fitted.size();
    return new Summary(
        new Parts(
            table.size(),
            failed,
            skipped,
            Collections.unmodifiableMap(verdicts),
            Collections.unmodifiableMap(statistics)));
  }

  /** Statistics of a metric; empty where no layer has it or it is not summarized. */
  public Optional<Statistics> statistics(Metric metric) {
    return Optional.ofNullable(statistics().get(metric));
  }

  /** Mean of a metric over the layers with a fit; empty where there is none. */
  public OptionalDouble mean(Metric metric) {
    return statistics(metric).map(s -> OptionalDouble.of(s.mean())).orElse(OptionalDouble.empty());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Summary that && parts.equals(that.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  @Override
  public String toString() {
    return "Summary of " + parts;
  }
}
