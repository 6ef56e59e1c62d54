package io.github.weightwatcher4j.export;

import io.github.weightwatcher4j.compare.AlphaDifference;
import io.github.weightwatcher4j.compare.Change;
import io.github.weightwatcher4j.compare.ComparedLayer;
import io.github.weightwatcher4j.compare.Comparison;
import io.github.weightwatcher4j.compare.ModelComparison;
import io.github.weightwatcher4j.export.internal.ResultFile;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Models compared, as Markdown for people: of each what became worse and better, then its layers
 * beside the reference's, then the means of all.
 */
public final class ComparisonMarkdown {

  private static final String ABSENT = "";

  private ComparisonMarkdown() {}

  /** The comparison as text. */
  public static String of(Comparison comparison) {
    StringBuilder text = new StringBuilder();
    comparison.models().forEach(model -> text.append(model(model)));
    text.append("### Means\n\n").append(means(comparison));
    text.append("\n\\* more than its error: ").append(AlphaDifference.TEST).append(".\n");
    return text.toString();
  }

  /**
   * Writes the comparison to a file, replacing it in one step.
   *
   * @throws IOException where it cannot be written; the file is as it was before
   */
  public static void write(Comparison comparison, Path file) throws IOException {
    ResultFile.write(file, of(comparison));
  }

  private static String model(ModelComparison model) {
    StringBuilder text = new StringBuilder();
    text.append("## ").append(escaped(model.other().model()));
    text.append(" compared with ").append(escaped(model.reference().model())).append("\n\n");
    text.append("**").append(escaped(model.verdict())).append(".**\n");
    text.append(list("Numbers do not compare", model.obstacles().stream()));
    for (Change.Kind kind : Change.Kind.values()) {
      String title = kind.label().substring(0, 1).toUpperCase(Locale.ROOT) + kind.label().substring(1);
      text.append(list(title, model.changes(kind).stream().map(Change::toString)));
    }
    text.append(list("Notes", model.notes().stream()));
    text.append("\n| layer | verdict | reference | alpha | ± | reference | ± | difference | p |");
    text.append(" distance |\n|---|---|---|---:|---:|---:|---:|---:|---:|---:|\n");
    model.layers().forEach(layer -> text.append(line(model, layer)));
    return text.append('\n').toString();
  }

  private static String line(ModelComparison model, ComparedLayer layer) {
    Optional<AlphaDifference> alpha = layer.alpha();
    String mark = alpha.filter(AlphaDifference::isSignificant).isPresent() ? " *" : "";
    return row(
        Stream.of(
            layer.name(),
            verdict(layer.other()),
            verdict(layer.reference()),
            number(layer.other(), Metric.ALPHA),
            number(layer.other(), Metric.SIGMA),
            number(layer.reference(), Metric.ALPHA),
            number(layer.reference(), Metric.SIGMA),
            alpha.map(it -> format("%+.3f", it.difference()) + mark).orElse(ABSENT),
            alpha.map(it -> format("%.2g", it.adjustedP())).orElse(ABSENT),
            layer
                .reference()
                .or(layer::other)
                .map(it -> text("%.4g", model.distance(it.layer().name())))
                .orElse(ABSENT)));
  }

  private static String means(Comparison comparison) {
    List<String> names =
        comparison.analyses().stream().map(it -> it.model()).toList();
    StringBuilder text = new StringBuilder();
    text.append(row(Stream.concat(Stream.of("mean"), names.stream())));
    text.append("|---|").append("---:|".repeat(names.size())).append('\n');
    for (Metric metric : Summary.METRICS) {
      List<String> means =
          comparison.analyses().stream()
              .map(it -> text("%.3f", it.summary().mean(metric)))
              .toList();
      if (!means.stream().allMatch(String::isEmpty)) {
        text.append(row(Stream.concat(Stream.of(metric.key()), means.stream())));
      }
    }
    return text.toString();
  }

  private static String verdict(Optional<LayerReport> row) {
    return row.map(it -> it.verdict().label()).orElse(ABSENT);
  }

  private static String number(Optional<LayerReport> row, Metric metric) {
    return row.map(it -> text("%.3f", it.metric(metric))).orElse(ABSENT);
  }

  private static String text(String format, OptionalDouble value) {
    return value.isPresent() ? format(format, value.getAsDouble()) : ABSENT;
  }

  private static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String list(String title, Stream<String> items) {
    return AnalysisMarkdown.list(title, items);
  }

  private static String row(Stream<String> cells) {
    return AnalysisMarkdown.row(cells);
  }

  private static String escaped(String text) {
    return AnalysisMarkdown.escaped(text);
  }
}
