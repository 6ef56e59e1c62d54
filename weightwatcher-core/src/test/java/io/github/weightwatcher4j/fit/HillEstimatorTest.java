package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.samples.Spectra;
import io.github.weightwatcher4j.spectrum.Spectrum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HillEstimatorTest {

  @Test
  void fourPowersOfEAreFittedFromTheMedianAsByHand() {
    // From e^2 on: two values, logarithms 0 and 1 above xMin.
    Spectrum spectrum = Spectrum.of(1, Math.E, Math.exp(2), Math.exp(3));
    PowerLawFit fit = (PowerLawFit) new HillEstimator(0.5).fit(spectrum);
    assertThat(fit.alpha()).isCloseTo(3, within(1e-14));
    assertThat(fit.xMin()).isEqualTo(Math.exp(2));
    assertThat(fit.tailSize()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"0, 101", "0.5, 51", "0.9, 11", "0.99, 2"})
  void thePositionIsTheShareBelowTheTail(double position, int tailSize) {
    Spectrum spectrum = Spectrum.of(Spectra.BULK_AND_TAIL.sample(1, 101));
    PowerLawFit fit = (PowerLawFit) new HillEstimator(position).fit(spectrum);
    assertThat(fit.tailSize()).isEqualTo(tailSize);
    assertThat(TailProfile.of(spectrum, 2).candidates()).contains(fit);
  }

  @Test
  void aPowerLawGivesItsExponent() {
    Spectrum spectrum = Spectrum.of(Spectra.PARETO.sample(1, 4000));
    PowerLawFit fit = (PowerLawFit) new HillEstimator(0.5).fit(spectrum);
    // Four standard errors, 2 / sqrt(2000) each.
    assertThat(fit.alpha()).isCloseTo(3, within(4 * 2 / Math.sqrt(2000)));
  }

  @Test
  void tooFewOrEqualEigenvaluesAreAFailureWithItsReason() {
    assertThat(new HillEstimator(0.5).fit(Spectrum.of()))
        .isEqualTo(new FailedFit("0 eigenvalues from the position on, a tail needs 2"));
    assertThat(new HillEstimator(0.5).fit(Spectrum.of(1, 2)))
        .isEqualTo(new FailedFit("1 eigenvalues from the position on, a tail needs 2"));
    assertThat(new HillEstimator(0.5).fit(Spectrum.of(1, 2, 5, 5)))
        .isEqualTo(new FailedFit("the 2 largest eigenvalues are equal, they have no exponent"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void aPositionOutsideTheSpectrumIsNotAccepted(double position) {
    assertThatThrownBy(() -> new HillEstimator(position))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("position must be in [0, 1) but was " + position);
  }

  @Test
  void zerosDoNotBelongInATail() {
    assertThatThrownBy(() -> new HillEstimator(0.5).fit(Spectrum.of(0, 1, 2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.0");
  }
}
