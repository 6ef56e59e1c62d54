package io.github.weightwatcher4j.training;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.Summary;
import io.github.weightwatcher4j.report.TrainingStep;
import io.github.weightwatcher4j.training.internal.FirstFew;
import io.github.weightwatcher4j.training.internal.Unknown;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The number by which one analysis of a training is better than another, the same for every
 * framework. It needs no data. Immutable.
 *
 * <p>What is unknown is the worst score: positive infinity where the score is minimized, negative
 * where it is maximized, so that losing a layer never makes a network the best. That is so where a
 * layer could not be analysed (it holds NaN, or could not be read), where one has no power law or
 * not the number, and where there is no layer. {@link #allowingUnknown} takes the mean of the other
 * layers instead. The score is never NaN.
 */
public final class AnalysisScore {

  private static final double BEST_ALPHA = 2;

  private final String name;

  /** Each layer needs it. */
  private final Metric metric;

  private final ToDoubleFunction<Analysis> value;
  private final boolean minimized;
  private final boolean unknownAllowed;

  /**
   * A score.
   *
   * @param value NaN where no layer has it
   */
  private AnalysisScore(
      String name,
      Metric metric,
      ToDoubleFunction<Analysis> value,
      boolean minimized,
      boolean unknownAllowed) {
    this.name = name;
    this.metric = metric;
    this.value = value;
    this.minimized = minimized;
    this.unknownAllowed = unknownAllowed;
  }

  /**
   * The mean over the layers of {@code |alpha - 2|}, to be minimized: 2 is where heavy-tailed
   * self-regularization theory has the best layers, and below it they are over-trained.
   */
  public static AnalysisScore alphaDistance() {
    return new AnalysisScore(
        "mean |alpha - 2|", Metric.ALPHA, AnalysisScore::alphaDistance, true, false);
  }

  private static double alphaDistance(Analysis analysis) {
    return analysis
        .details()
        .filter(row -> row.tail().succeeded())
        .column(Metric.ALPHA)
        .map(alpha -> Math.abs(alpha - BEST_ALPHA))
        .average()
        .orElse(Double.NaN);
  }

  /** The mean of alpha over the layers, to be minimized; it does not know of over-training. */
  public static AnalysisScore meanAlpha() {
    return minimizing(Metric.ALPHA);
  }

  /**
   * The mean of a metric over the layers, to be minimized.
   *
   * @param metric one of {@link Summary#METRICS}
   * @throws IllegalArgumentException where it is another
   */
  public static AnalysisScore minimizing(Metric metric) {
    return mean(metric, true);
  }

  /** As {@link #minimizing}, to be maximized. */
  public static AnalysisScore maximizing(Metric metric) {
    return mean(metric, false);
  }

  private static AnalysisScore mean(Metric metric, boolean minimized) {
    if (!Summary.METRICS.contains(metric)) {
      throw new IllegalArgumentException(
          metric + " is not among the metrics of the summary, which are " + Summary.METRICS);
    }
    return new AnalysisScore(
        "mean " + metric.key(),
        metric,
        analysis -> analysis.summary().mean(metric).orElse(Double.NaN),
        minimized,
        false);
  }

  /**
   * The same score over the layers that are known, whatever is unknown of the others: a network
   * whose worst layer turns to NaN gets a better score. Where no layer is known, it is still the
   * worst.
   */
  public AnalysisScore allowingUnknown() {
    return new AnalysisScore(name, metric, value, minimized, true);
  }

  /**
   * The score of an analysis.
   *
   * @return a finite number, or {@link #worst}
   * @throws IllegalStateException where the analysis was not asked for the metric
   */
  public double of(Analysis analysis) {
    double number = unknown(analysis).isEmpty() ? value.applyAsDouble(analysis) : Double.NaN;
    return Double.isFinite(number) ? number : worst();
  }

  /**
   * Why the score of an analysis is the worst, with the layers and the reasons; empty where it is
   * known, and where what is unknown is allowed.
   *
   * @throws IllegalStateException where the analysis was not asked for the metric
   */
  public Optional<String> unknown(Analysis analysis) {
    List<String> layers = Unknown.of(analysis, metric);
    return layers.isEmpty() || unknownAllowed
        ? Optional.empty()
        : Optional.of(name + " is unknown and counts as the worst score; " + FirstFew.of(layers));
  }

  /** The infinity that no known score is as bad as. */
  public double worst() {
    return minimized ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
  }

  /** Whether small scores are good; else large ones are. */
  public boolean isMinimized() {
    return minimized;
  }

  /** Whether a score is better than another; equal ones are not. */
  public boolean isBetter(double score, double than) {
    return minimized ? score < than : score > than;
  }

  /**
   * The step of a training with the best score, the first of equal ones; empty where no score is
   * known.
   *
   * @throws IllegalStateException where an analysis was not asked for the metric
   */
  public Optional<TrainingStep> best(History history) {
    Optional<TrainingStep> best = Optional.empty();
    double least = worst();
    for (TrainingStep step : history.steps()) {
      double score = of(step.analysis());
      if (isBetter(score, least)) {
        least = score;
        best = Optional.of(step);
      }
    }
    return best;
  }

  /** Such as {@code mean |alpha - 2|, minimized}. */
  @Override
  public String toString() {
    return name + (minimized ? ", minimized" : ", maximized");
  }
}
