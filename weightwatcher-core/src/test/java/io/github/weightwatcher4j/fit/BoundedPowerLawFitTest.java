package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.fit.internal.XMinWindow;
import io.github.weightwatcher4j.samples.Spectra;
import io.github.weightwatcher4j.spectrum.Spectrum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedPowerLawFitTest {

  private static BoundedPowerLawFit fit(Spectrum spectrum, double xMin, double end) {
    return (BoundedPowerLawFit) Tail.fit(spectrum, xMin, tail -> BoundedPowerLawFit.of(tail, end));
  }

  /** The density as printed, for an exponent that is not 1. */
  private static double logLikelihood(Spectrum spectrum, double xMin, double end, double alpha) {
    double constant = (alpha - 1) / (Math.pow(xMin, 1 - alpha) - Math.pow(end, 1 - alpha));
    return spectrum.values().map(x -> Math.log(constant) - alpha * Math.log(x)).sum();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-2, 0, 1, 1.5, 2.5, 6})
  void alphaIsRecoveredWithItsError(double alpha) {
    int samples = 300;
    int size = 200;
    double sum = 0;
    double squares = 0;
    double errors = 0;
    for (long seed = 0; seed < samples; seed++) {
      BoundedPowerLawFit fit = fit(LawSamples.bounded(alpha, 2, 30, size, seed), 2, 30);
      sum += fit.alpha() - alpha;
      squares += (fit.alpha() - alpha) * (fit.alpha() - alpha);
      errors += fit.standardError();
    }
    double spread = Math.sqrt(squares / samples);
    // The mean of 300 is known to 0.06 spreads, the spread to 4 %; the bias of 1 / n is below 0.1.
    assertThat(sum / samples).isCloseTo(0, within(0.3 * spread));
    assertThat(errors / samples).isCloseTo(spread, within(0.15 * spread));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-3, 0, 0.9, 1.2, 3, 8})
  void derivativesOfTheLikelihoodAreThoseOfFiniteDifferences(double alpha) {
    Spectrum spectrum = LawSamples.bounded(2, 1.5, 20, 100, 1);
    double end = 20;
    double width = Math.log(end / 1.5);
    double mean = spectrum.values().map(x -> Math.log(x / 1.5)).sum() / 100 / width;
    BoundedExponential law = new BoundedExponential((alpha - 1) * width);
    double step = 1e-3;
    double below = logLikelihood(spectrum, 1.5, end, alpha - step);
    double at = logLikelihood(spectrum, 1.5, end, alpha);
    double above = logLikelihood(spectrum, 1.5, end, alpha + step);
    // Third and fourth derivatives of some 100 times step^2, rounding of 1e-12 by step^2.
    assertThat(100 * width * (law.mean() - mean))
        .isCloseTo((above - below) / (2 * step), within(1e-3));
    assertThat(-100 * width * width * law.variance())
        .isCloseTo((above - 2 * at + below) / (step * step), within(1e-3));
  }

  @Test
  void noOtherExponentIsLikelier() {
    for (long seed = 0; seed < 20; seed++) {
      Spectrum spectrum = LawSamples.bounded(seed / 4.0 - 1.1, 1, 10, 30, seed);
      BoundedPowerLawFit fit = fit(spectrum, 1, 12);
      double likelihood = fit.logLikelihood();
      assertThat(likelihood).isCloseTo(logLikelihood(spectrum, 1, 12, fit.alpha()), within(1e-9));
      for (double other : new double[] {-0.1, -1e-3, 1e-3, 0.1}) {
        assertThat(logLikelihood(spectrum, 1, 12, fit.alpha() + other)).isLessThan(likelihood);
      }
    }
  }

  @Test
  void anEndFarAwayIsNone() {
    for (double alpha : new double[] {1.5, 2.5, 5}) {
      Spectrum spectrum = LawSamples.powerLaw(alpha, 1, 300, 2);
      PowerLawFit plain = (PowerLawFit) TailLaw.POWER_LAW.fit(spectrum, 1);
      BoundedPowerLawFit fit = fit(spectrum, 1, 1e120);
      // Beyond the end lies 1e-60 of the law or less.
      assertThat(fit.alpha()).isCloseTo(plain.alpha(), within(1e-11));
      assertThat(fit.standardError()).isCloseTo(plain.standardError(), within(1e-11));
      assertThat(fit.distance()).isCloseTo(plain.distance(), within(1e-12));
      assertThat(fit.logLikelihood()).isCloseTo(plain.logLikelihood(), within(1e-9));
    }
    Spectrum spectrum = Spectrum.of(Spectra.BULK_AND_TAIL.sample(3, 400));
    PowerLawFit plain = (PowerLawFit) new PowerLawFitter(2).fit(spectrum);
    BoundedPowerLawFit fit =
        (BoundedPowerLawFit) new PowerLawFitter(2).endingAt(1e300).fit(spectrum);
    assertThat(fit.xMin()).isEqualTo(plain.xMin());
    assertThat(fit.alpha()).isCloseTo(plain.alpha(), within(1e-11));
    assertThat(fit.distance()).isCloseTo(plain.distance(), within(1e-12));
  }

  @Test
  void anExponentOfOneIsOneOfMany() {
    // Means of the logarithm in the middle, and a little off it.
    BoundedPowerLawFit one = fit(Spectrum.of(1, 10, 100), 1, 100);
    assertThat(one.alpha()).isCloseTo(1, within(1e-12));
    assertThat(one.standardError()).isCloseTo(Math.sqrt(12 / 3.0) / Math.log(100), within(1e-12));
    assertThat(one.logDensity(10)).isCloseTo(-Math.log(10 * Math.log(100)), within(1e-12));
    assertThat(one.survival(10)).isCloseTo(0.5, within(1e-12));
    BoundedPowerLawFit near = fit(Spectrum.of(1, 10 * (1 + 1e-9), 100), 1, 100);
    assertThat(near.alpha()).isLessThan(1).isCloseTo(one.alpha(), within(1e-8));
    assertThat(near.logLikelihood()).isCloseTo(one.logLikelihood(), within(1e-8));
    assertThat(near.survival(30)).isCloseTo(one.survival(30), within(1e-8));
  }

  @ParameterizedTest
  @EnumSource(Spectra.class)
  void theTailBeginsWhereItIsClosestToItsLaw(Spectra kind) {
    Spectrum spectrum = Spectrum.of(kind.sample(9, 120));
    double end = spectrum.eigenvalue(110);
    XMinWindow window = new XMinWindow(spectrum.eigenvalue(5), spectrum.eigenvalue(60));
    Spectrum kept = Spectrum.of(spectrum.values().filter(x -> x <= end).toArray());
    PowerLawFitter fitter = new PowerLawFitter(10).within(window).endingAt(end);
    BoundedPowerLawFit best = (BoundedPowerLawFit) fitter.fit(spectrum);
    assertThat(best.xMax()).isEqualTo(end);
    assertThat(best.end()).isEqualTo(end);
    assertThat(best.xMin()).isBetween(window.from(), Math.nextDown(window.to()));
    assertThat(best).isEqualTo(fit(kept, best.xMin(), end)).isEqualTo(fitter.fit(kept));
    kept.values()
        .distinct()
        .filter(x -> x >= window.from() && x < window.to())
        // Means that are added up in another order: 1e-13.
        .forEach(
            x ->
                assertThat(fit(kept, x, end).distance())
                    .isGreaterThanOrEqualTo(best.distance() - 1e-12));
  }

  @Test
  void aTailThatEndsSharplyHasTheExponentOfItsLaw() {
    Spectrum spectrum = LawSamples.bounded(2, 1, 10, 1000, 4);
    BoundedPowerLawFit fit =
        (BoundedPowerLawFit) new PowerLawFitter(100).endingAt(10).fit(spectrum);
    assertThat(fit.alpha()).isCloseTo(2, within(4 * fit.standardError()));
    // The plain law has to fall the faster the nearer to the end it begins.
    PowerLawFit plain = (PowerLawFit) new PowerLawFitter(100).fit(spectrum);
    assertThat(plain.alpha()).isGreaterThan(2.3);
    assertThat(fit.distance()).isLessThan(plain.distance());
  }

  @Test
  void whatCannotBeFittedIsAFailureWithItsReason() {
    PowerLawFitter fitter = new PowerLawFitter(2).endingAt(2.5);
    assertThat(fitter.fit(Spectrum.of(1, 3, 4)))
        .isEqualTo(
            new FailedFit("1 eigenvalues above the cutoff and up to 2.50000, a tail needs 2"));
    assertThat(fitter.fit(Spectrum.of(2, 2, 3)))
        .isEqualTo(new FailedFit("all 2 eigenvalues equal 2.00000"));
    assertThat(fitter.fit(Spectrum.of()).succeeded()).isFalse();
    assertThatThrownBy(() -> fitter.profile(Spectrum.of(1, 2)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new Bootstrap(fitter, 10, 1, Repetitions.sequential()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void anEndThatIsNoneIsRefused(double end) {
    assertThatThrownBy(() -> new PowerLawFitter(2).endingAt(end))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("xMax must be finite and > 0 but was " + end);
  }

  @Test
  void theLastEndThatIsSetCounts() {
    Spectrum spectrum = Spectrum.of(Spectra.BULK_AND_TAIL.sample(3, 100));
    PowerLawFitter plain = new PowerLawFitter(2);
    assertThat(plain.endingAt(5).endingAtMax().fit(spectrum))
        .isEqualTo(plain.endingAtMax().fit(spectrum));
    assertThat(plain.endingAtMax().endingAt(5).fit(spectrum))
        .isEqualTo(plain.endingAt(5).fit(spectrum));
  }

  @ParameterizedTest(name = "{0} {1} {2} {3} {4}")
  @CsvSource({
    "NaN, 0.1, 3, 1, 2",
    "Infinity, 0.1, 3, 1, 2",
    "2, 0, 3, 1, 2",
    "2, NaN, 3, 1, 2",
    "2, 0.1, 1.5, 1, 2",
    "2, 0.1, NaN, 1, 2",
    "2, 0.1, Infinity, 1, 2",
    "2, 0.1, 3, 0, 2",
    "2, 0.1, 1, 1, 1"
  })
  void aFitOutOfItsDomainCannotBeMade(
      double alpha, double sigma, double end, double xMin, double xMax) {
    assertThatThrownBy(() -> new BoundedPowerLawFit(alpha, sigma, end, xMin, xMax, 0.1, 5, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
