package io.github.weightwatcher4j.dl4j.training;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.Statistics;
import io.github.weightwatcher4j.report.TrainingStep;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** An analysis as one line of a log. */
final class StepText {

  private static final int NAMES = 5;

  private StepText() {}

  /**
   * Such as {@code epoch 3, update 171: mean alpha 3.42 (2.91 to 3.93), warnings for fc1, loss
   * 0.2310; analysed in 12.1 ms, training waited 0.3 ms}.
   */
  static String of(TrainingStep step) {
    Analysis analysis = step.analysis();
    StringBuilder text = new StringBuilder(where(step)).append(": ").append(alpha(analysis));
    text.append(", ").append(warnings(analysis));
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

  private static String warnings(Analysis analysis) {
    List<String> layers = analysis.findings().stream().map(Finding::layer).distinct().toList();
    if (layers.isEmpty()) {
      return "no warnings";
    }
    String names = String.join(", ", layers.subList(0, Math.min(NAMES, layers.size())));
    int more = layers.size() - NAMES;
    return "warnings for " + names + (more > 0 ? " and " + more + " more" : "");
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
