package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.compare.AlphaDifference;
import io.github.weightwatcher4j.compare.Change;
import io.github.weightwatcher4j.compare.Comparison;
import io.github.weightwatcher4j.compare.ModelComparison;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.series.ComparisonPlots;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** All that the template of a comparison fills in. */
final class ComparisonPage {

  private static final int LETTERS = 26;

  private final Comparison comparison;
  private final ComparedRows rows;

  private ComparisonPage(Comparison comparison) {
    this.comparison = comparison;
    this.rows = new ComparedRows(comparison);
  }

  static Map<String, Object> of(ComparisonReport report) {
    ComparisonPage page = new ComparisonPage(report.comparison());
    List<NamedPlot> plots = ComparisonPlots.of(report.comparison().analyses());
    List<String> kinds =
        Stream.concat(plots.stream().map(NamedPlot::kind), Stream.of("spectra-overlay")).toList();
    Map<String, Object> filled = new LinkedHashMap<>(PageFrame.of(report.title()));
    filled.put("models", page.models());
    filled.put("changes", page.changes());
    filled.put("kinds", Change.Kind.values());
    filled.put("columns", page.rows.columns());
    filled.put("rows", page.rows.rows());
    filled.put("means", page.means());
    filled.put("figures", Figures.of("comparison", plots));
    filled.put("layers", new ComparedSections(report.comparison(), page.rows));
    filled.put("guide", ReadingGuide.of("comparison", kinds));
    filled.put("verdictGuide", ReadingGuide.ofVerdicts());
    filled.put("test", AlphaDifference.TEST);
    filled.put("packed", new PackedMarkup());
    return filled;
  }

  /** What a model is called in columns: A for the reference, then B, C. */
  static String letter(int model) {
    return model < LETTERS ? String.valueOf((char) ('A' + model)) : "M" + (model + 1);
  }

  /** The models, the reference first, each with what is said of it. */
  private List<Map<String, Object>> models() {
    List<Map<String, Object>> models = new ArrayList<>();
    List<Analysis> analyses = comparison.analyses();
    for (int i = 0; i < analyses.size(); i++) {
      Analysis analysis = analyses.get(i);
      Map<String, Object> model = new LinkedHashMap<>();
      model.put("letter", letter(i));
      model.put("name", analysis.model());
      model.put("state", analysis.verdict());
      model.put("lost", analysis.lost().size());
      model.put("from", analysis.provenance());
      model.put("verdict", i == 0 ? "the reference" : other(i).verdict());
      model.put("obstacles", i == 0 ? List.of() : other(i).obstacles());
      model.put("notes", i == 0 ? List.of() : other(i).notes());
      model.put("distances", i == 0 ? "" : distances(other(i)));
      models.add(model);
    }
    return models;
  }

  private ModelComparison other(int model) {
    return comparison.models().get(model - 1);
  }

  private static String distances(ModelComparison model) {
    return model
        .distances()
        .map(it -> "by " + it.method().key() + ", of " + it.compared() + " layers")
        .orElse(model.withoutDistances());
  }

  /** What is worse, better, undecided or otherwise different, each kind model by model. */
  private List<Map<String, Object>> changes() {
    List<Map<String, Object>> groups = new ArrayList<>();
    for (Change.Kind kind : Change.Kind.values()) {
      for (int i = 1; i <= comparison.models().size(); i++) {
        List<Map<String, Object>> lines =
            other(i).changes(kind).stream()
                .map(
                    it ->
                        Map.<String, Object>of(
                            "layer",
                            it.layer(),
                            "text",
                            it.text(),
                            "place",
                            rows.place(it.layer())))
                .toList();
        if (!lines.isEmpty()) {
          groups.add(Map.of("kind", kind, "letter", letter(i), "lines", lines));
        }
      }
    }
    return groups;
  }

  /** Means over the layers, a line for each metric that any model has. */
  private List<Map<String, Object>> means() {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (Metric metric : Summary.METRICS) {
      List<OptionalDouble> means =
          comparison.analyses().stream().map(it -> it.summary().mean(metric)).toList();
      if (means.stream().anyMatch(OptionalDouble::isPresent)) {
        NumberDigits digits =
            NumberDigits.of(means.stream().flatMapToDouble(OptionalDouble::stream));
        lines.add(
            Map.of(
                "key", metric.key(),
                "meaning", metric.meaning(),
                "cells", means.stream().map(it -> ComparedRows.cell(it, digits, "")).toList()));
      }
    }
    return lines;
  }
}
