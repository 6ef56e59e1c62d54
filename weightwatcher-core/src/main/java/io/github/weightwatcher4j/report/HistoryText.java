package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.internal.View;
import io.github.weightwatcher4j.report.internal.Paragraph;
import io.github.weightwatcher4j.report.internal.TextTable;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A training run as text for a terminal, a line for each analysis: where it was made, the loss,
 * means over the layers, and how many layers have which verdict.
 */
final class HistoryText {

  /** One word each, so that all verdicts of an ordinary training fit in 80 columns. */
  private static final Map<Verdict, String> HEADERS =
      Map.of(
          Verdict.RANK_COLLAPSED, "collapsed",
          Verdict.TRAPPED, "trapped",
          Verdict.OVER_TRAINED, "over",
          Verdict.UNDER_TRAINED, "under",
          Verdict.RANDOM_LIKE, "random",
          Verdict.CANNOT_TELL, "unknown",
          Verdict.WELL_TRAINED, "well");

  private HistoryText() {}

  static String of(History history, int columns) {
    List<Verdict> verdicts =
        Arrays.stream(Verdict.values())
            .filter(it -> history.steps().stream().anyMatch(step -> count(step, it) > 0))
            .toList();
    List<String> header = new ArrayList<>(List.of("epoch", "iteration", "score"));
    View.HISTORY.metrics().forEach(metric -> header.add(metric.display().header()));
    verdicts.forEach(verdict -> header.add(HEADERS.getOrDefault(verdict, verdict.label())));
    TextTable table = TextTable.of(header);
    List<Integer> resumptions = history.resumptions();
    for (int i = 0; i < history.steps().size(); i++) {
      String mark = resumptions.contains(i) ? "*" : "";
      table = table.with(cells(mark, history.steps().get(i), verdicts));
    }
    StringBuilder text = new StringBuilder(table.fit(columns));
    history.remarks().forEach(note -> text.append('\n').append(Paragraph.of("Note: " + note)));
    return text.toString();
  }

  private static List<String> cells(String mark, TrainingStep step, List<Verdict> verdicts) {
    List<String> cells = new ArrayList<>();
    cells.add(mark + step.epoch());
    cells.add(String.valueOf(step.iteration()));
    cells.add(
        step.score().isPresent()
            ? String.format(Locale.ROOT, "%.4g", step.score().getAsDouble())
            : "-");
    for (Metric metric : View.HISTORY.metrics()) {
      cells.add(metric.display().text(step.analysis().summary().mean(metric)));
    }
    verdicts.forEach(verdict -> cells.add(String.valueOf(count(step, verdict))));
    return cells;
  }

  /** Nobody can tell of a layer that was lost. */
  private static long count(TrainingStep step, Verdict verdict) {
    long rows = step.analysis().summary().count(verdict);
    return verdict == Verdict.CANNOT_TELL ? rows + step.analysis().lost().size() : rows;
  }
}
