package io.github.weightwatcher4j.trend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a quantity goes with a metric over the models of a group, or over all of a series, with how
 * sure that is.
 *
 * @param group its name; empty for models without one, and for all
 * @param count models that have both numbers
 * @param trend the trend; empty for fewer than {@value #FEWEST} models
 * @param intervals by bootstrap over the models; empty for fewer than {@value
 *     TrendIntervals#FEWEST}, where all metrics are equal, and where all models are of one run
 * @param independence whether the models may be taken as independent
 * @param remarks why something is missing or must be read with care
 */
public record GroupTrend(
    String group,
    int count,
    Optional<Trend> trend,
    Optional<TrendIntervals> intervals,
    Independence independence,
    List<String> remarks) {

  /** Fewest models of a trend: through two, any line is perfect. */
  public static final int FEWEST = 3;

  /** Copies the list. */
  public GroupTrend {
    remarks = List.copyOf(remarks);
  }

  /** The trend over models that have both numbers. */
  static GroupTrend of(
      String group, List<SeriesModel> models, Axes axes, int resamples, long seed) {
    double[] x = axes.x(models);
    double[] y = axes.y(models);
    Independence independence = Independence.of(models);
    List<String> remarks = new ArrayList<>();
    if (models.size() < FEWEST) {
      remarks.add(
          "%d %s: too few for a trend, which takes %d"
              .formatted(models.size(), models.size() == 1 ? "model" : "models", FEWEST));
      return new GroupTrend(
          group, models.size(), Optional.empty(), Optional.empty(), independence, remarks);
    }
    if (models.size() < TrendIntervals.FEWEST) {
      remarks.add(
          "%d models: too few for intervals, which take %d"
              .formatted(models.size(), TrendIntervals.FEWEST));
    }
    if (Trend.isConstant(x)) {
      remarks.add("all %s are equal: no trend".formatted(axes.metric()));
    } else if (Trend.isConstant(y)) {
      remarks.add("all %s are equal: no R², no correlation".formatted(axes.quantity()));
    }
    switch (independence) {
      case ASSUMED -> {}
      case SHARED_RUNS ->
          remarks.add("some models are of one run: intervals and p-values are too small");
      case ONE_RUN ->
          remarks.add("all models are of one run: no intervals or p-values, which need others");
    }
    Optional<TrendIntervals> intervals =
        independence == Independence.ONE_RUN
            ? Optional.empty()
            : TrendIntervals.of(x, y, resamples, seed);
    return new GroupTrend(
        group, models.size(), Optional.of(Trend.of(x, y)), intervals, independence, remarks);
  }

  /** The line of least squares; empty where there is no trend or all metrics are equal. */
  public Optional<TrendLine> line() {
    return trend.flatMap(Trend::line);
  }

  /** Pearson's correlation; empty as in {@link Trend#pearson}. */
  public OptionalDouble pearson() {
    return trend.map(Trend::pearson).orElse(OptionalDouble.empty());
  }

  /** Fisher's interval of it; empty where all models are of one run, too. */
  public Optional<Interval> pearsonInterval() {
    return inferred().flatMap(Trend::pearsonInterval);
  }

  /** Spearman's correlation; empty as in {@link Trend#spearman}. */
  public OptionalDouble spearman() {
    return trend.map(Trend::spearman).orElse(OptionalDouble.empty());
  }

  /** p-value of Kendall's tau; empty where all models are of one run, too. */
  public OptionalDouble kendallP() {
    return inferred().flatMap(Trend::kendall).stream().mapToDouble(KendallTau::p).findFirst();
  }

  /** p-value of the slope; empty where all models are of one run, too. */
  public OptionalDouble slopeP() {
    return inferred().flatMap(Trend::line).map(TrendLine::slopeP).orElse(OptionalDouble.empty());
  }

  /** The trend, where more than its numbers may be said of it. */
  private Optional<Trend> inferred() {
    return trend.filter(it -> independence != Independence.ONE_RUN);
  }

  /** The two numbers of each model. */
  record Axes(String metric, String quantity) {

    double[] x(List<SeriesModel> models) {
      return numbers(metric, models);
    }

    double[] y(List<SeriesModel> models) {
      return numbers(quantity, models);
    }

    boolean has(SeriesModel model) {
      return model.number(metric).isPresent() && model.number(quantity).isPresent();
    }

    private static double[] numbers(String key, List<SeriesModel> models) {
      return models.stream().mapToDouble(model -> model.number(key).orElseThrow()).toArray();
    }
  }
}
