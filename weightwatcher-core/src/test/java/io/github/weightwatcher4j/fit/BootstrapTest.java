package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.run.internal.Workers;
import io.github.weightwatcher4j.samples.Spectra;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {

  private static final PowerLawFitter FITTER = new PowerLawFitter(2);

  private static BootstrapFits run(Spectrum spectrum, int resamples, long seed, int threads) {
    PowerLawFit fit = (PowerLawFit) FITTER.fit(spectrum);
    return Workers.call(
        threads,
        workers -> new Bootstrap(FITTER, resamples, seed, workers).run(spectrum, fit, () -> false));
  }

  /** Half of it uniform below 1, half a power law of alpha = 2.5 above. */
  private static Spectrum spectrum(long seed, int size) {
    Random random = new Random(seed);
    double[] values = new double[size];
    Arrays.setAll(
        values,
        i -> i % 2 == 0 ? 1 - random.nextDouble() : Math.pow(1 - random.nextDouble(), -1 / 1.5));
    return Spectrum.of(values);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void theFitsDoNotDependOnTheThreads(int threads) {
    Spectrum spectrum = spectrum(3, 200);
    assertThat(run(spectrum, 50, 9, threads)).isEqualTo(run(spectrum, 50, 9, 1));
    assertThat(run(spectrum, 50, 10, threads)).isNotEqualTo(run(spectrum, 50, 9, 1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 1e6})
  void theScaleOfTheWeightsDoesNotMatter(double scale) {
    BootstrapFits unscaled = run(spectrum(3, 200), 100, 1, 1);
    BootstrapFits scaled = run(spectrum(3, 200).scaled(scale), 100, 1, 1);
    assertThat(scaled.test().pValue()).isEqualTo(unscaled.test().pValue());
    AlphaInterval expected = unscaled.interval(0.95);
    AlphaInterval interval = scaled.interval(0.95);
    // Logarithms of other sizes: some 1e-13.
    assertThat(interval.alphaLow()).isCloseTo(expected.alphaLow(), within(1e-10));
    assertThat(interval.alphaHigh()).isCloseTo(expected.alphaHigh(), within(1e-10));
    assertThat(interval.xMinLow() / scale).isCloseTo(expected.xMinLow(), within(1e-10));
    assertThat(interval.xMinHigh() / scale).isCloseTo(expected.xMinHigh(), within(1e-10));
  }

  @ParameterizedTest
  @CsvSource({"20, 0.95", "100, 0.95", "100, 0.5"})
  void whereXMinCannotMoveTheIntervalIsTheExactOne(int n, double level) {
    // All values are the tail and their logarithms above the least are n - 1 exponentials:
    // (alpha* - 1) = n (alpha - 1) / Gamma(n - 1).
    Spectrum pareto = Spectrum.of(Spectra.PARETO.sample(1, n));
    PowerLawFitter whole = new PowerLawFitter(n);
    PowerLawFit fit = (PowerLawFit) whole.fit(pareto);
    BootstrapFits fits =
        new Bootstrap(whole, 4000, 1, Repetitions.sequential()).run(pareto, fit, () -> false);
    ChiSquaredDistribution chi = new ChiSquaredDistribution(2 * (n - 1));
    NormalDistribution normal = new NormalDistribution();
    double z0 = normal.inverseCumulativeProbability(1 - chi.cumulativeProbability(2 * n));
    double z = normal.inverseCumulativeProbability((1 + level) / 2);
    double scale = 2 * n * (fit.alpha() - 1);
    double low = quantile(chi, normal.cumulativeProbability(z0 - z), scale);
    double high = quantile(chi, normal.cumulativeProbability(z0 + z), scale);
    AlphaInterval interval = fits.interval(level);
    // Four standard errors of a quantile of 4000, of which that of z0 is a part: 0.05 sigma.
    double error = 4 * 0.05 * fit.standardError();
    assertThat(interval.alphaLow() - 1).isCloseTo(low, within(error));
    assertThat(interval.alphaHigh() - 1).isCloseTo(high, within(error));
  }

  private static double quantile(ChiSquaredDistribution chi, double p, double scale) {
    return scale / chi.inverseCumulativeProbability(1 - p);
  }

  @Test
  void theIntervalHoldsTheTrueAlphaAboutAsOftenAsItSays() {
    int held = 0;
    for (long seed = 0; seed < 150; seed++) {
      AlphaInterval interval = run(spectrum(seed, 200), 99, seed, 1).interval(0.95);
      held += interval.alphaLow() <= 2.5 && 2.5 <= interval.alphaHigh() ? 1 : 0;
    }
    // 95 % less four standard errors of 1.8 %.
    assertThat(held / 150.0).isGreaterThan(0.88);
  }

  @Test
  void pValuesOfPowerLawsAreSpreadEvenlyAndThoseOfOthersAreSmall() {
    double sum = 0;
    int ruledOut = 0;
    for (long seed = 0; seed < 100; seed++) {
      sum += run(spectrum(seed, 200), 99, seed, 1).test().pValue();
    }
    for (long seed = 0; seed < 10; seed++) {
      Spectrum uniform = Spectrum.of(Spectra.UNIFORM.sample(seed, 200));
      PowerLawFitter half = new PowerLawFitter(100);
      PowerLawFit fit = (PowerLawFit) half.fit(uniform);
      BootstrapFits fits =
          new Bootstrap(half, 99, seed, Repetitions.sequential()).run(uniform, fit, () -> false);
      ruledOut += fits.test().pValue() < 0.1 ? 1 : 0;
    }
    // A mean of uniform values has a standard error of 0.029.
    assertThat(sum / 100).isCloseTo(0.5, within(4 * 0.029));
    assertThat(ruledOut).isGreaterThanOrEqualTo(8);
  }

  @Test
  void aCancelledBootstrapSaysSo() {
    Spectrum spectrum = spectrum(1, 100);
    PowerLawFit fit = (PowerLawFit) FITTER.fit(spectrum);
    assertThatThrownBy(
            () ->
                Workers.call(
                    2,
                    workers ->
                        new Bootstrap(FITTER, 1000, 1, workers).run(spectrum, fit, () -> true)))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void noResamplesAreRefused() {
    assertThatThrownBy(() -> new Bootstrap(FITTER, 0, 1, Repetitions.sequential()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("resamples must be >= 1 but was 0");
  }
}
