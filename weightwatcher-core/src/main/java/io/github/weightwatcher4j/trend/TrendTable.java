package io.github.weightwatcher4j.trend;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a quantity goes with several metrics over a series of models. Immutable.
 *
 * @param series the models
 * @param quantity such as {@code test_error}
 * @param trends one for each metric
 * @param resamples series that were drawn for each interval
 * @param seed of the drawing
 */
public record TrendTable(
    Series series, String quantity, List<MetricTrend> trends, int resamples, long seed) {

  /** Copies the list. */
  public TrendTable {
    trends = List.copyOf(trends);
  }

  /**
   * The trends of a quantity with some metrics.
   *
   * @param metrics at least one; the same one is taken once
   * @param resamples series to draw for each interval, at least 1
   * @throws IllegalArgumentException where no model has the quantity or one of the metrics, or a
   *     metric is the quantity
   */
  public static TrendTable of(
      Series series, String quantity, List<String> metrics, int resamples, long seed) {
    require(series, quantity);
    Set<String> different = new LinkedHashSet<>(metrics);
    if (different.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no metric to see %s go with: no model has any".formatted(quantity));
    }
    if (different.contains(quantity)) {
      throw new IllegalArgumentException(quantity + " goes with itself; choose other metrics");
    }
    different.forEach(metric -> require(series, metric));
    return new TrendTable(
        series,
        quantity,
        different.stream()
            .map(metric -> new GroupTrend.Axes(metric, quantity))
            .map(axes -> MetricTrend.of(series, axes, resamples, seed))
            .toList(),
        resamples,
        seed);
  }

  private static void require(Series series, String key) {
    if (series.models().stream().allMatch(model -> model.number(key).isEmpty())) {
      List<String> known =
          Stream.concat(series.measured().stream(), series.metrics().stream()).distinct().toList();
      throw new IllegalArgumentException(
          "no model has a number '%s'; there %s"
              .formatted(
                  key, known.isEmpty() ? "are none at all" : "are " + String.join(", ", known)));
    }
  }

  /** The metric that is first by a measure, over all models; empty for fewer than two. */
  public Optional<Lead> lead(TrendMeasure measure) {
    return Lead.of(measure, trends, trend -> Optional.of(trend.all()));
  }

  /** The metric that is first by a measure within a group; empty for fewer than two. */
  public Optional<Lead> lead(TrendMeasure measure, String group) {
    return Lead.of(measure, trends, trend -> trend.group(group));
  }

  /** Whether each metric was known of every model, so that none is left out of a trend. */
  public boolean isComplete() {
    return trends.stream().allMatch(trend -> trend.missing().isEmpty());
  }

  /** What is said of the series, first things first, in one sentence or a few. */
  public String verdict() {
    return TrendText.verdict(this);
  }

  /** What must be kept in mind, each in a sentence. */
  public List<String> notes() {
    return TrendText.notes(this);
  }

  /** The tables for a terminal of 80 columns: all models, each group, means over the groups. */
  @Override
  public String toString() {
    return TrendText.of(this);
  }
}
