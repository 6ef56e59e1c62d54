package io.github.weightwatcher4j.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Compares a whole table and its summary with Python's. */
final class PythonSummary {

  /** Means of numbers that agree to 1e-6 agree to 1e-6, relative to the terms of the sum. */
  private static final double TOLERANCE = 1e-6;

  private PythonSummary() {}

  /** What differs in the means, a line each. */
  static List<String> differences(JsonNode python, Analysis ours) {
    List<String> lines = new ArrayList<>();
    python
        .properties()
        .forEach(
            entry -> {
              OptionalDouble mean =
                  Metric.ofKey(entry.getKey())
                      .map(ours.summary()::mean)
                      .orElse(OptionalDouble.empty());
              double expected = entry.getValue().asDouble();
              double scale = Math.max(1, Math.abs(expected));
              // Of the Marchenko-Pastur fit, section 11 of the contract asks for 1e-3.
              double tolerance = entry.getKey().equals("mp_softrank") ? 1e-3 : TOLERANCE;
              if (!(Math.abs(mean.orElse(Double.NaN) - expected) <= tolerance * scale)) {
                lines.add("mean %s: %s, Python %s".formatted(entry.getKey(), mean, expected));
              }
            });
    return lines;
  }

  /** What differs in the rows, a line each; every row must have its own on the other side. */
  static List<String> differences(List<PythonRow> python, Analysis ours) {
    List<String> lines = differences(python, ours.details());
    if (ours.details().size() != python.size()) {
      lines.add(ours.details().size() + " rows, Python " + python.size());
    }
    return lines;
  }

  /** What differs in our rows from Python's of the same full name and slice, a line each. */
  static List<String> differences(List<PythonRow> python, LayerTable ours) {
    List<String> lines = new ArrayList<>();
    for (LayerReport report : ours) {
      List<PythonRow> same = python.stream().filter(row -> isSame(row, report)).toList();
      if (same.size() == 1) {
        PythonRow row = same.get(0);
        lines.addAll(
            row.differences(report, KnownDifference.of("net", row, KnownDifference.ALWAYS)));
      } else {
        lines.add(report.name() + ": Python has " + same.size() + " rows");
      }
    }
    return lines;
  }

  /** By full name and slice: Python's layer_id counts from 1 and counts modules without weights. */
  private static boolean isSame(PythonRow python, LayerReport ours) {
    String slice = python.text("slice_id");
    return ours.layer().name().equals(python.text("longname"))
        && (slice.isEmpty() || Integer.parseInt(slice) == ours.slice().orElse(0));
  }
}
