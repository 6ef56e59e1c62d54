package io.github.weightwatcher4j.plot.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class NumberDigitsTest {

  @Test
  void numbersOfAlikeSizeHaveAsManyDigitsBehindThePoint() {
    NumberDigits digits = NumberDigits.of(DoubleStream.of(3.1415926, 12.5, 2));

    assertThat(digits.text(3.1415926)).isEqualTo("3.14");
    assertThat(digits.text(12.5)).isEqualTo("12.50");
    assertThat(digits.text(-2)).isEqualTo("-2.00");
    assertThat(digits.text(0)).isEqualTo("0.00");
  }

  @Test
  void numbersThatDifferMuchAreToldByThreeDigitsAndAPower() {
    NumberDigits digits = NumberDigits.of(DoubleStream.of(1.234e-9, 5, 6.789e12));

    assertThat(digits.text(1.234e-9)).isEqualTo("1.23×10⁻⁹");
    assertThat(digits.text(6.789e12)).isEqualTo("6.79×10¹²");
  }

  @Test
  void aSmallNumberAmongLargerOnesIsNotShownAsZero() {
    assertThat(NumberDigits.of(DoubleStream.of(3, 4, 0.00012)).text(0.00012)).isEqualTo("1.2×10⁻⁴");
  }

  @Test
  void aColumnOfZerosIsShownAsSuch() {
    assertThat(NumberDigits.of(DoubleStream.of(0, 0)).text(0)).isEqualTo("0");
  }
}
