package io.github.weightwatcher4j.check;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.option.Requirement;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Statistics;
import java.util.List;

/** {@code mean(alpha)>4}: a statistic over the layers. */
record StatisticCondition(Aggregate aggregate, Metric metric, Bound bound) implements Condition {

  /** Statistics over the layers. */
  enum Aggregate {
    MEAN,
    MEDIAN,
    MIN,
    MAX;

    double of(Statistics statistics) {
      return switch (this) {
        case MEAN -> statistics.mean();
        case MEDIAN -> statistics.median();
        case MIN -> statistics.min();
        case MAX -> statistics.max();
      };
    }
  }

  /** As in the summary, over the layers with a fit, or over all that have the metric. */
  @Override
  public List<Met> met(Analysis analysis) {
    return analysis
        .summary()
        .statistics(metric)
        .or(() -> Statistics.of(analysis.details().column(metric)))
        .map(aggregate::of)
        .filter(bound::holds)
        .map(value -> Met.ofModel(Bound.number(value)))
        .stream()
        .toList();
  }

  /** A statistic of some layers is not that of all. */
  @Override
  public List<Unknown> unknowns(Analysis analysis) {
    return NumberCondition.unknowns(analysis, metric);
  }

  @Override
  public List<Requirement<?>> requirements() {
    return List.copyOf(metric.requirement().stream().toList());
  }

  @Override
  public String toString() {
    return Condition.word(aggregate) + "(" + metric.key() + ")" + bound;
  }
}
