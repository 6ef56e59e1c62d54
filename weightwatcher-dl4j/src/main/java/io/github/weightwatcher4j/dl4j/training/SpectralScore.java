package io.github.weightwatcher4j.dl4j.training;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Summary;
import io.github.weightwatcher4j.training.AnalysisScore;
import io.github.weightwatcher4j.training.internal.Failures;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.deeplearning4j.earlystopping.scorecalc.ScoreCalculator;
import org.deeplearning4j.nn.api.Model;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
 * <p>What is unknown is the worst score: positive infinity where the score is minimized, negative
 * where it is maximized, so that losing a layer never makes a network the best. That is so where a
 * layer could not be analysed (it holds NaN, or could not be read), where one has no power law or
 * not the number, and where there is no layer; the log names the layers and the reasons at WARN.
 * {@link #allowingUnknown} takes the mean of the other layers instead. The score is never NaN: DL4J
 * may keep the first network it sees for the best, and no number is better than NaN.
 *
 * <p>Where an analysis fails, by an error of the JVM or a layer that is not there, say, all is
 * unknown: the log has the cause once, and training goes on.
 *
 * <p>A score cannot be serialized.
 *
 * @param <T> the kind of network
 */
@SuppressWarnings("serial") // DL4J's interface is serializable, options and analyses are not
public final class SpectralScore<T extends Model> implements ScoreCalculator<T> {

  private static final Logger LOG = LoggerFactory.getLogger(SpectralScore.class);

  private final AnalysisScore score;
  private final AnalysisOptions options;
  private final Failures failures = new Failures(LOG, () -> {});
  private Optional<Analysis> latest = Optional.empty();

  private SpectralScore(AnalysisScore score, AnalysisOptions options) {
    this.score = Objects.requireNonNull(score, "score");
    this.options = options;
  }

  /** A score of the analyses of the network. */
  public static <T extends Model> SpectralScore<T> of(AnalysisScore score) {
    return new SpectralScore<>(score, AnalysisOptions.defaults());
  }

  /**
   * The mean over the layers of {@code |alpha - 2|}, to be minimized: 2 is where heavy-tailed
   * self-regularization theory has the best layers, and below it they are over-trained.
   */
  public static <T extends Model> SpectralScore<T> alphaDistance() {
    return of(AnalysisScore.alphaDistance());
  }

  /** The mean of alpha over the layers, to be minimized; it does not know of over-training. */
  public static <T extends Model> SpectralScore<T> meanAlpha() {
    return of(AnalysisScore.meanAlpha());
  }

  /**
   * The mean of a metric over the layers, to be minimized.
   *
   * @param metric one of {@link Summary#METRICS}
   * @throws IllegalArgumentException where it is another
   */
  public static <T extends Model> SpectralScore<T> minimizing(Metric metric) {
    return of(AnalysisScore.minimizing(metric));
  }

  /** As {@link #minimizing}, to be maximized. */
  public static <T extends Model> SpectralScore<T> maximizing(Metric metric) {
    return of(AnalysisScore.maximizing(metric));
  }

  /**
   * The same score of an analysis with other options, such as a choice of layers or {@code
   * randomize(true)} for the traps of {@link SpectralStop}.
   */
  public SpectralScore<T> options(UnaryOperator<AnalysisOptionsBuilder> operator) {
    AnalysisOptions others = operator.apply(AnalysisOptions.builder()).build();
    return new SpectralScore<>(score, others);
  }

  /**
   * The same score over the layers that are known, whatever is unknown of the others: a network
   * whose worst layer turns to NaN gets a better score. Where no layer is known, it is still the
   * worst.
   */
  public SpectralScore<T> allowingUnknown() {
    return new SpectralScore<>(score.allowingUnknown(), options);
  }

  /**
   * Analyses the network; called by DL4J.
   *
   * @return a finite number, or the infinity on the worse side
   * @throws IllegalStateException where the options do not ask for the metric
   */
  @Override
  public double calculateScore(T network) {
    latest = Optional.empty();
    failures.attempt(
        "the analysis for a score",
        () -> latest = Optional.of(new WeightWatcher(network).analyze(options)));
    return latest.map(this::scoreOf).orElse(score.worst());
  }

  /** The score of an analysis, the worst where it is unknown. */
  double scoreOf(Analysis analysis) {
    score.unknown(analysis).ifPresent(reason -> LOG.warn("{}", reason));
    return score.of(analysis);
  }

  @Override
  public boolean minimizeScore() {
    return score.isMinimized();
  }

  /** The analysis behind the last score; empty before the first, and where it failed. */
  public Optional<Analysis> latest() {
    return latest;
  }

  /** Such as {@code mean |alpha - 2|, minimized}. */
  @Override
  public String toString() {
    return score.toString();
  }
}
