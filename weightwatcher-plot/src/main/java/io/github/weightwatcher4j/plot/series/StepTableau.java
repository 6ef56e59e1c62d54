package io.github.weightwatcher4j.plot.series;

import io.github.weightwatcher4j.plot.chart.Cell;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.TrainingStep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What layers by steps of a training have in common: all layers, and of many steps those with equal
 * distances, so that a picture stays small.
 *
 * @param all every step of the training
 * @param steps those that are shown, at least one
 * @param rows names of the layers, at least one
 */
record StepTableau(List<TrainingStep> all, List<TrainingStep> steps, List<String> rows) {

  /** More columns than that would be narrower than two pixels. */
  private static final int MOST_STEPS = 250;

  /** A picture holds no more cells, but at least two steps of each layer. */
  private static final int MOST_CELLS = 60_000;

  static StepTableau of(History history) {
    List<String> rows = rows(history);
    List<TrainingStep> all = history.steps();
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(
          "a map of layers by steps needs an analysed layer, but the %s steps have none"
              .formatted(all.size()));
    }
    int most = Math.max(2, Math.min(MOST_STEPS, MOST_CELLS / rows.size()));
    List<TrainingStep> steps = new ArrayList<>();
    int count = Math.min(most, all.size());
    for (int i = 0; i < count; i++) {
      steps.add(all.get((int) Math.round(i * (all.size() - 1.0) / Math.max(1, count - 1))));
    }
    return new StepTableau(all, steps, rows);
  }

  /** Layers by their places in the model, since some may be missing from the first steps. */
  private static List<String> rows(History history) {
    Map<String, Integer> places = new HashMap<>();
    for (TrainingStep step : history.steps()) {
      step.analysis().details().forEach(row -> places.put(row.name(), row.layer().index()));
    }
    return history.layers().stream().sorted(Comparator.comparing(places::get)).toList();
  }

  /** The unit of the names of columns: epoch or iteration. */
  String unit() {
    return TrainingTime.unit(all);
  }

  /** What each step is called, without the unit. */
  List<String> columns() {
    String unit = unit() + " ";
    return steps.stream().map(step -> label(step).substring(unit.length())).toList();
  }

  String label(TrainingStep step) {
    return TrainingTime.label(all, step);
  }

  String layersInWords() {
    return rows.size() == 1 ? "layer " + rows.get(0) : rows.size() + " layers";
  }

  /** What a reader must know of the columns. */
  List<String> notes() {
    return steps.size() == all.size()
        ? List.of()
        : List.of(steps.size() + " of " + all.size() + " steps, at equal distances");
  }

  /** Every report of the steps that are shown. */
  Stream<LayerReport> reports() {
    return steps.stream().flatMap(step -> step.analysis().details().stream());
  }

  /** A cell for each layer and step; one that is missing where a step has no such layer. */
  List<List<Cell>> cells(Function<LayerReport, Cell> cell) {
    List<List<Cell>> cells = new ArrayList<>();
    for (String layer : rows) {
      cells.add(
          steps.stream()
              .map(step -> step.analysis().details().find(layer))
              .map(row -> row.map(cell).orElse(Cell.missing()))
              .toList());
    }
    return cells;
  }

  static boolean has(List<List<Cell>> cells, Cell.Hatch hatch) {
    return cells.stream().flatMap(List::stream).anyMatch(cell -> cell.hatch() == hatch);
  }
}
