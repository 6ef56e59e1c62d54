package io.github.weightwatcher4j.dl4j.training;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Summary;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.deeplearning4j.earlystopping.scorecalc.ScoreCalculator;
import org.deeplearning4j.nn.api.Model;

/**
 * A score for DL4J's early stopping that needs no data: a number of the network's spectra. For a
 * {@code MultiLayerNetwork} or a {@code ComputationGraph}.
 *
 * <pre>{@code
 * SpectralScore<MultiLayerNetwork> score = SpectralScore.alphaDistance();
 * new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>()
 *     .scoreCalculator(score)
 *     .epochTerminationConditions(
 *         new ScoreImprovementEpochTerminationCondition(5),           // DL4J's own: no improvement
 *         SpectralStop.meanAlphaBelow(2, score::latest).times(3))
 *     .build();
 * }</pre>
 *
 * <p>Where no layer has a number for it, the score is infinite, on the worse side. A score cannot
 * be serialized.
 *
 * @param <T> the kind of network
 */
@SuppressWarnings("serial") // DL4J's interface is serializable, options and analyses are not
public final class SpectralScore<T extends Model> implements ScoreCalculator<T> {

  private static final double BEST_ALPHA = 2;

  private final String name;
  private final Function<Analysis, OptionalDouble> measure;
  private final boolean minimize;
  private final AnalysisOptions options;
  private Optional<Analysis> latest = Optional.empty();

  private SpectralScore(
      String name,
      Function<Analysis, OptionalDouble> measure,
      boolean minimize,
      AnalysisOptions options) {
    this.name = name;
    this.measure = measure;
    this.minimize = minimize;
    this.options = options;
  }

  /**
   * The mean over the layers of {@code |alpha - 2|}, to be minimized: 2 is where heavy-tailed
   * self-regularization theory has the best layers, and below it they are over-trained. Layers
   * without a power law do not count.
   */
  public static <T extends Model> SpectralScore<T> alphaDistance() {
    return new SpectralScore<>(
        "mean |alpha - 2|", SpectralScore::alphaDistance, true, AnalysisOptions.defaults());
  }

  /** The mean of alpha over the layers, to be minimized; it does not know of over-training. */
  public static <T extends Model> SpectralScore<T> meanAlpha() {
    return minimizing(Metric.ALPHA);
  }

  /**
   * The mean of a metric over the layers, to be minimized.
   *
   * @param metric one of {@link Summary#METRICS}
   * @throws IllegalArgumentException where it is another
   */
  public static <T extends Model> SpectralScore<T> minimizing(Metric metric) {
    return mean(metric, true);
  }

  /** As {@link #minimizing}, to be maximized. */
  public static <T extends Model> SpectralScore<T> maximizing(Metric metric) {
    return mean(metric, false);
  }

  private static <T extends Model> SpectralScore<T> mean(Metric metric, boolean minimize) {
    if (!Summary.METRICS.contains(metric)) {
      throw new IllegalArgumentException(
          metric + " is not among the metrics of the summary, which are " + Summary.METRICS);
    }
    return new SpectralScore<>(
        "mean " + metric.key(),
        analysis -> analysis.summary().mean(metric),
        minimize,
        AnalysisOptions.defaults());
  }

  private static OptionalDouble alphaDistance(Analysis analysis) {
    return analysis
        .details()
        .filter(row -> row.tail().succeeded())
        .column(Metric.ALPHA)
        .map(alpha -> Math.abs(alpha - BEST_ALPHA))
        .average();
  }

  /**
   * The same score of an analysis with other options, such as a choice of layers or {@code
   * randomize(true)} for the traps of {@link SpectralStop}.
   */
  public SpectralScore<T> options(UnaryOperator<AnalysisOptionsBuilder> operator) {
    AnalysisOptions others = operator.apply(AnalysisOptions.builder()).build();
    return new SpectralScore<>(name, measure, minimize, others);
  }

  /** Analyses the network; called by DL4J. */
  @Override
  public double calculateScore(T network) {
    Analysis analysis = new WeightWatcher(network).analyze(options);
    latest = Optional.of(analysis);
    double worst = minimize ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    return measure.apply(analysis).orElse(worst);
  }

  @Override
  public boolean minimizeScore() {
    return minimize;
  }

  /** The analysis behind the last score; empty before the first. */
  public Optional<Analysis> latest() {
    return latest;
  }

  /** Such as {@code mean |alpha - 2|, minimized}. */
  @Override
  public String toString() {
    return name + (minimize ? ", minimized" : ", maximized");
  }
}
