package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.internal.View;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import java.util.Arrays;
import java.util.Comparator;
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

  /** The metrics that any layer has, in their usual order; those that were asked for at the end. */
  static List<PageColumn> of(LayerTable table) {
    return Arrays.stream(Metric.values())
        .filter(metric -> table.column(metric).findAny().isPresent())
        .sorted(Comparator.comparing(AskedMetrics::shows))
        .map(metric -> new PageColumn(metric, NumberDigits.of(metric, table)))
        .toList();
  }

  /** Whether it is seen at first. */
  boolean main() {
    return View.PAGE.shows(metric) || AskedMetrics.shows(metric);
  }

  /** The heading, for the template. */
  Map<String, Object> heading() {
    return Map.of(
        "key",
        metric.key(),
        "meaning",
        metric.meaning(),
        "main",
        main(),
        "asked",
        AskedMetrics.shows(metric));
  }

  /** The cell of a layer, for the template: what is seen, the number itself, or why it has none. */
  Map<String, Object> cell(LayerReport row, Analysis analysis) {
    OptionalDouble value = row.metric(metric);
    if (value.isPresent()) {
      String text = digits.text(value.getAsDouble());
      return Map.of("text", text, "value", exact(value.getAsDouble()), "why", "", "main", main());
    }
    boolean asked = AskedMetrics.shows(metric);
    String why = asked ? analysis.availability(row, metric).reason() : "";
    return Map.of("text", asked ? "–" : "", "value", "", "why", why, "main", main());
  }

  /** All digits of a number, none of them more than it takes to read the same number again. */
  private String exact(double value) {
    return metric.isCount() ? Long.toString((long) value) : Double.toString(value);
  }
}
