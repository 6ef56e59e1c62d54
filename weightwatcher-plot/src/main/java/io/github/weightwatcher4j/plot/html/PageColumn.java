package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.internal.View;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A column of numbers in the table of layers.
 *
 * @param metric what it tells
 * @param digits how its numbers are shown
 */
record PageColumn(Metric metric, NumberDigits digits) {

  /** The metrics that any layer has, in their usual order. */
  static List<PageColumn> of(LayerTable table) {
    return Arrays.stream(Metric.values())
        .filter(metric -> table.column(metric).findAny().isPresent())
        .map(metric -> new PageColumn(metric, NumberDigits.of(metric, table)))
        .toList();
  }

  /** Whether it is seen at first. */
  boolean main() {
    return View.PAGE.shows(metric);
  }

  /** The heading, for the template. */
  Map<String, Object> heading() {
    return Map.of("key", metric.key(), "meaning", metric.meaning(), "main", main());
  }

  /** The cell of a layer, for the template: what is seen and the number itself. */
  Map<String, Object> cell(LayerReport row) {
    OptionalDouble value = row.metric(metric);
    return value.isPresent()
        ? Map.of(
            "text", digits.text(value.getAsDouble()),
            "value", exact(value.getAsDouble()),
            "main", main())
        : Map.of("text", "", "value", "", "main", main());
  }

  /** All digits of a number, none of them more than it takes to read the same number again. */
  private String exact(double value) {
    return metric.isCount() ? Long.toString((long) value) : Double.toString(value);
  }
}
