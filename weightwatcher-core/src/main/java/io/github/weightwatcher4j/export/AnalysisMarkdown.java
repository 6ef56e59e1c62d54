package io.github.weightwatcher4j.export;

import io.github.weightwatcher4j.export.internal.ResultFile;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.internal.View;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.report.Statistics;
import io.github.weightwatcher4j.report.Summary;
import io.github.weightwatcher4j.verdict.LayerPhase;
import io.github.weightwatcher4j.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An analysis as Markdown for people: the verdict on the model and what could not be analysed, the
 * main columns, the summary, findings with the most serious first, why nothing can be told of some
 * layers, and skipped layers.
 */
public final class AnalysisMarkdown {

  private AnalysisMarkdown() {}

  /** The analysis as text. */
  public static String of(Analysis analysis) {
    StringBuilder text = new StringBuilder("## " + escaped(analysis.model()) + "\n\n");
    text.append("**").append(escaped(analysis.verdict())).append(".**\n");
    text.append(list("Not analysed", skipped(analysis, true)));
    text.append('\n').append(details(analysis)).append('\n').append(summary(analysis.summary()));
    text.append(list("Findings", analysis.findings().stream().map(Finding::toString)));
    text.append(list("Cannot tell", unknown(analysis)));
    text.append(list("Ideal", analysis.ideal().stream()));
    text.append(list("Skipped", skipped(analysis, false)));
    text.append(list("Notes", analysis.notes().stream()));
    return text.toString();
  }

  /**
   * Writes the analysis to a file, replacing it in one step.
   *
   * @throws IOException where it cannot be written; the file is as it was before
   */
  public static void write(Analysis analysis, Path file) throws IOException {
    ResultFile.write(file, of(analysis));
  }

  /**
   * The layers that were not analysed, those that should have been or the others; layers with the
   * same reason together.
   */
  private static Stream<String> skipped(Analysis analysis, boolean lost) {
    Map<String, String> names =
        analysis.skipped().stream()
            .filter(layer -> layer.cause().isLoss() == lost)
            .collect(
                Collectors.toMap(
                    SkippedLayer::reason,
                    layer -> layer.layer().name(),
                    (one, other) -> one + ", " + other,
                    LinkedHashMap::new));
    return names.entrySet().stream().map(entry -> entry.getValue() + ": " + entry.getKey());
  }

  /** Why nothing can be told of layers, where no finding says it. */
  private static Stream<String> unknown(Analysis analysis) {
    Set<String> told =
        analysis.findings().stream().map(Finding::toString).collect(Collectors.toSet());
    return analysis.details().stream()
        .filter(row -> row.verdict().verdict() == Verdict.CANNOT_TELL)
        .map(row -> row.name() + ": " + row.verdict().reason())
        .filter(reason -> !told.contains(reason));
  }

  private static String details(Analysis analysis) {
    List<Metric> columns =
        View.MARKDOWN.metrics().stream()
            .filter(metric -> analysis.details().column(metric).findAny().isPresent())
            .toList();
    Stream<String> keys = columns.stream().map(Metric::key);
    String header =
        row(Stream.concat(Stream.of("layer", "name", "type", "verdict", "phase"), keys));
    String rule = "|---:|---|---|---|---|" + "---:|".repeat(columns.size()) + "\n";
    return analysis.details().stream()
        .map(row -> line(columns, row))
        .collect(Collectors.joining("", header + rule, ""));
  }

  private static String line(List<Metric> columns, LayerReport report) {
    Stream<String> who =
        Stream.of(
            String.valueOf(report.layer().index()),
            report.name(),
            report.layer().type().key(),
            report.verdict().label(),
            report.phase().map(LayerPhase::label).orElse("unknown"));
    return row(Stream.concat(who, columns.stream().map(metric -> cell(report, metric))));
  }

  private static String cell(LayerReport report, Metric metric) {
    OptionalDouble value = report.metric(metric);
    String format = metric.isCount() ? "%.0f" : "%.3f";
    return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "";
  }

  private static String summary(Summary summary) {
    StringBuilder text = new StringBuilder("| summary | mean | median | min | max |\n");
    text.append("|---|---:|---:|---:|---:|\n");
    for (Metric metric : Summary.METRICS) {
      if (summary.statistics(metric).isPresent()) {
        Statistics s = summary.statistics(metric).get();
        Stream<String> numbers =
            Stream.of(s.mean(), s.median(), s.min(), s.max())
                .map(value -> String.format(Locale.ROOT, "%.3f", value));
        text.append(row(Stream.concat(Stream.of(metric.key()), numbers)));
      }
    }
    return text.toString();
  }

  static String list(String title, Stream<String> items) {
    String text = items.map(item -> "- " + escaped(item) + "\n").collect(Collectors.joining());
    return text.isEmpty() ? "" : "\n### " + title + "\n\n" + text;
  }

  static String row(Stream<String> cells) {
    return cells.map(AnalysisMarkdown::escaped).collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  static String escaped(String text) {
    return text.replaceAll("([\\\\|*_<`\\[\\]])", "\\\\$1").replaceAll("\\R", " ");
  }
}
