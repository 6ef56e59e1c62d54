package io.github.weightwatcher4j.micrometer;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.report.Statistics;
import io.github.weightwatcher4j.report.Summary;
import io.github.weightwatcher4j.verdict.LayerPhase;
import io.github.weightwatcher4j.verdict.Verdict;
import io.micrometer.core.instrument.Tags;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The values of all gauges at one moment. Immutable once made. */
final class Readings {

  private static final double NANOSECONDS = 1e9;

  /** What is known of a layer that could not be analysed. */
  private static final String UNKNOWN = "unknown";

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
    readings.putCounts(analysis);
    readings.putVerdicts(analysis);
    readings.putStates(analysis, maxLayers);
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

  private void putCounts(Analysis analysis) {
    Series layers = Series.of("layers", "layers of the network");
    Summary summary = analysis.summary();
    int lost = lost(analysis).size();
    put(layers, Tags.of("outcome", "fitted"), summary.analyzed() - summary.failedFits());
    put(layers, Tags.of("outcome", "fit_failed"), summary.failedFits());
    put(layers, Tags.of("outcome", "skipped"), summary.skipped() - lost);
    put(layers, Tags.of("outcome", UNKNOWN), lost);
  }

  /** Of a verdict that could not be given to any layer there is no count, rather than 0. */
  private void putVerdicts(Analysis analysis) {
    Series verdicts =
        Series.of("verdicts", "layers of each verdict; unknown: lost, could not be analysed");
    for (Verdict verdict : Verdict.values()) {
      int count = analysis.summary().count(verdict);
      if (count > 0 || isPossible(verdict, analysis)) {
        put(verdicts, Tags.of("verdict", key(verdict)), count);
      }
    }
    put(verdicts, Tags.of("verdict", UNKNOWN), lost(analysis).size());
  }

  private static boolean isPossible(Verdict verdict, Analysis analysis) {
    return switch (verdict) {
      case CANNOT_TELL -> true;
      case TRAPPED -> analysis.availability(FindingType.CORRELATION_TRAP).isPresent();
      default -> analysis.details().stream().anyMatch(row -> row.evidence().bulk().isPresent());
    };
  }

  /** 1 for the verdict and the phase that a layer has; there is no series for the others. */
  private void putStates(Analysis analysis, int maxLayers) {
    Series verdicts = Series.of("layer.verdict", "1: the verdict on the layer");
    Series phases = Series.of("layer.phase", "1: the phase of the layer");
    analysis.details().stream()
        .limit(maxLayers)
        .forEach(
            row -> {
              Tags layer = Tags.of("layer", row.name());
              put(verdicts, layer.and("verdict", key(row.verdict().verdict())), 1);
              row.phase().ifPresent(phase -> put(phases, layer.and("phase", key(phase)), 1));
            });
    lost(analysis).stream()
        .limit(maxLayers)
        .map(layer -> Tags.of("layer", layer.layer().name(), "verdict", UNKNOWN))
        .forEach(tags -> put(verdicts, tags, 1));
  }

  private static String key(LayerPhase phase) {
    return phase.isUndecided() ? "undecided" : key(phase.phase());
  }

  private static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static List<SkippedLayer> lost(Analysis analysis) {
    return analysis.lost();
  }

  private void putFindings(Analysis analysis) {
    Series findings =
        Series.of("findings", "what to look at; 0 where it is known that no layer has it");
    for (FindingType type : FindingType.values()) {
      int count = analysis.findings(type).size();
      if (count > 0 || isRuledOut(type, analysis)) {
        put(findings, Tags.of("type", key(type)), count);
      }
    }
  }

  private static boolean isRuledOut(FindingType type, Analysis analysis) {
    return lost(analysis).isEmpty()
        && analysis.details().stream()
            .allMatch(row -> analysis.availability(row, type).isPresent());
  }
}
