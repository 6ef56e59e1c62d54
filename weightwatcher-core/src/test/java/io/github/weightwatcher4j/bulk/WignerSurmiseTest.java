package io.github.weightwatcher4j.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WignerSurmiseTest {

  @Test
  void ofOneMatrixItIsTheKnownFormula() {
    WignerSurmise law = new WignerSurmise(1);

    assertThat(law.density(1)).isCloseTo(0.7161859, within(1e-7)); // pi/2 exp(-pi/4)
    assertThat(law.cdf(1)).isCloseTo(0.5440619, within(1e-7)); // 1 - exp(-pi/4)
    assertThat(law.density(0)).isZero();
    assertThat(law.density(60)).isZero(); // underflow, not NaN
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 9, 49, 10_000})
  void densityHasIntegralAndMeanOneAndTheCdfForItsIntegral(long matrices) {
    WignerSurmise law = new WignerSurmise(matrices);
    double step = 1e-3;
    double mass = 0;
    double mean = 0;
    for (double s = step / 2; s < 40; s += step) {
      mass += law.density(s) * step;
      mean += law.density(s) * step * s;
      // The midpoint rule is off by step^2 / 24 times a slope of about 2.
      assertThat(mass).isCloseTo(law.cdf(s + step / 2), within(1e-6));
    }
    assertThat(mass).isCloseTo(1, within(1e-6));
    assertThat(mean).isCloseTo(1, within(1e-6));
  }

  @Test
  void manyMatricesHaveIndependentEigenvalues() {
    WignerSurmise law = new WignerSurmise(1_000_000);

    for (double s : new double[] {0, 0.1, 1, 3}) {
      assertThat(law.density(s)).isCloseTo(Math.exp(-s), within(1e-5)); // of the order of 1 / r
    }
  }

  @Test
  void thereIsAtLeastOneMatrix() {
    assertThatThrownBy(() -> new WignerSurmise(0)).hasMessage("matrices must be >= 1 but was 0");
  }
}
