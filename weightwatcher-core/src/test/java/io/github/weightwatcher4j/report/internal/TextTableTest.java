package io.github.weightwatcher4j.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextTableTest {

  private static final TextTable LAYERS =
      TextTable.of("#", "name", "alpha", "tail", "verdict")
          .with("0", "encoder.layer.9.output.dense", "3.21", "100", "well trained")
          .with("12", "encoder.layer.10.output.dense", "12.00", "7", "random-like")
          .with("13", "head", "no spectrum, for all of its weights are the same");

  @Test
  void whereThereIsRoomAllIsInOneTable() {
    String text =
        """
         #  name                           alpha  tail  verdict
         0  encoder.layer.9.output.dense    3.21   100  well trained
        12  encoder.layer.10.output.dense  12.00     7  random-like
        13  head                           no spectrum, for all of its weights are the same
        """;
    assertThat(LAYERS.width()).isEqualTo(60);
    assertThat(LAYERS.fit(100)).isEqualTo(text);
    assertThat(LAYERS.toString().lines().limit(3)).isEqualTo(text.lines().limit(3).toList());
  }

  @Test
  void namesAreShortenedAndWordsThatEndARowGoOnBelow() {
    assertThat(LAYERS.fit(50))
        .isEqualTo(
            """
             #  name                 alpha  tail  verdict
             0  e.l.9.output.dense    3.21   100  well trained
            12  e.l.10.output.dense  12.00     7  random-like
            13  head                 no spectrum, for all of
                                     its weights are the same
            """);
  }

  @Test
  void columnsWithoutRoomStandBelowBehindWhatTellsTheirRow() {
    assertThat(LAYERS.fit(35))
        .isEqualTo(
            """
             #  name            alpha  tail
             0  e.l.9.o.dense    3.21   100
            12  e.l.10.o.dense  12.00     7
            13  head            no spectrum, for all of its weights are the same

             #  name            verdict
             0  e.l.9.o.dense   well trained
            12  e.l.10.o.dense  random-like
            """);
  }

  /** Every cell of every row is there once, and no line of a full row is longer than it may be. */
  @Test
  void nothingIsLostInAnyWidth() {
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      int columns = 2 + random.nextInt(12);
      List<List<String>> rows = new ArrayList<>();
      for (int row = 0; row < 1 + random.nextInt(6); row++) {
        int at = row;
        rows.add(
            IntStream.range(0, columns)
                .mapToObj(c -> (c == 0 ? "w" : "") + "9".repeat(random.nextInt(6)) + c + "0" + at)
                .toList());
      }
      TextTable table = TextTable.of(rows.get(0));
      for (List<String> row : rows.subList(1, rows.size())) {
        table = table.with(row);
      }
      int width = 30 + random.nextInt(60);
      String text = table.fit(width);
      assertThat(text.lines()).allMatch(line -> line.length() <= width);
      List<String> words = List.of(text.split("\\s+"));
      assertThat(rows.stream().flatMap(List::stream).filter(cell -> !words.contains(cell)))
          .as(text)
          .isEmpty();
      assertThat(text.lines().filter(line -> line.contains("w")).count() % rows.size()).isZero();
    }
  }

  @Test
  void aTableOfNumbersHasItsFirstColumnInEachPart() {
    List<String> header = IntStream.range(0, 12).mapToObj(i -> "column" + i).toList();
    List<String> row = IntStream.range(0, 12).mapToObj(String::valueOf).toList();
    String text = TextTable.of(header).with(row).fit(60);
    assertThat(text.lines().filter(line -> line.contains("column0")).count()).isEqualTo(3);
    assertThat(text.lines().collect(Collectors.joining())).contains("column11");
  }
}
