package io.github.weightwatcher4j.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.bulk.MarchenkoPastur;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShrinkerTest {

  @Test
  void theThresholdsAreThoseOfThePaper() {
    assertThat(Shrinker.threshold(1)).isCloseTo(4 / Math.sqrt(3), within(1e-15));
    assertThat(omega(1)).isCloseTo(2.858, within(5e-4)); // as printed, to three places
    // The paper's cubic for omega, which it gives as correct to 0.02.
    for (double beta : new double[] {0.25, 0.5, 0.75}) {
      double cubic = 0.56 * Math.pow(beta, 3) - 0.95 * beta * beta + 1.82 * beta + 1.43;
      assertThat(omega(beta)).isCloseTo(cubic, within(0.02));
    }
  }

  private static double omega(double beta) {
    return Shrinker.threshold(beta) / Math.sqrt(new MarchenkoPastur(1 / beta, 1).quantile(0.5));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.5, 0.25, 0.01})
  void theOperatorShrinkerFindsTheTruthAndTheOthersLess(double beta) {
    for (double x : new double[] {1.01, 1.5, 3, 100}) {
      double y = Math.sqrt((x + 1 / x) * (x + beta / x));
      assertThat(Shrinker.OPERATOR.shrink(y, beta)).isCloseTo(x, within(1e-9 * x));
      double c1 = Math.sqrt((Math.pow(x, 4) - beta) / (Math.pow(x, 4) + beta * x * x));
      double c2 = Math.sqrt((Math.pow(x, 4) - beta) / (Math.pow(x, 4) + x * x));
      assertThat(Shrinker.FROBENIUS.shrink(y, beta)).isCloseTo(x * c1 * c2, within(1e-9 * x));
      double s = Math.sqrt((1 - c1 * c1) * (1 - c2 * c2));
      double nuclear = Math.max(0, x * (c1 * c2 - s));
      assertThat(Shrinker.NUCLEAR.shrink(y, beta)).isCloseTo(nuclear, within(1e-9 * x));
    }
  }

  @ParameterizedTest
  @EnumSource(Shrinker.class)
  void noiseGoesToZeroAndLargeValuesStay(Shrinker shrinker) {
    assertThat(shrinker.shrink(0, 0.5)).isZero();
    assertThat(shrinker.shrink(1 + Math.sqrt(0.5), 0.5)).isZero();
    assertThat(shrinker.shrink(1e6, 0.5)).isCloseTo(1e6, within(1e-5)); // less a few 1e-6
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1.1, Double.NaN})
  void aShapeThatCannotBeIsRefused(double beta) {
    assertThatIllegalArgumentException().isThrownBy(() -> Shrinker.threshold(beta));
    assertThatIllegalArgumentException().isThrownBy(() -> Shrinker.FROBENIUS.shrink(2, beta));
  }
}
