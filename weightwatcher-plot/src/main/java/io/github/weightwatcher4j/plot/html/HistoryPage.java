package io.github.weightwatcher4j.plot.html;

import freemarker.template.TemplateDirectiveModel;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.plot.series.HistoryPlots;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.TrainingStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All that the template of a training fills in. */
final class HistoryPage {

  private final History history;
  private final List<TrainingStep> steps;
  private final List<FindingSpan> spans;

  private HistoryPage(History history) {
    this.history = history;
    this.steps = history.steps();
    this.spans = FindingSpan.of(steps);
  }

  /** The page, with that of the last analysis where there is one. */
  static Map<String, Object> of(HistoryReport report) {
    Map<String, Object> last =
        report
            .history()
            .latest()
            .map(step -> HtmlReport.of(step.analysis()).titled(report.title()))
            .map(AnalysisPage::of)
            .orElseGet(() -> PageFrame.of(report.title()));
    Map<String, Object> filled = new LinkedHashMap<>(last);
    filled.put("training", new HistoryPage(report.history()).training());
    filled.put("packed", new PackedMarkup());
    return filled;
  }

  private Map<String, Object> training() {
    List<NamedPlot> plots = HistoryPlots.of(history);
    List<String> kinds =
        Stream.concat(plots.stream().map(NamedPlot::kind), Stream.of("spectra")).toList();
    StepTable table = new StepTable(model(), steps, spans);
    TemplateDirectiveModel writeData =
        (environment, arguments, results, body) -> table.write(environment.getOut());
    Map<String, Object> filled = new LinkedHashMap<>();
    filled.put("facts", facts());
    filled.put("notes", history.remarks());
    filled.put("figures", Figures.of("training", plots));
    filled.put("columns", table.headings());
    filled.put("rows", table.rows());
    filled.put("types", table.types());
    filled.put("beginnings", beginnings());
    filled.put("layers", new LayerCourses(history));
    filled.put("guide", ReadingGuide.of("training", kinds));
    filled.put("end", steps.isEmpty() ? "" : FindingSpan.name(steps.size() - 1, steps));
    filled.put("data", writeData);
    return filled;
  }

  private String model() {
    return history.latest().map(step -> step.analysis().model()).orElse("training");
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Analyses", Integer.toString(steps.size()));
    if (!steps.isEmpty()) {
      TrainingStep first = steps.get(0);
      TrainingStep last = steps.get(steps.size() - 1);
      facts.put("Epochs", span(first.epoch(), last.epoch()));
      facts.put("Iterations", span(first.iteration(), last.iteration()));
      facts.put("Layers", Integer.toString(history.layers().size()));
      facts.put("Training waited", waited());
    }
    List<History.Point> scores = history.scores();
    if (!scores.isEmpty()) {
      facts.put("First loss", NumberText.of(scores.get(0).value()));
      facts.put("Last loss", NumberText.of(scores.get(scores.size() - 1).value()));
    }
    return facts;
  }

  private static String span(int first, int last) {
    return first == last ? Integer.toString(first) : first + " to " + last;
  }

  private String waited() {
    Duration all = steps.stream().map(TrainingStep::waited).reduce(Duration.ZERO, Duration::plus);
    return NumberText.of(all.toMillis() / 1000.0) + " s";
  }

  /** The findings by the step at which they began. */
  private List<Map<String, Object>> beginnings() {
    Map<Integer, List<Map<String, Object>>> groups = new LinkedHashMap<>();
    for (FindingSpan span : spans) {
      groups
          .computeIfAbsent(span.first(), step -> new ArrayList<>())
          .add(
              Map.of(
                  "type", span.finding().type(),
                  "layer", span.finding().layer(),
                  "message", span.finding().message(),
                  "fate", span.fate(steps)));
    }
    List<Map<String, Object>> named = new ArrayList<>();
    groups.forEach(
        (step, found) -> named.add(Map.of("step", FindingSpan.name(step, steps), "found", found)));
    return named;
  }
}
