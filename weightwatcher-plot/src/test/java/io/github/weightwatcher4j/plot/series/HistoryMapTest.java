package io.github.weightwatcher4j.plot.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.plot.chart.Cell;
import io.github.weightwatcher4j.plot.chart.CellMap;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.model.Models;
import io.github.weightwatcher4j.plot.model.Quantity;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.TrainingStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class HistoryMapTest {

  private static TrainingStep step(int epoch, LayerReport... rows) {
    return new TrainingStep(
        epoch, 10 * epoch, OptionalDouble.empty(), Duration.ZERO, Models.of("net", rows));
  }

  private static LayerReport alpha(String name, double alpha) {
    return Models.fitted(name, alpha, Map.of());
  }

  private static List<Cell> row(CellMap map, int row) {
    return map.panels().get(0).cells().get(row);
  }

  private static List<String> legend(CellMap map) {
    return map.panels().get(0).legend().stream().map(CellMap.Key::name).toList();
  }

  @Test
  void theLargestAlphaIsDarkestAndTheSmallestLightest() {
    CellMap map =
        HistoryMap.ofAlpha(
            History.of(
                List.of(
                    step(1, alpha("a", 6), alpha("b", 5)), step(2, alpha("a", 4), alpha("b", 2)))));

    assertThat(map.rows()).containsExactly("a", "b");
    assertThat(map.columns()).containsExactly("1", "2");
    assertThat(row(map, 0)).containsExactly(Cell.shaded(1, "6", "6"), Cell.shaded(0.5, "4", "4"));
    assertThat(row(map, 1).get(1)).isEqualTo(Cell.shaded(0, "2", "2"));
    assertThat(map.description()).contains("from 2 (b, epoch 2) to 6 (a, epoch 1)");
    assertThat(legend(map)).containsExactly("2", "3", "4", "5", "6");
  }

  @Test
  void alphaHasItsErrorWhereThereIsOne() {
    LayerReport row = Models.fitted("a", 3, Map.of(Metric.SIGMA, 0.25));

    CellMap map = HistoryMap.ofAlpha(History.of(List.of(step(1, row), step(2, alpha("a", 4)))));

    assertThat(row(map, 0).get(0).texts()).containsExactly("3 ± 0.25", "3");
    assertThat(row(map, 0).get(1).texts()).containsExactly("4", "4");
    assertThat(map.notes()).contains("standard errors: median 0.25, largest 0.25");
  }

  @Test
  void whatIsMissingIsSeenAsMissing() {
    CellMap map =
        HistoryMap.ofAlpha(
            History.of(
                List.of(
                    step(1, alpha("a", 6), Models.row("b", LayerType.DENSE)),
                    step(2, alpha("b", 4)))));

    assertThat(row(map, 0).get(1)).isEqualTo(Cell.missing());
    assertThat(row(map, 1).get(0)).isEqualTo(Cell.missing());
    assertThat(legend(map)).contains("no value");
  }

  @Test
  void layersWithoutAnyValueLeaveAMapThatSaysSo() {
    CellMap map =
        HistoryMap.ofAlpha(History.of(List.of(step(1, Models.row("b", LayerType.DENSE)))));

    assertThat(map.notes()).containsExactly("no layer has a value at any step");
    assertThat(legend(map)).containsExactly("no value");
  }

  @Test
  void anAlphaAboveTheCeilingLeavesRoomForTheOthers() {
    CellMap map =
        HistoryMap.ofAlpha(
            History.of(List.of(step(1, alpha("a", 2), alpha("b", 11), alpha("c", 500)))));

    assertThat(row(map, 1).get(0)).isEqualTo(Cell.shaded(0.5, "11", "11"));
    assertThat(row(map, 2).get(0)).isEqualTo(Cell.shaded(1, "500", "500"));
    assertThat(legend(map)).endsWith("20 or more");
  }

  @Test
  void numbersOfManySizesAreShadedByTheirLogarithms() {
    Quantity norm = Quantity.of(Metric.LAMBDA_MAX);
    CellMap map =
        HistoryMap.of(
            History.of(
                List.of(
                    step(
                        1,
                        Models.fitted("a", 3, Map.of(Metric.LAMBDA_MAX, 1e-3)),
                        Models.fitted("b", 3, Map.of(Metric.LAMBDA_MAX, 1.0)),
                        Models.fitted("c", 3, Map.of(Metric.LAMBDA_MAX, 1e3))))),
            norm);

    assertThat(row(map, 1).get(0).ground()).isEqualTo(Cell.shaded(0.5).ground());
  }

  @Test
  void ofManyStepsTheFirstTheLastAndSomeBetweenAreDrawn() {
    List<TrainingStep> steps = new ArrayList<>();
    for (int epoch = 1; epoch <= 1000; epoch++) {
      steps.add(step(epoch, alpha("a", 1 + epoch)));
    }

    CellMap map = HistoryMap.ofAlpha(History.of(steps));

    assertThat(map.columns()).hasSize(250).startsWith("1").endsWith("1000");
    assertThat(map.notes()).contains("250 of 1000 steps, at equal distances");
  }

  @Test
  void aHistoryWithoutLayersHasNoMap() {
    History none = History.of(List.of(step(1)));

    assertThatThrownBy(() -> HistoryMap.ofAlpha(none)).hasMessageContaining("needs an analysed");
    assertThat(HistoryPlots.of(none)).extracting(NamedPlot::kind).isEmpty();
  }
}
