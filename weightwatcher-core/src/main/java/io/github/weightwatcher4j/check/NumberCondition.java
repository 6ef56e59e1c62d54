package io.github.weightwatcher4j.check;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.option.Requirement;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Availability;
import java.util.List;
import java.util.Optional;

/** {@code alpha>6}: a number of any layer. */
record NumberCondition(Metric metric, Bound bound) implements Condition {

  @Override
  public List<Met> met(Analysis analysis) {
    return analysis.details().stream()
        .filter(row -> row.metric(metric).stream().anyMatch(bound::holds))
        .map(row -> Met.of(row, Bound.number(row.metric(metric).orElseThrow())))
        .toList();
  }

  @Override
  public List<Unknown> unknowns(Analysis analysis) {
    return unknowns(analysis, metric);
  }

  /** The layers that have no such number, for whatever reason. */
  static List<Unknown> unknowns(Analysis analysis, Metric metric) {
    return Condition.unknowns(
        analysis,
        row ->
            Optional.of(analysis.availability(row, metric))
                .filter(answer -> !answer.isPresent())
                .map(Availability::reason));
  }

  @Override
  public List<Requirement<?>> requirements() {
    return List.copyOf(metric.requirement().stream().toList());
  }

  @Override
  public String toString() {
    return metric.key() + bound;
  }
}
