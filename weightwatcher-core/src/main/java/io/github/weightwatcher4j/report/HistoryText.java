package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.internal.View;
import io.github.weightwatcher4j.report.internal.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A training run as text for a terminal, a line for each analysis. */
final class HistoryText {

  private HistoryText() {}

  static String of(History history) {
    List<String> header = new ArrayList<>(List.of("epoch", "iteration", "score"));
    View.HISTORY.metrics().forEach(metric -> header.add(metric.display().header()));
    header.add("findings");
    TextTable table = TextTable.of(header);
    for (TrainingStep step : history.steps()) {
      table = table.with(cells(step));
    }
    StringBuilder text = new StringBuilder(table.toString());
    history.notes().forEach(note -> text.append("\nNote: ").append(note).append('\n'));
    return text.toString();
  }

  private static List<String> cells(TrainingStep step) {
    List<String> cells = new ArrayList<>();
    cells.add(String.valueOf(step.epoch()));
    cells.add(String.valueOf(step.iteration()));
    cells.add(
        step.score().isPresent()
            ? String.format(Locale.ROOT, "%.4g", step.score().getAsDouble())
            : "-");
    for (Metric metric : View.HISTORY.metrics()) {
      cells.add(metric.display().text(step.analysis().summary().mean(metric)));
    }
    cells.add(String.valueOf(step.analysis().findings().size()));
    return cells;
  }
}
