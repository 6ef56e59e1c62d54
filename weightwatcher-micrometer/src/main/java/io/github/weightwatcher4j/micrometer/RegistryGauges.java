package io.github.weightwatcher4j.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The gauges in one registry: there as long as the last readings have a value for them. Not for use
 * by several threads, other than those that read gauges.
 */
final class RegistryGauges {

  private final MeterRegistry registry;
  private final Tags tags;
  private final LastReadings last;
  private final Map<Series, MultiGauge> gauges = new LinkedHashMap<>();

  RegistryGauges(MeterRegistry registry, Tags tags, LastReadings last) {
    this.registry = registry;
    this.tags = tags;
    this.last = last;
  }

  /** Adds what the last readings have and removes what they have not. */
  void update() {
    Map<Series, Map<Tags, Double>> values = last.readings().values();
    values.keySet().forEach(series -> gauges.computeIfAbsent(series, this::gauge));
    gauges.forEach(
        (series, gauge) ->
            gauge.register(rows(series, values.getOrDefault(series, Map.of())), false));
  }

  private MultiGauge gauge(Series series) {
    MultiGauge.Builder builder =
        MultiGauge.builder(series.name()).description(series.description()).tags(tags);
    return (series.unit().isEmpty() ? builder : builder.baseUnit(series.unit())).register(registry);
  }

  /** Rows that read the last readings, whichever these will be. */
  private List<Row<?>> rows(Series series, Map<Tags, Double> values) {
    return values.keySet().stream()
        .<Row<?>>map(row -> Row.of(row, last, from -> from.readings().value(series, row)))
        .toList();
  }
}
