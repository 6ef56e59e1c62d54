package io.github.weightwatcher4j.check.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "2, 2",
    "0, 0",
    "-0.5, -0.5",
    "3.14159265, 3.142",
    "123456, 123456",
    "123456.7, 1.235E+5",
    "1e20, 1E+20",
    "0.00012345678, 0.0001235",
    "1.23456e-20, 1.235E-20",
    "NaN, NaN",
    "Infinity, Infinity"
  })
  void fourDigitsAreToldAndAllOfAWholeNumber(double value, String text) {
    assertThat(Numbers.text(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "6.00004, 6.00004",
    "6.000000000000001, 6.000000000000001",
    "1.99999, 1.99999"
  })
  void moreAreToldWhereFourLookAsIfAllWereWell(double value, String text) {
    assertThat(Numbers.outside(value, 2, 6)).isEqualTo(text);
  }
}
