package io.github.weightwatcher4j.report;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * One metric over the layers of a model.
 *
 * @param count number of layers that have it, at least 1
 * @param mean arithmetic mean
 * @param median middle value, or the mean of the two middle ones
 * @param min smallest value
 * @param max largest value
 */
public record Statistics(int count, double mean, double median, double min, double max) {

  /** Statistics of the values; empty where there is none. */
  public static Optional<Statistics> of(DoubleStream values) {
    double[] sorted = values.toArray();
    if (sorted.length == 0) {
      return Optional.empty();
    }
    double sum = 0;
    for (double value : sorted) {
      sum += value;
    }
    Arrays.sort(sorted);
    int n = sorted.length;
    double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    return Optional.of(new Statistics(n, sum / n, median, sorted[0], sorted[n - 1]));
  }
}
