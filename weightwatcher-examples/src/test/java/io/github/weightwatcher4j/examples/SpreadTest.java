package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void meanAndDeviationAreOfTheSeedsThatHaveANumber() {
    Spread spread =
        Spread.of(List.of(OptionalDouble.of(1), OptionalDouble.empty(), OptionalDouble.of(3)));

    // The deviation of 1 and 3, with n - 1 in the denominator, is the root of 2.
    assertThat(spread.text(2)).isEqualTo("2.00 ± 1.41 (2 of 3)");
    assertThat(Spread.of(List.of(OptionalDouble.of(7))).text(1)).isEqualTo("7.0 ± 0.0");
  }

  @Test
  void whereNoSeedHasANumberThereIsNone() {
    Spread none = Spread.of(List.of(OptionalDouble.empty()));

    assertThat(none.mean()).isEmpty();
    assertThat(none.text(1)).isEqualTo("-");
  }
}
