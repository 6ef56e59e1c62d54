package io.github.weightwatcher4j.micrometer;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import io.github.weightwatcher4j.report.Statistics;
import io.github.weightwatcher4j.report.Summary;
import io.micrometer.core.instrument.Tags;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The values of all gauges at one moment. Immutable once made. */
final class Readings {

  private static final double NANOSECONDS = 1e9;

  private final Map<Series, Map<Tags, Double>> values = new LinkedHashMap<>();

  private Readings() {}

  /** Before the first analysis. */
  static Readings none() {
    return new Readings();
  }

  static Readings of(Analysis analysis, Set<Metric> metrics, int maxLayers) {
    Readings readings = new Readings();
    readings.putLayers(analysis.details(), metrics, maxLayers);
    readings.putStatistics(analysis.details(), metrics);
    readings.putCounts(analysis.summary());
    readings.putFindings(analysis);
    readings.put(
        Series.ofSeconds("analysis.duration", "time that the last analysis took"),
        Tags.empty(),
        analysis.provenance().elapsed().toNanos() / NANOSECONDS);
    return readings;
  }

  /** The gauges with their values by tags. */
  Map<Series, Map<Tags, Double>> values() {
    return values;
  }

  /** A value; NaN where there is none, as Micrometer has it. */
  double value(Series series, Tags tags) {
    return values.getOrDefault(series, Map.of()).getOrDefault(tags, Double.NaN);
  }

  private void put(Series series, Tags tags, double value) {
    values.computeIfAbsent(series, s -> new LinkedHashMap<>()).put(tags, value);
  }

  private void putLayers(LayerTable table, Set<Metric> metrics, int maxLayers) {
    for (LayerReport row : table.rows().subList(0, Math.min(maxLayers, table.size()))) {
      Tags tags = Tags.of("layer", row.name());
      for (Metric metric : metrics) {
        row.metric(metric).ifPresent(value -> put(Series.ofLayer(metric), tags, value));
      }
    }
    put(
        Series.of("layers.omitted", "analysed layers without gauges of their own"),
        Tags.empty(),
        Math.max(0, table.size() - maxLayers));
  }

  private void putStatistics(LayerTable table, Set<Metric> metrics) {
    LayerTable fitted = table.filter(row -> row.tail().succeeded());
    Set<Metric> all = EnumSet.copyOf(Summary.METRICS);
    all.addAll(metrics);
    for (Metric metric : all) {
      Statistics.of(fitted.column(metric)).ifPresent(statistics -> put(metric, statistics));
    }
  }

  private void put(Metric metric, Statistics statistics) {
    put(Series.ofModel(metric, "mean"), Tags.empty(), statistics.mean());
    put(Series.ofModel(metric, "median"), Tags.empty(), statistics.median());
    put(Series.ofModel(metric, "min"), Tags.empty(), statistics.min());
    put(Series.ofModel(metric, "max"), Tags.empty(), statistics.max());
  }

  private void putCounts(Summary summary) {
    Series layers = Series.of("layers", "layers of the network");
    int fitted = summary.analyzed() - summary.failedFits();
    put(layers, Tags.of("outcome", "fitted"), fitted);
    put(layers, Tags.of("outcome", "fit_failed"), summary.failedFits());
    put(layers, Tags.of("outcome", "skipped"), summary.skipped());
  }

  private void putFindings(Analysis analysis) {
    Series findings =
        Series.of("findings", "what to look at; 0 where it was looked for and not found");
    for (FindingType type : FindingType.values()) {
      int count = analysis.findings(type).size();
      if (count > 0 || analysis.availability(type).isPresent()) {
        put(findings, Tags.of("type", type.name().toLowerCase(Locale.ROOT)), count);
      }
    }
  }
}
