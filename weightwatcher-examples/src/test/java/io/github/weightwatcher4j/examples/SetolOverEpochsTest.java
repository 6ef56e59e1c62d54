package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.digits.Digits;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("thorough")
class SetolOverEpochsTest {

  @Test
  void smallBatchesBringAlphaAndTheRatioDown() {
    List<String[]> lines =
        SetolOverEpochs.course(Digits.load(1).first(400), 1, 2, 8, 96)
            .lines()
            .map(line -> line.strip().split(" +"))
            .toList();

    assertThat(lines)
        .extracting(line -> line[2])
        .containsExactly("0", "1", "2", "4", "8", "accuracy:");
    assertThat(number(lines.get(4), 3)).as("alpha").isLessThan(number(lines.get(0), 3));
    assertThat(number(lines.get(4), 4)).as("ratio").isLessThan(number(lines.get(0), 4));
    assertThat(number(lines.get(4), 5))
        .as("the tail's share grows towards that of the determinant's tail")
        .isGreaterThan(number(lines.get(0), 5))
        .isLessThan(number(lines.get(4), 6));
  }

  private static double number(String[] line, int column) {
    return Double.parseDouble(line[column]);
  }
}
