package io.github.weightwatcher4j.trend;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which of several metrics goes best with a quantity. It is called the best only where the interval
 * of its measure leaves out the value of the second (the bootstrap's 95 %); the choice among many
 * and what metrics share is not corrected for.
 *
 * @param measure by which they are ordered
 * @param metric the first
 * @param value its measure
 * @param second the next
 * @param secondValue its measure
 * @param best whether the first is beyond doubt
 * @param reason why it is not; empty where it is
 */
public record Lead(
    TrendMeasure measure,
    String metric,
    double value,
    String second,
    double secondValue,
    boolean best,
    String reason) {

  /**
   * The first by a measure; empty where fewer than two metrics have it.
   *
   * @param part what of a metric's trends is compared
   */
  static Optional<Lead> of(
      TrendMeasure measure,
      List<MetricTrend> trends,
      Function<MetricTrend, Optional<GroupTrend>> part) {
    List<Rated> ordered =
        trends.stream()
            .flatMap(
                trend -> part.apply(trend).flatMap(it -> Rated.of(trend, it, measure)).stream())
            .sorted(
                Comparator.comparingDouble((Rated rated) -> measure.merit(rated.value()))
                    .reversed())
            .toList();
    return ordered.size() < 2
        ? Optional.empty()
        : Optional.of(of(measure, ordered.get(0), ordered.get(1)));
  }

  private static Lead of(TrendMeasure measure, Rated first, Rated second) {
    Optional<Interval> interval = measure.interval(first.part());
    String reason = "";
    if (!first.trend().models().equals(second.trend().models())) {
      reason = "they are not known of the same models";
    } else if (interval.isEmpty()) {
      reason = "there is no interval";
    } else if (!measure.excludes(interval.get(), first.value(), second.value())) {
      reason = "its interval holds the other";
    }
    return new Lead(
        measure,
        first.trend().metric(),
        first.value(),
        second.trend().metric(),
        second.value(),
        reason.isEmpty(),
        reason);
  }

  /** What is said of it: that the first is best, or why it is not. */
  @Override
  public String toString() {
    String first = "%s (%s)".formatted(metric, TrendText.number(measure, value));
    String other = "%s (%s)".formatted(second, TrendText.number(measure, secondValue));
    return best
        ? "%s is best, before %s".formatted(first, other)
        : "none is best: %s comes first and %s follows, but %s".formatted(first, other, reason);
  }

  private record Rated(MetricTrend trend, GroupTrend part, double value) {

    static Optional<Rated> of(MetricTrend trend, GroupTrend part, TrendMeasure measure) {
      return measure.value(part).stream()
          .mapToObj(value -> new Rated(trend, part, value))
          .findFirst();
    }
  }
}
