package io.github.weightwatcher4j.change;

import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.PowerLawFitter;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.samples.Matrices;
import io.github.weightwatcher4j.samples.Spectra;
import io.github.weightwatcher4j.setol.ErgCondition;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.internal.LapackSolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComponentsTest {

  @ParameterizedTest(name = "{0} of {1} x {2}")
  @CsvSource({
    "0.8, 64, 1, 51",
    "0.8, 10, 1, 8",
    "0.8, 32, 9, 230",
    "0.29, 100, 1, 29", // 0.29 * 100 is 28.999999999999996
    "0.07, 100, 1, 7",
    "1, 15000, 1, 15000",
    "0.05, 10, 1, 0"
  })
  void aFractionOfTheEigenvaluesIsRoundedDown(double fraction, int m, int rf, int k) {
    Spectrum none = Spectrum.of();
    MatrixShape shape = new MatrixShape(2L * m, m, rf);
    assertThat(Components.fraction(fraction).of(none, shape).k()).isEqualTo(k);
  }

  @Test
  void tailAndErgCountWhatAnAnalysisCounts() {
    Spectrum spectrum = Spectrum.of(Spectra.BULK_AND_TAIL.sample(3, 300));
    MatrixShape shape = new MatrixShape(600, 300, 1);
    PowerLawFit fit = (PowerLawFit) new PowerLawFitter(2).fit(spectrum);
    assertThat(Components.tail().of(spectrum, shape).k()).isEqualTo(fit.tailSize());
    assertThat(Components.erg().of(spectrum, shape).k())
        .isEqualTo(ErgCondition.of(spectrum).orElseThrow().tailSize());
  }

  @Test
  void spikesAreThoseBeyondTheBulk() {
    double[][] w = gaussian(31, 200, 100);
    MatrixShape shape = new MatrixShape(200, 100, 1);
    assertThat(Components.spikes().of(spectrum(w), shape).k()).isZero();
    assertThat(Components.spikes().of(spectrum(w), shape).reason()).startsWith("no spikes beyond ");
    for (int i = 0; i < 3; i++) {
      w[i][i] += 60; // the edge is at 24
    }
    assertThat(Components.spikes().of(spectrum(w), shape).k()).isEqualTo(3);
    assertThat(Components.spikes().of(Spectrum.of(1, 2, 3), new MatrixShape(5, 3, 1)))
        .isEqualTo(new Components.Count(0, "3 eigenvalues above 0, a bulk needs 10"));
  }

  private static Spectrum spectrum(double[][] w) {
    return new LapackSolver(SpectrumMethod.FAST).eigenvalues(Matrices.weights(w), 0, () -> false);
  }

  @Test
  void eigenvaluesThatAreNearlyZeroDoNotMakeATail() {
    // Two decades of rounding noise below a spectrum of twenty equal values.
    double[] values = new double[40];
    for (int i = 0; i < 20; i++) {
      values[i] = 1e-17 * (i + 1);
      values[20 + i] = 1;
    }
    assertThat(Components.tail().of(Spectrum.of(values), new MatrixShape(40, 40, 1)))
        .isEqualTo(new Components.Count(0, "all 20 eigenvalues equal 1.00000"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.0001, Double.NaN})
  void aFractionOutsideItsRangeIsRefused(double fraction) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Components.fraction(fraction))
        .withMessage("fraction must be in (0, 1] but was " + fraction);
  }

  @Test
  void aCountBelowOneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Components.count(0))
        .withMessage("k must be >= 1 but was 0");
  }

  @Test
  void changesSayWhatTheyDo() {
    assertThat(Smoothing.keep(Components.fraction(0.8))).hasToString("keep 0.8 of the eigenvalues");
    assertThat(Smoothing.drop(Components.count(1))).hasToString("drop 1 component");
    assertThat(Smoothing.keep(Components.erg())).hasToString("keep the ERG tail");
    assertThat(Smoothing.drop(Components.spikes())).hasToString("drop the spikes beyond the bulk");
    assertThat(Sharpening.seeded(7)).hasToString("traps removed (seed 7)");
  }
}
