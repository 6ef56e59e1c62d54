package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Summary;
import io.github.weightwatcher4j.report.TrainingStep;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * A column of numbers in the table of a training's steps.
 *
 * @param key what programs call it
 * @param meaning what it tells
 * @param count whether it counts, so that its numbers are whole
 * @param number its number at a step; empty where the step has none
 */
record StepColumn(
    String key, String meaning, boolean count, Function<TrainingStep, OptionalDouble> number) {

  /** Those that any step has a number for. */
  static List<StepColumn> of(List<TrainingStep> steps) {
    List<StepColumn> all = new ArrayList<>();
    all.add(counting("epoch", "epochs finished", TrainingStep::epoch));
    all.add(counting("iteration", "updates of the parameters made", TrainingStep::iteration));
    all.add(new StepColumn("score", "loss at the last update", false, TrainingStep::score));
    for (Metric metric : Summary.METRICS) {
      String meaning = "mean over the layers: " + metric.meaning();
      Function<TrainingStep, OptionalDouble> mean = step -> step.analysis().summary().mean(metric);
      all.add(new StepColumn(metric.key(), meaning, false, mean));
    }
    all.add(counting("layers", "layers analysed", step -> step.analysis().details().size()));
    for (Verdict verdict : Verdict.values()) {
      if (steps.stream().anyMatch(step -> count(step, verdict) > 0)) {
        String key = verdict.name().toLowerCase(Locale.ROOT);
        all.add(counting(key, "layers that " + verdict.plural(), step -> count(step, verdict)));
      }
    }
    all.add(counting("findings", "findings", step -> step.analysis().findings().size()));
    all.add(
        new StepColumn(
            "waited_ms",
            "milliseconds that training stood still for the analysis",
            false,
            step -> OptionalDouble.of(step.waited().toNanos() / 1e6)));
    return all.stream().filter(column -> column.numbers(steps).findAny().isPresent()).toList();
  }

  private static int count(TrainingStep step, Verdict verdict) {
    return step.analysis().summary().count(verdict);
  }

  private static StepColumn counting(
      String key, String meaning, Function<TrainingStep, Integer> count) {
    return new StepColumn(key, meaning, true, step -> OptionalDouble.of(count.apply(step)));
  }

  private DoubleStream numbers(List<TrainingStep> steps) {
    return steps.stream().map(number).flatMapToDouble(OptionalDouble::stream);
  }

  /** The cells of the column, for the template: what is seen and the number itself. */
  List<Map<String, Object>> cells(List<TrainingStep> steps) {
    NumberDigits digits = NumberDigits.of(numbers(steps));
    return steps.stream().map(step -> cell(number.apply(step), digits)).toList();
  }

  private Map<String, Object> cell(OptionalDouble value, NumberDigits digits) {
    if (value.isEmpty()) {
      return Map.of("text", "", "value", "");
    }
    double number = value.getAsDouble();
    return count
        ? Map.of("text", Long.toString((long) number), "value", Long.toString((long) number))
        : Map.of("text", digits.text(number), "value", Double.toString(number));
  }

  /** The heading, for the template. */
  Map<String, Object> heading() {
    return Map.of("key", key, "meaning", meaning);
  }
}
