package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.internal.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An analysis as text for a terminal or a log. */
final class AnalysisText {

  private AnalysisText() {}

  static String of(Analysis analysis) {
    StringBuilder text = new StringBuilder(head(analysis)).append('\n');
    if (analysis.details().size() > 0) {
      text.append('\n').append(LayerText.of(analysis.details()));
    }
    if (!analysis.summary().statistics().isEmpty()) {
      text.append('\n').append(summary(analysis.summary()));
    }
    if (!analysis.findings().isEmpty()) {
      text.append("\nFindings\n");
      analysis.findings().forEach(finding -> text.append("  ").append(finding).append('\n'));
    }
    text.append(skipped(analysis.skipped()));
    analysis.notes().forEach(note -> text.append("\nNote: ").append(note).append('\n'));
    return text.toString();
  }

  private static String head(Analysis analysis) {
    Summary summary = analysis.summary();
    return String.format(
        Locale.ROOT,
        "%s: %s analysed, %s, %s skipped (%.2f s, %s)",
        analysis.model(),
        counted(summary.analyzed(), "row", "rows"),
        counted(summary.failedFits(), "fit failed", "fits failed"),
        counted(summary.skipped(), "layer", "layers"),
        analysis.provenance().elapsed().toMillis() / 1e3,
        analysis.provenance().nativeLibrary());
  }

  private static String counted(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  private static TextTable summary(Summary summary) {
    TextTable table = TextTable.of("summary", "mean", "median", "min", "max");
    for (Metric metric : Summary.METRICS) {
      if (summary.statistics(metric).isPresent()) {
        Statistics s = summary.statistics(metric).get();
        table =
            table.with(
                metric.key(), cell(s.mean()), cell(s.median()), cell(s.min()), cell(s.max()));
      }
    }
    return table;
  }

  private static String cell(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /** The skipped layers, those with the same reason on one line. */
  static String skipped(List<SkippedLayer> skipped) {
    if (skipped.isEmpty()) {
      return "";
    }
    Map<String, List<String>> byReason =
        skipped.stream()
            .collect(
                Collectors.groupingBy(
                    SkippedLayer::reason,
                    TreeMap::new,
                    Collectors.mapping(s -> s.layer().name(), Collectors.toList())));
    return byReason.entrySet().stream()
        .map(entry -> "  " + String.join(", ", entry.getValue()) + ": " + entry.getKey() + "\n")
        .collect(Collectors.joining("", "\nSkipped\n", ""));
  }
}
