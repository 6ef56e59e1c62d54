package io.github.weightwatcher4j.training.internal;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.Statistics;
import io.github.weightwatcher4j.report.TrainingStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An analysis as one line of a log. */
public final class StepText {

  private StepText() {}

  /**
   * Such as {@code epoch 3, update 171: 2 of 3 layers are well trained, 1 cannot be judged; mean
   * alpha 3.42 (2.91 to 3.93), loss 0.2310; analysed in 12.1 ms, training waited 0.3 ms}.
   */
  public static String of(TrainingStep step) {
    Analysis analysis = step.analysis();
    StringBuilder text = new StringBuilder(where(step)).append(": ").append(analysis.verdict());
    text.append("; ").append(alpha(analysis));
    step.score().ifPresent(loss -> text.append(format(", loss %.4g", loss)));
    text.append(format("; analysed in %.1f ms", millis(analysis.provenance().elapsed())));
    return text.append(format(", training waited %.1f ms", millis(step.waited()))).toString();
  }

  /** Such as {@code epoch 3, update 171}. */
  static String where(TrainingStep step) {
    return "epoch " + step.epoch() + ", update " + step.iteration();
  }

  private static String alpha(Analysis analysis) {
    return analysis
        .summary()
        .statistics(Metric.ALPHA)
        .map(StepText::alpha)
        .orElse("no power law fitted");
  }

  private static String alpha(Statistics alpha) {
    return format("mean alpha %.2f (%.2f to %.2f)", alpha.mean(), alpha.min(), alpha.max());
  }

  /**
   * A line for each layer: its most serious finding, and the names of the others, such as {@code
   * fc1: the tail is not a power law (p = 0.001); also short tail, no bulk}.
   *
   * @param findings the most serious first
   */
  public static List<String> byLayer(List<Finding> findings) {
    Map<String, List<Finding>> layers = new LinkedHashMap<>();
    findings.forEach(
        finding -> layers.computeIfAbsent(finding.layer(), it -> new ArrayList<>()).add(finding));
    return layers.values().stream().map(StepText::line).toList();
  }

  private static String line(List<Finding> findings) {
    return findings.stream()
        .skip(1)
        .map(finding -> finding.type().label())
        .reduce((some, next) -> some + ", " + next)
        .map(others -> findings.get(0) + "; also " + others)
        .orElse(findings.get(0).toString());
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
