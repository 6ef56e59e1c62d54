package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.fit.internal.HistogramPeak;
import io.github.weightwatcher4j.samples.Spectra;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TruncatedPowerLawFitterTest {

  private static final TruncatedPowerLawFitter FITTER = new TruncatedPowerLawFitter(2);

  @ParameterizedTest
  @EnumSource(Spectra.class)
  void theTailBeginsWhereTheDistanceIsLeastOfAll(Spectra kind) {
    Spectrum spectrum = Spectrum.of(kind.sample(23, 150));
    TruncatedPowerLawFit best = (TruncatedPowerLawFit) FITTER.fit(spectrum);
    for (int i = 0; i < 149; i++) {
      if (FITTER.fitFrom(spectrum, spectrum.eigenvalue(i)) instanceof TruncatedPowerLawFit fit) {
        // Warm and cold starts end within rounding of each other.
        assertThat(fit.distance()).isGreaterThan(best.distance() - 1e-7);
        if (fit.xMin() == best.xMin()) {
          assertThat(fit).isEqualTo(best);
        }
      }
    }
  }

  @Test
  void aWindowHoldsTheBeginning() {
    Spectrum spectrum = Spectrum.of(Spectra.BULK_AND_TAIL.sample(1, 300));
    double low = spectrum.eigenvalue(40);
    double high = spectrum.eigenvalue(50);
    TruncatedPowerLawFit fit = (TruncatedPowerLawFit) FITTER.fitWithin(spectrum, low, high);
    assertThat(fit.xMin()).isBetween(low, high);
    for (int i = 40; i <= 50; i++) {
      TailFit other = FITTER.fitFrom(spectrum, spectrum.eigenvalue(i));
      assertThat(((LawFit) other).distance()).isGreaterThan(fit.distance() - 1e-7);
    }
    assertThat(FITTER.fitWithin(spectrum, low, low))
        .isInstanceOfSatisfying(LawFit.class, only -> assertThat(only.xMin()).isEqualTo(low));
    double gap = 0.5 * (low + spectrum.eigenvalue(41));
    assertThat(FITTER.fitWithin(spectrum, gap, gap)).isInstanceOf(FailedFit.class);
    assertThatThrownBy(() -> FITTER.fitWithin(spectrum, high, low))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thePeakIsWhereTheExtendedFitBegins() {
    Spectrum spectrum = Spectrum.of(Spectra.BULK_AND_TAIL.sample(1, 300));
    TruncatedPowerLawFit fit = (TruncatedPowerLawFit) FITTER.fitFromPeak(spectrum);
    assertThat(fit.xMin()).isEqualTo(HistogramPeak.of(spectrum));
    assertThat(fit.tailSize()).isEqualTo(300 - spectrum.countBelow(fit.xMin()));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 50, 200})
  void aTailIsNeverShorterThanAsked(int minTailSize) {
    Spectrum spectrum = Spectrum.of(Spectra.UNIFORM.sample(5, 200));
    TruncatedPowerLawFitter fitter = new TruncatedPowerLawFitter(minTailSize);
    assertThat(((LawFit) fitter.fit(spectrum)).tailSize()).isGreaterThanOrEqualTo(minTailSize);
    assertThat(fitter.fit(Spectrum.of(1))).isInstanceOf(FailedFit.class);
  }

  @Test
  void whatCannotBeFittedSaysWhy() {
    assertThat(FITTER.fit(Spectrum.of(3)))
        .isEqualTo(new FailedFit("1 eigenvalues above the cutoff, a tail needs 2"));
    assertThat(FITTER.fit(Spectrum.of(4, 4, 4)))
        .isEqualTo(
            new FailedFit("no tail of 2 or more unequal eigenvalues begins in [4.00000, 4.00000]"));
    assertThat(FITTER.fitFromPeak(Spectrum.of()).succeeded()).isFalse();
    assertThat(new TruncatedPowerLawFitter(5).fitFrom(Spectrum.of(1, 2, 3), 2))
        .isEqualTo(new FailedFit("2 eigenvalues from 2.00000 on, a tail needs 5"));
    assertThatThrownBy(() -> new TruncatedPowerLawFitter(1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FITTER.fit(Spectrum.of(0, 1, 2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FITTER.fitFrom(Spectrum.of(1, 2), Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-100, 1e-6, 1e6, 1e100})
  void theFitDoesNotDependOnTheScale(double scale) {
    Spectrum spectrum = LawSamples.truncated(1.5, 0.1, 1, 300, 8);
    TruncatedPowerLawFit fit = (TruncatedPowerLawFit) FITTER.fit(spectrum);
    TruncatedPowerLawFit scaled = (TruncatedPowerLawFit) FITTER.fit(spectrum.scaled(scale));
    assertThat(scaled.tailSize()).isEqualTo(fit.tailSize());
    assertThat(scaled.alpha()).isCloseTo(fit.alpha(), within(1e-7));
    assertThat(scaled.lambda() * scale).isCloseTo(fit.lambda(), within(1e-7));
  }

  @ParameterizedTest
  @CsvSource({"1.3", "2", "3.5", "9"})
  void thePowerLawIsTheLimitOfNoCutoff(double alpha) {
    PowerLawFit powerLaw = new PowerLawFit(alpha, 0.1, 2, 50, 0.1, 10);
    for (double t : new double[] {0, 1e-300, 1e-30, 1e-14}) {
      TruncatedPowerLaw law = new TruncatedPowerLaw(alpha, t, 2);
      for (double x : new double[] {2, 2.1, 7, 300}) {
        // The cutoff acts through t^(alpha - 1), or t x where that is less.
        double tolerance = 1e-13 + 1e3 * Math.pow(t, Math.min(1, alpha - 1));
        assertThat(law.logDensity(x)).isCloseTo(powerLaw.logDensity(x), within(tolerance));
        assertThat(law.survival(x)).isCloseTo(powerLaw.survival(x), within(tolerance));
      }
    }
  }

  @Test
  void aFitOutOfItsDomainCannotBeMade() {
    assertThatThrownBy(() -> fit(10.5, 1)).hasMessage("alpha must be in [0, 10] but was 10.5");
    assertThatThrownBy(() -> fit(2, -1)).hasMessage("lambda must be finite and >= 0 but was -1.0");
    assertThatThrownBy(() -> fit(1, 0))
        .hasMessage("alpha must be > 1 where lambda = 0 but was 1.0");
    assertThatThrownBy(() -> fit(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> fit(1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }

  private static TruncatedPowerLawFit fit(double alpha, double lambda) {
    OptionalDouble none = OptionalDouble.empty();
    return new TruncatedPowerLawFit(alpha, lambda, none, none, 1, 2, 0.1, 5, -3);
  }
}
