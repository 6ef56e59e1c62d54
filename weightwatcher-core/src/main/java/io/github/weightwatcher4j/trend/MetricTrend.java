package io.github.weightwatcher4j.trend;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.StatUtils;

/**
 * How a quantity goes with one metric over a series: all models, each group, and whether the two
 * tell opposite stories.
 *
 * @param metric what it is called
 * @param quantity what goes with it
 * @param models those that have both numbers
 * @param missing those of the series that have not
 * @param all over all of them, whatever their group
 * @param groups each group, in the order in which they first appear; none where there is but one
 * @param simpson the comparison of groups and whole; empty where there is but one group
 */
public record MetricTrend(
    String metric,
    String quantity,
    List<SeriesModel> models,
    List<SeriesModel> missing,
    GroupTrend all,
    List<GroupTrend> groups,
    Optional<Simpson> simpson) {

  /** Copies the lists. */
  public MetricTrend {
    models = List.copyOf(models);
    missing = List.copyOf(missing);
    groups = List.copyOf(groups);
  }

  static MetricTrend of(Series series, GroupTrend.Axes axes, int resamples, long seed) {
    List<SeriesModel> models = series.models().stream().filter(axes::has).toList();
    List<SeriesModel> missing = series.models().stream().filter(model -> !axes.has(model)).toList();
    boolean grouped = series.groups().size() > 1;
    List<String> groups = grouped ? series.groups() : List.of();
    return new MetricTrend(
        axes.metric(),
        axes.quantity(),
        models,
        missing,
        GroupTrend.of("", models, axes, resamples, seed),
        groups.stream()
            .map(group -> GroupTrend.of(group, of(group, models), axes, resamples, seed))
            .toList(),
        grouped
            ? Optional.of(
                Simpson.of(
                    axes.x(models),
                    axes.y(models),
                    models.stream().map(SeriesModel::group).toList()))
            : Optional.empty());
  }

  private static List<SeriesModel> of(String group, List<SeriesModel> models) {
    return models.stream().filter(model -> model.group().equals(group)).toList();
  }

  /** The trend within a group; empty where there is none of this name. */
  public Optional<GroupTrend> group(String name) {
    return groups.stream().filter(trend -> trend.group().equals(name)).findFirst();
  }

  /**
   * What is said of Simpson's paradox. Where models share a run, p-values prove nothing, and it is
   * suspected at most.
   */
  public Simpson.Verdict paradox() {
    Simpson.Verdict said = simpson.map(Simpson::verdict).orElse(Simpson.Verdict.UNKNOWN);
    boolean doubtful = all.independence() != Independence.ASSUMED;
    return said == Simpson.Verdict.PARADOX && doubtful ? Simpson.Verdict.SUSPECTED : said;
  }

  /** Slope that the groups share; empty where there is none. */
  public OptionalDouble within() {
    return simpson.map(Simpson::within).orElse(OptionalDouble.empty());
  }

  /** p-value of it; empty where there is none, and where all models are of one run. */
  public OptionalDouble withinP() {
    return all.independence() == Independence.ONE_RUN
        ? OptionalDouble.empty()
        : simpson.map(Simpson::withinP).orElse(OptionalDouble.empty());
  }

  /**
   * A measure over the groups of at least {@value TrendIntervals#FEWEST} models, whatever the sign
   * of their slopes; empty for fewer than two such groups that have it.
   */
  public Optional<GroupMean> overGroups(TrendMeasure measure) {
    double[] values =
        groups.stream()
            .filter(group -> group.count() >= TrendIntervals.FEWEST)
            .flatMapToDouble(group -> measure.value(group).stream())
            .toArray();
    return values.length < 2
        ? Optional.empty()
        : Optional.of(
            new GroupMean(
                StatUtils.mean(values), Math.sqrt(StatUtils.variance(values)), values.length));
  }
}
