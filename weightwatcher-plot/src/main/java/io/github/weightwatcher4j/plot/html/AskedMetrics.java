package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.internal.View;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Availability;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The numbers that an analysis has only where one asks for them, and where they are not there. */
final class AskedMetrics {

  private static final int NAMED = 5;

  private AskedMetrics() {}

  /** Whether a number is one to ask for that people are shown where it is there. */
  static boolean shows(Metric metric) {
    boolean byDefault =
        metric.requirement().map(it -> it.isMetBy(AnalysisOptions.builder())).orElse(true);
    return metric == Metric.TOP_K
        || (!byDefault && (View.TABLE.shows(metric) || View.MARKDOWN.shows(metric)));
  }

  /** What was asked for and is not there: of which layers, and why. For the template. */
  static List<Map<String, Object>> absent(Analysis analysis) {
    Map<String, Absence> absences = new LinkedHashMap<>();
    for (Metric metric : Metric.values()) {
      if (metric != Metric.TOP_K && shows(metric)) {
        for (LayerReport row : analysis.details()) {
          Availability why = analysis.availability(row, metric);
          if (why.kind() == Availability.Kind.ABSENT) {
            absences.computeIfAbsent(why.reason(), Absence::new).add(metric, row);
          }
        }
      }
    }
    return absences.values().stream().map(Absence::line).toList();
  }

  /** All that is missing for one reason. */
  private record Absence(String reason, Set<String> keys, Set<String> layers) {

    Absence(String reason) {
      this(reason, new LinkedHashSet<>(), new LinkedHashSet<>());
    }

    void add(Metric metric, LayerReport row) {
      keys.add(metric.key());
      layers.add(row.name());
    }

    Map<String, Object> line() {
      int named = Math.min(NAMED, layers.size());
      return Map.of(
          "keys",
          List.copyOf(keys),
          "reason",
          reason,
          "layers",
          layers.stream().limit(named).toList(),
          "more",
          layers.size() - named);
    }
  }
}
