package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.examples.MultiplicativeNoise.Noise;
import io.github.weightwatcher4j.examples.MultiplicativeNoise.Run;
import io.github.weightwatcher4j.fit.PowerLawFit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultiplicativeNoiseTest {

  /** E (1 - r s^2 / b)^2 = 1 - 2 r + r^2 (1 + 2 / b), which is 1 for r = 2 / (1 + 2 / b). */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void theIndexIsTwoWhereTheVarianceBeginsToBeInfinite(int batch) {
    Noise noise = new Noise(2 / (1 + 2.0 / batch), batch, true);

    assertThat(noise.kappa().orElseThrow()).isCloseTo(2, within(1e-6));
  }

  /** E (1 - r x^2)^4 = 1 - 4 r + 18 r^2 - 60 r^3 + 105 r^4, by the moments 1, 3, 15, 105. */
  @Test
  void momentsAreThoseOfTheNormalDistribution() {
    double r = 0.3;
    double fourth = 1 - 4 * r + 18 * r * r - 60 * Math.pow(r, 3) + 105 * Math.pow(r, 4);

    assertThat(new Noise(r, 1, true).logMoment(4)).isCloseTo(Math.log(fourth), within(1e-8));
  }

  @Test
  void theFittedIndexIsThatOfTheoryAndWithoutMultiplicativeNoiseThereIsNoTail() {
    MultiplicativeNoise noise =
        MultiplicativeNoise.of(10_000, new Noise(2.0 / 3, 1, true), new Noise(0.5, 1, false));

    Run multiplicative = noise.runs().get(0);
    PowerLawFit middle = multiplicative.fits().get(1);
    assertThat(middle.alpha() - 1).isCloseTo(2, within(3 * middle.standardError()));
    Run additive = noise.runs().get(1);
    assertThat(additive.kappa()).isEmpty();
    // A power law has one index wherever its tail is cut; lighter tails have ever larger ones.
    assertThat(additive.fits().get(1).alpha()).isGreaterThan(additive.fits().get(0).alpha() + 1);
    assertThat(noise.plot().description()).contains("kappa 2.000", "kappa none");
  }

  @Test
  void aRateThatLetsTheIteratesGrowIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Noise(5, 1, true).kappa())
        .withMessageContaining("rate 5.0 is too large");
  }
}
