package io.github.weightwatcher4j.plot.html;

import freemarker.template.TemplateDirectiveModel;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.model.ModelPlots;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.report.Statistics;
import io.github.weightwatcher4j.report.Summary;
import io.github.weightwatcher4j.verdict.Phase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** All that the template of an analysis fills in. */
final class AnalysisPage {

  private final Analysis analysis;
  private final List<PageColumn> columns;

  private AnalysisPage(Analysis analysis) {
    this.analysis = analysis;
    this.columns = PageColumn.of(analysis.details());
  }

  static Map<String, Object> of(HtmlReport report) {
    AnalysisPage page = new AnalysisPage(report.analysis());
    LayerSections layers = new LayerSections(report.analysis().details());
    SharedSpace space = SharedSpace.of(report.analysis(), report.maxEigenvalues());
    List<NamedPlot> plots = ModelPlots.of(report.analysis());
    List<String> kinds = plots.stream().map(NamedPlot::kind).toList();
    PageData data = new PageData(report.analysis(), page.columns, space);
    TemplateDirectiveModel writeData =
        (environment, arguments, results, body) -> data.write(environment.getOut());
    Map<String, Object> filled = new LinkedHashMap<>(PageFrame.of(report.title()));
    filled.put("analysis", report.analysis());
    filled.put("verdicts", VerdictGroups.of(report.analysis().details()));
    filled.put("worst", VerdictGroups.worst(report.analysis().details()));
    filled.put("absent", AskedMetrics.absent(report.analysis()));
    filled.put("lost", page.skipped(true));
    filled.put("skipped", page.skipped(false));
    filled.put("statistics", page.statistics());
    filled.put("findings", FindingGroups.of(report.analysis()));
    filled.put("columns", page.columns.stream().map(PageColumn::heading).toList());
    filled.put("types", page.types());
    filled.put("phases", page.phases());
    filled.put("findingTypes", page.findingTypes());
    filled.put("rows", page.rows());
    filled.put("figures", Figures.of("model", plots));
    filled.put("layers", layers);
    filled.put("guide", ReadingGuide.of(kinds, layers.kinds()));
    filled.put("verdictGuide", ReadingGuide.ofVerdicts());
    filled.put("phaseGuide", ReadingGuide.ofPhases());
    filled.put("data", writeData);
    filled.put("packed", new PackedMarkup());
    return filled;
  }

  /** The layers that were not analysed: those that should have been, or the others. */
  private List<SkippedLayer> skipped(boolean lost) {
    return analysis.skipped().stream().filter(layer -> layer.cause().isLoss() == lost).toList();
  }

  private List<Map<String, Object>> statistics() {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (Metric metric : Summary.METRICS) {
      analysis.summary().statistics(metric).ifPresent(numbers -> lines.add(line(metric, numbers)));
    }
    return lines;
  }

  private static Map<String, Object> line(Metric metric, Statistics numbers) {
    DoubleStream all =
        DoubleStream.of(numbers.mean(), numbers.median(), numbers.min(), numbers.max());
    NumberDigits digits = NumberDigits.of(all);
    return Map.of(
        "key", metric.key(),
        "meaning", metric.meaning(),
        "count", numbers.count(),
        "numbers",
            DoubleStream.of(numbers.mean(), numbers.median(), numbers.min(), numbers.max())
                .mapToObj(
                    number -> Map.of("text", digits.text(number), "value", Double.toString(number)))
                .toList());
  }

  private List<String> types() {
    return analysis.details().stream()
        .map(row -> row.layer().type().key())
        .distinct()
        .sorted()
        .toList();
  }

  /** The phases that any layer may be in. */
  private List<Phase> phases() {
    return analysis.details().stream()
        .flatMap(row -> LayerStory.phases(row).stream())
        .distinct()
        .map(Phase::valueOf)
        .sorted()
        .toList();
  }

  /** The types of findings of the layers in the table. */
  private List<FindingType> findingTypes() {
    return analysis.details().stream()
        .flatMap(row -> row.findings().stream())
        .map(Finding::type)
        .distinct()
        .sorted()
        .toList();
  }

  private List<Map<String, Object>> rows() {
    return analysis.details().stream().map(this::row).toList();
  }

  private static List<FindingType> types(List<Finding> findings) {
    return findings.stream().map(Finding::type).distinct().toList();
  }

  private Map<String, Object> row(LayerReport row) {
    return Map.of(
        "index", row.layer().index(),
        "name", row.name(),
        "type", row.layer().type().key(),
        "verdict", row.verdict(),
        "phase", LayerStory.phase(row),
        "phases", LayerStory.phases(row),
        "findings", types(row.findings()),
        "evidence", types(LayerStory.evidence(row)),
        "cells", columns.stream().map(column -> column.cell(row, analysis)).toList());
  }
}
