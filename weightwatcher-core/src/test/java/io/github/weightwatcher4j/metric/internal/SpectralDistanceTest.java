package io.github.weightwatcher4j.metric.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.samples.Spectra;
import io.github.weightwatcher4j.spectrum.Spectrum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpectralDistanceTest {

  private static double distance(Spectrum a, Spectrum b) {
    return SpectralDistance.jensenShannon(a, b).orElseThrow();
  }

  /** The definition as it is written, with its cancellations. */
  private static double byDefinition(Spectrum a, Spectrum b) {
    double divergence = 0;
    for (int i = 0; i < a.size(); i++) {
      double p = a.eigenvalue(i) / a.sum();
      double q = b.eigenvalue(i) / b.sum();
      divergence += p * Math.log(2 * p / (p + q)) / 2 + q * Math.log(2 * q / (p + q)) / 2;
    }
    return Math.sqrt(divergence);
  }

  @ParameterizedTest
  @EnumSource(Spectra.class)
  void itIsTheRootOfTheMeanDivergenceAndSymmetric(Spectra kind) {
    Spectrum a = Spectrum.of(kind.sample(61, 50));
    Spectrum b = Spectrum.of(Spectra.UNIFORM.sample(62, 50));
    // The definition itself loses half of the digits of a small distance.
    assertThat(distance(a, b)).isCloseTo(byDefinition(a, b), within(1e-7));
    assertThat(distance(b, a)).isEqualTo(distance(a, b));
    assertThat(distance(a, b)).isBetween(0.0, Math.sqrt(Math.log(2)));
  }

  @Test
  void oneLargeEigenvalueAgainstAllAlikeIsKnown() {
    int n = 8;
    Spectrum one = Spectrum.of(0, 0, 0, 0, 0, 0, 0, 5);
    Spectrum alike = Spectrum.of(1, 1, 1, 1, 1, 1, 1, 1);
    double divergence =
        (Math.log(2.0 * n / (n + 1)) // of the one
                + (n - 1.0) / n * Math.log(2)
                + Math.log(2.0 / (n + 1)) / n)
            / 2;
    assertThat(distance(one, alike)).isCloseTo(Math.sqrt(divergence), within(1e-15));
  }

  @Test
  void scaleDoesNotMatter() {
    Spectrum a = Spectrum.of(Spectra.PARETO.sample(63, 40));
    Spectrum b = Spectrum.of(Spectra.EXPONENTIAL.sample(64, 40));
    assertThat(distance(a, a)).isZero();
    assertThat(distance(a.scaled(1e6), b.scaled(1e-6))).isCloseTo(distance(a, b), within(1e-14));
  }

  @Test
  void nearlyEqualSpectraAreToldApart() {
    // The divergence is sum (p - q)^2 / (8 m) to first order: far below the rounding of ln p.
    double h = 1e-10;
    assertThat(distance(Spectrum.of(0.5 - h, 0.5 + h), Spectrum.of(0.5, 0.5)))
        .isCloseTo(h / Math.sqrt(2), within(1e-5 * h));
  }

  @Test
  void spectraOfZerosHaveNoDistance() {
    Spectrum zeros = Spectrum.of(0, 0);
    assertThat(SpectralDistance.jensenShannon(zeros, Spectrum.of(1, 2))).isEmpty();
    assertThat(SpectralDistance.jensenShannon(Spectrum.of(1, 2), zeros)).isEmpty();
    assertThat(SpectralDistance.jensenShannon(Spectrum.of(), Spectrum.of())).isEmpty();
  }

  @Test
  void spectraOfDifferentSizesAreRefused() {
    Spectrum one = Spectrum.of(1);
    Spectrum two = Spectrum.of(1, 2);
    assertThatThrownBy(() -> SpectralDistance.jensenShannon(one, two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 and 2");
  }
}
