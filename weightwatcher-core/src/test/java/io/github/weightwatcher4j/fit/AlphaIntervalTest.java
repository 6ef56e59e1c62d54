package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlphaIntervalTest {

  @ParameterizedTest
  @CsvSource({
    "0, 2, 3, 1, 2, level",
    "1, 2, 3, 1, 2, level",
    "NaN, 2, 3, 1, 2, level",
    "0.95, 1, 3, 1, 2, alphaLow",
    "0.95, 2, 1.9, 1, 2, alphaHigh",
    "0.95, 2, 3, 0, 2, xMinLow",
    "0.95, 2, 3, 1, 0.9, xMinHigh"
  })
  void endsOutsideOfTheirDomainAreRefused(
      double level, double low, double high, double xMinLow, double xMinHigh, String what) {
    assertThatThrownBy(() -> new AlphaInterval(level, low, high, xMinLow, xMinHigh, 10))
        .hasMessageStartingWith(what + " must be");
  }

  @Test
  void anIntervalMayBeAPoint() {
    assertThat(new AlphaInterval(0.95, 2, 2, 1, 1, 10).alphaHigh()).isEqualTo(2);
  }

  @Test
  void aStandardErrorIsThatOfTheMeanAndAbsentWhereItMeansNothing() {
    assertThat(StandardError.of(4, 25)).hasValue(0.4);
    assertThat(StandardError.of(0, 25)).isEmpty();
    assertThat(StandardError.of(-1, 25)).isEmpty();
    assertThat(StandardError.of(Double.POSITIVE_INFINITY, 25)).isEmpty();
    assertThat(StandardError.of(Double.NaN, 25)).isEmpty();
  }
}
