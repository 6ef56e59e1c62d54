package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.metric.Metric;
import java.util.Locale;
import java.util.OptionalDouble;

/** A training run as text for a terminal, a line for each analysis. */
final class HistoryText {

  private HistoryText() {}

  static String of(History history) {
    TextTable table =
        TextTable.of(
            "epoch", "iteration", "score", "alpha", "alpha_hat", "stable_rank", "findings");
    for (TrainingStep step : history.steps()) {
      Summary summary = step.analysis().summary();
      table =
          table.with(
              String.valueOf(step.epoch()),
              String.valueOf(step.iteration()),
              cell(step.score(), "%.4g"),
              cell(summary.mean(Metric.ALPHA), "%.2f"),
              cell(summary.mean(Metric.ALPHA_WEIGHTED), "%.2f"),
              cell(summary.mean(Metric.STABLE_RANK), "%.1f"),
              String.valueOf(step.analysis().findings().size()));
    }
    StringBuilder text = new StringBuilder(table.toString());
    history.notes().forEach(note -> text.append("\nNote: ").append(note).append('\n'));
    return text.toString();
  }

  private static String cell(OptionalDouble value, String format) {
    return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "-";
  }
}
