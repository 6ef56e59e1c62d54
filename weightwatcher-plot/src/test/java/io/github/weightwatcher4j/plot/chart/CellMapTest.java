package io.github.weightwatcher4j.plot.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.plot.chart.CellMap.Panel;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellMapTest {

  private static CellMap map(int rows, int columns, Cell cell, List<CellMap.Key> legend) {
    List<String> names =
        IntStream.range(0, rows)
            .mapToObj(i -> "model.encoder.layers." + i + ".self_attention.output.dense")
            .toList();
    List<String> epochs = IntStream.rangeClosed(1, columns).mapToObj(String::valueOf).toList();
    List<List<Cell>> cells = Collections.nCopies(rows, Collections.nCopies(columns, cell));
    return new CellMap(
        "map",
        List.of("a line"),
        "",
        "epoch",
        epochs,
        "layer",
        names,
        List.of(new Panel("", cells, legend)));
  }

  private static List<String> texts(CellMap map) {
    TextRecorder recorder = new TextRecorder();
    map.draw(recorder, new Rectangle2D.Double(0, 0, map.width(), map.height()));
    return recorder.texts().stream().map(TextRecorder.Text::text).toList();
  }

  @ParameterizedTest(name = "{0} rows, {1} columns")
  @CsvSource({"1, 1", "1, 200", "3, 12", "40, 7", "300, 200"})
  void nothingIsClippedAndNoTextsTouchAtAnySize(int rows, int columns) {
    CellMap.Key key = new CellMap.Key(Cell.shaded(1), "a legend of some length");
    CellMap map = map(rows, columns, Cell.shaded(0.5, "0.5"), Collections.nCopies(9, key));

    assertThat(PlotLayout.faults(map, map.width(), map.height())).isEmpty();
    assertThat(PlotLayout.faults(map, 480, 320)).isEmpty();
  }

  @Test
  void atMostTenOfManyRowsAndColumnsAreNamed() {
    List<String> texts = texts(map(300, 200, Cell.shaded(0), List.of()));

    assertThat(texts.stream().filter(text -> text.startsWith("model"))).hasSizeBetween(2, 10);
    assertThat(texts.stream().filter(text -> text.matches("[0-9]+")))
        .hasSizeBetween(2, 10)
        .contains("20", "200");
  }

  @Test
  void theLongestTextThatHasRoomStandsInACell() {
    Cell cell = Cell.shaded(0.2, "2.51 ± 0.08", "2.51");

    assertThat(texts(map(2, 3, cell, List.of()))).contains("2.51 ± 0.08").doesNotContain("2.51");
    assertThat(texts(map(2, 9, cell, List.of()))).contains("2.51").doesNotContain("2.51 ± 0.08");
    assertThat(texts(map(2, 90, cell, List.of()))).doesNotContain("2.51", "2.51 ± 0.08");
  }

  @Test
  void shadesAreDarkerTheLargerTheNumberInGreyAsInColour() {
    List<Double> lightness = new ArrayList<>();
    for (int i = 0; i <= 31; i++) {
      lightness.add(Eye.lightness(Cell.shaded(i / 31.0).ground()));
    }

    assertThat(lightness).isSortedAccordingTo(Collections.reverseOrder()).doesNotHaveDuplicates();
    assertThat(lightness.get(0) - lightness.get(31)).isGreaterThan(70);
    assertThat(Cell.shaded(-3)).isEqualTo(Cell.shaded(0));
    assertThat(Cell.shaded(7)).isEqualTo(Cell.shaded(1));
  }

  @Test
  void lettersAreReadOnEveryShade() {
    for (int i = 0; i <= 31; i++) {
      Cell cell = Cell.shaded(i / 31.0);
      assertThat(Eye.contrast(cell.ground(), CellGrid.letters(cell))).isGreaterThan(4.5);
    }
  }

  @Test
  void aTableWithHolesIsRefused() {
    Panel panel = new Panel("p", List.of(List.of(Cell.missing())), List.of());

    assertThatThrownBy(
            () ->
                new CellMap(
                    "", List.of(), "", "x", List.of("1", "2"), "y", List.of("a"), List.of(panel)))
        .hasMessage("panel 'p' must have 1 rows of 2 cells");
    assertThatThrownBy(
            () -> new CellMap("", List.of(), "", "x", List.of(), "y", List.of("a"), List.of(panel)))
        .hasMessageContaining("at least one column");
  }
}
