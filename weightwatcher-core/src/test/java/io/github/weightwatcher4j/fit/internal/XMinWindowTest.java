package io.github.weightwatcher4j.fit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.fit.FailedFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.PowerLawFitter;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.fit.TailProfile;
import io.github.weightwatcher4j.samples.Spectra;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class XMinWindowTest {

  /**
   * A window without the last eigenvalue in it, which the Python package {@code powerlaw} does not
   * try; the same window where it holds fewer than two eigenvalues.
   */
  public static XMinWindow withoutLast(XMinWindow window, Spectrum spectrum) {
    int end = spectrum.countBelow(window.to());
    boolean isShort = end - spectrum.countBelow(window.from()) < 2;
    return isShort || !(spectrum.eigenvalue(end - 1) > window.from())
        ? window
        : new XMinWindow(window.from(), spectrum.eigenvalue(end - 1));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 2", "1.9, 2.1", "2, Infinity", "0.5, 6"})
  void theBestCandidateInTheWindowWins(double from, double to) {
    for (long seed = 0; seed < 20; seed++) {
      Spectrum spectrum = Spectrum.of(Spectra.BULK_AND_TAIL.sample(seed, 300));
      PowerLawFit expected =
          TailProfile.of(spectrum, 2).candidates().stream()
              .filter(fit -> fit.xMin() >= from && fit.xMin() < to)
              .min(Comparator.comparingDouble(PowerLawFit::distance))
              .orElseThrow();
      TailFit fit = new PowerLawFitter(2).within(new XMinWindow(from, to)).fit(spectrum);
      assertThat(fit).isEqualTo(expected);
    }
  }

  @Test
  void aWindowWithoutEigenvaluesIsAFailureThatNamesIt() {
    XMinWindow window = new XMinWindow(2.5, 3);
    TailFit fit = new PowerLawFitter(2).within(window).fit(Spectrum.of(1, 2, 4, 8));
    assertThat(fit)
        .isEqualTo(
            new FailedFit(
                "no tail of 2 or more eigenvalues with xMin in [2.50000, 3.00000) has an"
                    + " exponent"));
  }

  @Test
  void theUpperEndIsOutside() {
    PowerLawFitter fitter = new PowerLawFitter(2).within(new XMinWindow(1, 2));
    PowerLawFit fit = (PowerLawFit) fitter.fit(Spectrum.of(1, 2, 3, 5));
    assertThat(fit.xMin()).isEqualTo(1);
  }

  @Test
  void theLastCandidateCanBeLeftOutAsPythonDoes() {
    Spectrum spectrum = Spectrum.of(1, 2, 3, 4, 8);
    assertThat(withoutLast(new XMinWindow(1.5, 4.5), spectrum)).isEqualTo(new XMinWindow(1.5, 4));
    assertThat(withoutLast(new XMinWindow(1.5, 4), spectrum)).isEqualTo(new XMinWindow(1.5, 3));
    XMinWindow ofOne = new XMinWindow(1.5, 2.5);
    assertThat(withoutLast(ofOne, spectrum)).isEqualTo(ofOne);
    XMinWindow ofTies = new XMinWindow(2, 3);
    assertThat(withoutLast(ofTies, Spectrum.of(1, 2, 2, 4))).isEqualTo(ofTies);
  }

  @ParameterizedTest
  @CsvSource({"-1, 2", "2, 2", "3, 2", "NaN, 2", "1, NaN"})
  void anEmptyWindowIsNotAccepted(double from, double to) {
    assertThatThrownBy(() -> new XMinWindow(from, to))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 <= from < to");
  }
}
