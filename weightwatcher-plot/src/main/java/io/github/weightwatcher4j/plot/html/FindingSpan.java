package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.plot.series.TrainingTime;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.TrainingStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From when to when something was found of a layer. There is one for each layer and type of
 * finding, however often it came and went, so that there are not more in a longer training.
 *
 * @param finding what was found when it began
 * @param first the step at which it began, counted from 0
 * @param last the last step that has it
 * @param count how many steps have it
 */
record FindingSpan(Finding finding, int first, int last, int count) {

  private record Kind(String layer, FindingType type) {}

  /** Those of a training, in the order in which they began. */
  static List<FindingSpan> of(List<TrainingStep> steps) {
    Map<Kind, FindingSpan> spans = new LinkedHashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      for (Finding finding : steps.get(i).analysis().findings()) {
        FindingSpan here = new FindingSpan(finding, i, i, 1);
        spans.merge(new Kind(finding.layer(), finding.type()), here, FindingSpan::then);
      }
    }
    return List.copyOf(spans.values());
  }

  /** Two findings of a layer at one step count once. */
  private FindingSpan then(FindingSpan later) {
    return new FindingSpan(finding, first, later.last, later.last == last ? count : count + 1);
  }

  /** How it went on, in words; empty where it began at the last step. */
  String fate(List<TrainingStep> steps) {
    int since = steps.size() - first;
    if (since == 1) {
      return "";
    }
    if (count == since) {
      return "found ever since";
    }
    String end = last == steps.size() - 1 ? "still there" : "last at " + name(last, steps);
    return count == 1 ? "found once" : "in " + count + " of " + since + " analyses, " + end;
  }

  static String name(int step, List<TrainingStep> steps) {
    return TrainingTime.label(steps, steps.get(step));
  }
}
