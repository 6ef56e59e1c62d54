package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.plot.chart.Cell;
import io.github.weightwatcher4j.plot.chart.CellMap;
import java.awt.Color;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("thorough")
class NoiseAndTimeTest {

  private final NoiseAndTime map = NoiseAndTime.of(List.of(0.6, 0.0), List.of(2, 30), 1, 100);

  @Test
  void noiseMakesTheErrorLargerAndTimeTheFitBetter() {
    List<List<Double>> error = map.means(NoiseAndTime.Run::error);
    List<List<Double>> fitted = map.means(NoiseAndTime.Run::fitted);

    assertThat(error.get(1).get(0)).isGreaterThan(error.get(1).get(1) + 0.1);
    for (int column = 0; column < 2; column++) {
      assertThat(fitted.get(1).get(column)).isGreaterThan(fitted.get(0).get(column));
    }
    assertThat(map.toString()).contains("test error in %", "by share of noise [0.6, 0.0]");
  }

  @Test
  void theLargestNumberOfAMapIsInTheDarkestCell() {
    CellMap plot = map.plot();

    List<List<Double>> errors = map.means(NoiseAndTime.Run::error);
    double largest = errors.stream().flatMap(List::stream).mapToDouble(e -> e).max().orElseThrow();
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < 2; column++) {
        Color ground = plot.panels().get(0).cells().get(row).get(column).ground();
        boolean darkest = ground.equals(Cell.shaded(1).ground());
        assertThat(darkest).isEqualTo(errors.get(row).get(column) == largest);
      }
    }
    assertThat(plot.description()).contains("by share of random labels and epochs");
  }
}
