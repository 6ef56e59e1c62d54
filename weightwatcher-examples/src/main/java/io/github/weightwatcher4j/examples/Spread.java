package io.github.weightwatcher4j.examples;

import java.util.Collection;
import java.util.Locale;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * Mean and standard deviation of a number over the seeds that have it.
 *
 * @param mean of those that have it; empty where none has
 * @param deviation standard deviation of one seed; 0 where only one has it
 * @param present how many have it
 * @param seeds how many there are
 */
record Spread(OptionalDouble mean, double deviation, int present, int seeds) {

  static Spread of(Collection<OptionalDouble> values) {
    SummaryStatistics statistics = new SummaryStatistics();
    values.forEach(value -> value.ifPresent(statistics::addValue));
    int present = (int) statistics.getN();
    return present == 0
        ? new Spread(OptionalDouble.empty(), 0, 0, values.size())
        : new Spread(
            OptionalDouble.of(statistics.getMean()),
            statistics.getStandardDeviation(),
            present,
            values.size());
  }

  /** Such as {@code 2.10 ± 0.04}, and how many seeds have it where not all do. */
  String text(int decimals) {
    if (mean.isEmpty()) {
      return "-";
    }
    String number = "%." + decimals + "f";
    String text =
        String.format(Locale.ROOT, number + " ± " + number, mean.getAsDouble(), deviation);
    return present == seeds ? text : text + " (" + present + " of " + seeds + ")";
  }
}
