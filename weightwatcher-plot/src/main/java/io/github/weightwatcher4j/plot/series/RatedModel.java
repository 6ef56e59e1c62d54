package io.github.weightwatcher4j.plot.series;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import java.util.Optional;

/**
 * A model of which both a metric and the test error are known.
 *
 * @param name what it is called
 * @param group what it shares with others: an architecture, say; empty for nothing
 * @param metric value of the metric, finite
 * @param testError test error in percent, finite
 */
public record RatedModel(String name, String group, double metric, double testError) {

  /** Checks the numbers. */
  public RatedModel {
    if (!Double.isFinite(metric) || !Double.isFinite(testError)) {
      throw new IllegalArgumentException(
          "metric and test error of %s must be finite but were %s and %s"
              .formatted(name, metric, testError));
    }
  }

  /**
   * An analysed model with the mean of a metric over its layers; empty where its summary has none.
   *
   * @param metric one of {@link io.github.weightwatcher4j.report.Summary#METRICS}
   */
  public static Optional<RatedModel> of(
      Analysis analysis, Metric metric, String group, double testError) {
    return analysis
        .summary()
        .statistics(metric)
        .map(values -> new RatedModel(analysis.model(), group, values.mean(), testError));
  }
}
