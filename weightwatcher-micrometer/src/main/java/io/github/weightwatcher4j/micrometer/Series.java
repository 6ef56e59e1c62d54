package io.github.weightwatcher4j.micrometer;

import io.github.weightwatcher4j.metric.Metric;
import java.util.Locale;

/**
 * A gauge, but for its tags.
 *
 * @param name with dots, as Micrometer has it
 * @param description one line
 * @param unit plural and in lower case; empty for a number without
 */
record Series(String name, String description, String unit) {

  private static final String PREFIX = "weightwatcher.";

  static Series of(String name, String description) {
    return new Series(PREFIX + name, description, "");
  }

  static Series ofSeconds(String name, String description) {
    return new Series(PREFIX + name, description, "seconds");
  }

  /** A metric of each layer. */
  static Series ofLayer(Metric metric) {
    return of("layer." + name(metric), metric.meaning());
  }

  /** A statistic of a metric over the layers. */
  static Series ofModel(Metric metric, String statistic) {
    return of(name(metric) + "." + statistic, statistic + " over the layers: " + metric.meaning());
  }

  private static String name(Metric metric) {
    return metric.key().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
