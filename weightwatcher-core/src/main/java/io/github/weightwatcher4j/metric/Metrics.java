package io.github.weightwatcher4j.metric;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Immutable values of metrics; a metric that is undefined for a layer is absent. */
public final class Metrics {

  private final Map<Metric, Double> values;

  private Metrics(Map<Metric, Double> values) {
    this.values = values;
  }

  /**
   * The given values.
   *
   * @throws IllegalArgumentException where one is NaN or infinite: such a metric must be absent
   */
  public static Metrics of(Map<Metric, Double> values) {
    EnumMap<Metric, Double> copy = new EnumMap<>(Metric.class);
    values.forEach(
        (metric, value) -> {
          if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(metric.key() + " must be finite but was " + value);
          }
          copy.put(metric, value);
        });
    return new Metrics(Collections.unmodifiableMap(copy));
  }

  /** No values. */
  public static Metrics none() {
    return of(Map.of());
  }

  /** These values and others; of a metric that both have, the other's. */
  public Metrics with(Metrics others) {
    Map<Metric, Double> all = new EnumMap<>(Metric.class);
    all.putAll(values);
    all.putAll(others.values);
    return of(all);
  }

  /** The value of a metric, if it is defined. */
  public OptionalDouble value(Metric metric) {
    Double value = values.get(metric);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** All defined values, in the order of {@link Metric}. */
  public Map<Metric, Double> asMap() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Metrics that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
