package io.github.weightwatcher4j.fit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.fit.FailedFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.PowerLawFitter;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.samples.Spectra;
import io.github.weightwatcher4j.spectrum.Spectrum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FingerClippingTest {

  private static final PowerLawFitter FITTER = new PowerLawFitter(2);

  /** The first k that lowers alpha by more than the threshold, by the definition. */
  private static int expected(Spectrum spectrum, int maxFingers, double threshold) {
    double raw = ((PowerLawFit) FITTER.fit(spectrum)).alpha();
    for (int k = 2; k < maxFingers; k++) {
      double alpha = ((PowerLawFit) FITTER.fit(spectrum.withoutLargest(k))).alpha();
      if (alpha + threshold < raw) {
        return k;
      }
      if (alpha <= 2) {
        return 0;
      }
    }
    return 0;
  }

  @ParameterizedTest
  @CsvSource({"10, 1", "4, 1", "10, 0.5", "2, 1"})
  void asFewAreDroppedAsLowerAlphaEnough(int maxFingers, double threshold) {
    FingerClipping clipping = new FingerClipping(FITTER, maxFingers, threshold);
    int clipped = 0;
    for (long seed = 0; seed < 40; seed++) {
      Spectrum spectrum = Spectrum.of(Spectra.MARCHENKO_PASTUR.sample(seed, 200));
      ClippedFit fit = clipping.fit(spectrum);
      assertThat(fit.dropped()).isEqualTo(expected(spectrum, maxFingers, threshold));
      assertThat(fit.raw()).isEqualTo(FITTER.fit(spectrum));
      assertThat(fit.fit()).isEqualTo(FITTER.fit(spectrum.withoutLargest(fit.dropped())));
      assertThat(fit.fingers()).isEqualTo(fit.dropped() == 0 ? 0 : fit.dropped() - 1);
      clipped += fit.dropped() > 0 ? 1 : 0;
    }
    assertThat(clipped > 0).isEqualTo(maxFingers > 2);
  }

  @Test
  void aFitThatFailedStaysSo() {
    ClippedFit fit = new FingerClipping(FITTER, 10, 1).fit(Spectrum.of(3, 3, 3));
    assertThat(fit.fit()).isInstanceOf(FailedFit.class).isEqualTo(fit.raw());
    assertThat(fit.rawAlpha()).isEmpty();
    assertThat(fit.fingers()).isZero();
  }

  @Test
  void aSpectrumWithNothingToDropKeepsItsFit() {
    ClippedFit fit = new FingerClipping(FITTER, 10, 1).fit(Spectrum.of(1, 1.1, 1.2));
    assertThat(fit.fit()).isInstanceOf(PowerLawFit.class).isEqualTo(fit.raw());
    assertThat(fit.dropped()).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void aThresholdIsPositive(double threshold) {
    assertThatThrownBy(() -> new FingerClipping(FITTER, 10, threshold))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threshold must be > 0 but was " + threshold);
  }

  @Test
  void fewerThanTwoCannotBeDropped() {
    assertThatThrownBy(() -> new FingerClipping(FITTER, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxFingers");
    TailFit fit = FITTER.fit(Spectrum.of(1, 2, 3));
    assertThatThrownBy(() -> new ClippedFit(fit, fit, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dropped");
  }
}
