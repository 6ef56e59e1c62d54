package io.github.weightwatcher4j.plot.html;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The steps of a training as rows of numbers, for people and for programs. */
final class StepTable {

  private final String model;
  private final List<TrainingStep> steps;
  private final List<FindingSpan> spans;
  private final List<StepColumn> columns;

  StepTable(String model, List<TrainingStep> steps, List<FindingSpan> spans) {
    this.model = model;
    this.steps = steps;
    this.spans = spans;
    this.columns = StepColumn.of(steps);
  }

  List<Map<String, Object>> headings() {
    return columns.stream().map(StepColumn::heading).toList();
  }

  /** The rows for the template, with the types of findings that are there and that begin there. */
  List<Map<String, Object>> rows() {
    List<List<Map<String, Object>>> cells =
        columns.stream().map(column -> column.cells(steps)).toList();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      int row = i;
      rows.add(
          Map.of(
              "cells", cells.stream().map(column -> column.get(row)).toList(),
              "types", types(steps.get(i)),
              "begun",
                  spans.stream()
                      .filter(span -> span.first() == row)
                      .map(span -> span.finding().type())
                      .distinct()
                      .toList()));
    }
    return rows;
  }

  private static List<String> types(TrainingStep step) {
    return step.analysis().findings().stream()
        .map(finding -> finding.type().name())
        .distinct()
        .toList();
  }

  /** The types of findings at any step. */
  List<FindingType> types() {
    return spans.stream().map(FindingSpan::finding).map(Finding::type).distinct().sorted().toList();
  }

  /**
   * Writes {@code {"model", "columns": [{"key", "meaning"}], "steps": [[...]]}} with all digits;
   * numbers are in the order of columns, a missing one is null.
   */
  void write(Writer out) throws IOException {
    JsonGenerator json = PageData.generator(out);
    json.writeStartObject();
    json.writeStringField("model", model);
    json.writeArrayFieldStart("columns");
    for (StepColumn column : columns) {
      json.writeStartObject();
      json.writeStringField("key", column.key());
      json.writeStringField("meaning", column.meaning());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("steps");
    for (TrainingStep step : steps) {
      json.writeStartArray();
      for (StepColumn column : columns) {
        number(column, step, json);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.close();
  }

  private static void number(StepColumn column, TrainingStep step, JsonGenerator json)
      throws IOException {
    OptionalDouble value = column.number().apply(step);
    if (value.isEmpty()) {
      json.writeNull();
    } else if (column.count()) {
      json.writeNumber((long) value.getAsDouble());
    } else {
      json.writeNumber(value.getAsDouble());
    }
  }
}
