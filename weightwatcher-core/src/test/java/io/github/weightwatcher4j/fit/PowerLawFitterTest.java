package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.samples.Spectra;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PowerLawFitterTest {

  private static TailFit fit(double... eigenvalues) {
    return new PowerLawFitter(2).fit(Spectrum.of(eigenvalues));
  }

  private static void requireFailure(TailFit fit, String reason) {
    assertThat(fit).isEqualTo(new FailedFit(reason));
    assertThat(fit.succeeded()).isFalse();
  }

  @Test
  void twoEigenvaluesAreFittedAsByHand() {
    // alpha = 1 + 2 / ln 2; at x = 2 the law has 1 - 2^(1 - alpha) = 1 - e^-2, the tail 1/2.
    PowerLawFit fit = (PowerLawFit) fit(1, 2);
    double alpha = 1 + 2 / Math.log(2);
    assertThat(fit.alpha()).isCloseTo(alpha, within(1e-14));
    assertThat(fit.standardError()).isCloseTo((alpha - 1) / Math.sqrt(2), within(1e-14));
    assertThat(fit.distance()).isCloseTo(0.5 - Math.exp(-2), within(1e-15));
    assertThat(fit.xMin()).isEqualTo(1);
    assertThat(fit.xMax()).isEqualTo(2);
    assertThat(fit.tailSize()).isEqualTo(2);
    assertThat(fit.succeeded()).isTrue();
  }

  @Test
  void fewerThanTwoEigenvaluesAreNoTail() {
    requireFailure(fit(), "0 eigenvalues above the cutoff, a tail needs 2");
    requireFailure(fit(3), "1 eigenvalues above the cutoff, a tail needs 2");
  }

  @Test
  void equalEigenvaluesHaveNoExponent() {
    requireFailure(fit(4, 4, 4), "all 3 eigenvalues equal 4.00000");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-60, 1, 1e60})
  void eigenvaluesThatAreEqualUpToRoundingHaveNoExponent(double size) {
    for (double rounding : new double[] {1e-14, 1e-9, 1e-6}) {
      double[] almost = new double[40];
      Arrays.setAll(almost, i -> size * (1 + rounding * (i % 7)));
      assertThat(fit(almost)).isInstanceOf(FailedFit.class);
    }
  }

  @Test
  void eigenvaluesThatDifferByMoreThanRoundingAreFitted() {
    double[] close = new double[40];
    Arrays.setAll(close, i -> 1 + 1e-4 * i);
    assertThat(fit(close).succeeded()).isTrue();
  }

  @Test
  void tiesAtTheTopAreNoTailOfTheirOwn() {
    // From 5 on, the tail would be two equal values: alpha infinite.
    PowerLawFit fit = (PowerLawFit) fit(1, 2, 5, 5);
    assertThat(fit.xMin()).isLessThan(5);
    assertThat(fit.alpha()).isFinite();
    PowerLawFit almost = (PowerLawFit) fit(1, 2, 5, 5 * (1 + 1e-7));
    assertThat(almost.xMin()).isEqualTo(fit.xMin());
    assertThat(almost.alpha()).isLessThan(100);
  }

  @Test
  void aSpectrumOfOneTieAndOneLargerValueIsFitted() {
    PowerLawFit fit = (PowerLawFit) fit(1, 1, 1, 2);
    assertThat(fit.alpha()).isGreaterThan(1).isFinite();
    assertThat(fit.tailSize()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void ofEquallyGoodFitsTheSmallestXMinWins() {
    // Ten times the same three values: every tail from 1, 10, 100, ... on looks alike.
    double[] alike = new double[30];
    Arrays.setAll(alike, i -> Math.pow(10, Math.floorDiv(i, 3)));
    PowerLawFit best = (PowerLawFit) fit(alike);
    TailScan scan = new TailScan(Spectrum.of(alike));
    for (int i = 0; alike[i] < best.xMin(); i++) {
      assertThat(scan.distance(i, Double.POSITIVE_INFINITY)).isGreaterThan(best.distance());
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "10, 10", "300, 300"})
  void aTailIsNeverShorterThanAsked(int minTailSize, int atLeast) {
    for (long seed = 0; seed < 20; seed++) {
      Spectrum spectrum = Spectrum.of(Spectra.UNIFORM.sample(seed, 300));
      PowerLawFit fit = (PowerLawFit) new PowerLawFitter(minTailSize).fit(spectrum);
      assertThat(fit.tailSize()).isGreaterThanOrEqualTo(atLeast);
    }
  }

  @Test
  void aSpectrumSmallerThanTheTailAskedForIsAFailureWithBothNumbers() {
    TailFit fit = new PowerLawFitter(10).fit(Spectrum.of(1, 2, 3));
    requireFailure(fit, "3 eigenvalues above the cutoff, a tail needs 10");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 0, -5})
  void aTailOfLessThanTwoIsNotAccepted(int minTailSize) {
    assertThatThrownBy(() -> new PowerLawFitter(minTailSize))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("minTailSize must be >= 2 but was " + minTailSize);
  }

  @Test
  void zerosDoNotBelongInATail() {
    assertThatThrownBy(() -> fit(0, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.0");
  }

  @ParameterizedTest(name = "{0} {1} {2} {3} {4} {5}")
  @CsvSource({
    "1, 0.1, 1, 2, 0.1, 5",
    "NaN, 0.1, 1, 2, 0.1, 5",
    "Infinity, 0.1, 1, 2, 0.1, 5",
    "2, NaN, 1, 2, 0.1, 5",
    "2, 0, 1, 2, 0.1, 5",
    "2, 0.1, 0, 2, 0.1, 5",
    "2, 0.1, 3, 2, 0.1, 5",
    "2, 0.1, 1, 2, -0.1, 5",
    "2, 0.1, 1, 2, 1.1, 5",
    "2, 0.1, 1, 2, NaN, 5",
    "2, 0.1, 1, 2, 0.1, 1"
  })
  void aFitOutOfItsDomainCannotBeMade(
      double alpha, double sigma, double xMin, double xMax, double distance, int tailSize) {
    assertThatThrownBy(() -> new PowerLawFit(alpha, sigma, xMin, xMax, distance, tailSize))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-100, 1e-8, 1e6, 1e100})
  void theFitDoesNotDependOnTheScale(double scale) {
    double[] x = Spectra.BULK_AND_TAIL.sample(7, 500);
    PowerLawFit unscaled = (PowerLawFit) fit(x);
    PowerLawFit scaled = (PowerLawFit) fit(Arrays.stream(x).map(v -> v * scale).toArray());
    assertThat(scaled.tailSize()).isEqualTo(unscaled.tailSize());
    // Logarithms of up to 230 in place of 1 lose two digits.
    assertThat(scaled.alpha()).isCloseTo(unscaled.alpha(), within(1e-12));
    assertThat(scaled.distance()).isCloseTo(unscaled.distance(), within(1e-12));
  }
}
