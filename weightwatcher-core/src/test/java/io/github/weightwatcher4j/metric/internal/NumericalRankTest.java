package io.github.weightwatcher4j.metric.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.spectrum.Spectrum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NumericalRankTest {

  @Test
  void theResolutionIsNTimesTheEpsilonOfTheWeights() {
    assertThat(NumericalRank.resolution(100, Precision.FLOAT64)).isEqualTo(100 * Math.ulp(1.0));
    assertThat(NumericalRank.resolution(100, Precision.FLOAT32)).isEqualTo(100 * Math.ulp(1f));
  }

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"FLOAT64"})
  void narrowFormatsCountAsFloat32(Precision precision) {
    assertThat(NumericalRank.resolution(10, precision))
        .isEqualTo(NumericalRank.resolution(10, Precision.FLOAT32));
  }

  @Test
  void singularValuesCountFromAboveTheResolution() {
    // sigma_max = 10: the bound is a singular value of 0.1, an eigenvalue of 0.01.
    Spectrum spectrum = Spectrum.of(0, 0.0099, 0.0101, 1, 100);
    assertThat(NumericalRank.of(spectrum, 0.01)).isEqualTo(3);
    assertThat(NumericalRank.of(spectrum, 0)).isEqualTo(4);
    assertThat(NumericalRank.of(Spectrum.of(0, 0), 0.01)).isZero();
    assertThat(NumericalRank.of(Spectrum.of(), 0.01)).isZero();
  }
}
