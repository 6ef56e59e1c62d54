package io.github.weightwatcher4j.trend;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.internal.Printable;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Statistics;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A model of a {@link Series} with what is known of it.
 *
 * @param name what it is called
 * @param group what it shares with others: an architecture, say; empty for nothing
 * @param run the training that it is a checkpoint of; empty for one of its own, or unknown
 * @param measured what was measured of it, such as {@code test_error}, by name; finite
 * @param metrics what was computed of its weights, by name: means over the layers; finite
 */
public record SeriesModel(
    String name,
    String group,
    String run,
    Map<String, Double> measured,
    Map<String, Double> metrics) {

  /** Checks that each number is finite and has a name of its own. */
  public SeriesModel {
    name = Printable.of(name);
    group = Printable.of(group);
    run = Printable.of(run);
    measured = checked(name, measured);
    metrics = checked(name, metrics);
    for (String key : measured.keySet()) {
      if (metrics.containsKey(key)) {
        throw new IllegalArgumentException(
            "%s has a measured '%s' and a metric of that name; rename what was measured"
                .formatted(name, key));
      }
    }
  }

  private static Map<String, Double> checked(String model, Map<String, Double> numbers) {
    Map<String, Double> copy = new LinkedHashMap<>();
    numbers.forEach(
        (key, number) -> {
          if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(
                "%s of %s must be finite but was %s".formatted(Printable.of(key), model, number));
          }
          copy.put(Printable.of(key), number);
        });
    return Collections.unmodifiableMap(copy);
  }

  /** A model of which nothing but what was measured is known. */
  public static SeriesModel of(String name, Map<String, Double> measured) {
    return new SeriesModel(name, "", "", measured, Map.of());
  }

  /**
   * An analysed model: its metrics are the means over its layers that the {@linkplain
   * Analysis#summary() summary} has, by {@link Metric#key}.
   */
  public static SeriesModel of(Analysis analysis) {
    Map<String, Double> means = new LinkedHashMap<>();
    Map<Metric, Statistics> statistics = analysis.summary().statistics();
    statistics.forEach((metric, numbers) -> means.put(metric.key(), numbers.mean()));
    return new SeriesModel(analysis.model(), "", "", Map.of(), means);
  }

  /** The same under another name. */
  public SeriesModel named(String other) {
    return new SeriesModel(other, group, run, measured, metrics);
  }

  /** The same in a group. */
  public SeriesModel inGroup(String other) {
    return new SeriesModel(name, other, run, measured, metrics);
  }

  /** The same as a checkpoint of a run. */
  public SeriesModel ofRun(String other) {
    return new SeriesModel(name, group, other, measured, metrics);
  }

  /** The same with one number more that was measured. */
  public SeriesModel with(String quantity, double value) {
    Map<String, Double> more = new LinkedHashMap<>(measured);
    more.put(quantity, value);
    return new SeriesModel(name, group, run, more, metrics);
  }

  /** A number of this name, measured or computed; empty where it is not known. */
  public OptionalDouble number(String key) {
    Double number = measured.getOrDefault(key, metrics.get(key));
    return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
  }
}
