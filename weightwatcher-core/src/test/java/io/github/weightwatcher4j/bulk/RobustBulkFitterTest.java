package io.github.weightwatcher4j.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.samples.Matrices;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RobustBulkFitterTest {

  private final RobustBulkFitter fitter = new RobustBulkFitter();

  private MarchenkoPasturFit fit(Spectrum spectrum, long n, long m, long matrices) {
    return (MarchenkoPasturFit) fitter.fit(spectrum, new MatrixShape(n, m, matrices));
  }

  private static MarchenkoPastur noiseLeft(double n, double m, int spikes) {
    return MarchenkoPastur.ofEntries(n - spikes, m - spikes, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "400, 400, 0", "400, 400, 5", "400, 400, 20",
    "600, 400, 0", "600, 400, 5", "600, 400, 20",
    "1600, 400, 0", "1600, 400, 5", "1600, 400, 20"
  })
  void edgesAreThoseOfTheNoiseThatSpikesLeave(int n, int m, int spikes) {
    double threshold = new SpikeTransition(noiseLeft(n, m, 0)).threshold();
    double[] strengths = new double[spikes];
    Arrays.setAll(strengths, i -> threshold * (2 + 8.0 * i / spikes));
    MarchenkoPasturFit fit = fit(NoiseSpectra.of(2, n, m, strengths), n, m, 1);
    MarchenkoPastur truth = noiseLeft(n, m, spikes);
    // What the issue asks for from M = 400; the simulation in the benchmarks has the spread.
    assertThat(fit.bulkMax()).isCloseTo(truth.upper(), within(0.03 * truth.upper()));
    assertThat(fit.bulkMin()).isCloseTo(truth.lower(), within(0.05 * truth.upper()));
    assertThat(fit.spikes()).hasSize(spikes);
    // 20 spikes leave a bulk that is not quite the noise of fewer dimensions.
    assertThat(fit.goodness().distance()).isLessThan(2 * fit.goodness().critical());
    assertThat(fit.softRank()).isEqualTo(fit.bulkMax() / fit.max());
  }

  @Test
  void theCaseThatThePythonToolGetsWrongIsRight() {
    // 300 x 300 of variance 1 / 300 and 5 spikes of strength 8: the edge is 3.9, Python says 6.9.
    double[] strengths = new double[5];
    Arrays.fill(strengths, 8 * Math.sqrt(300));
    Spectrum spectrum = NoiseSpectra.of(3, 300, 300, strengths).scaled(1.0 / 300);
    MarchenkoPasturFit fit = fit(spectrum, 300, 300, 1);
    assertThat(fit.bulkMax()).isCloseTo(4 * 295.0 / 300, within(0.12));
    assertThat(fit.spikes()).hasSize(5);
    // Equal spikes repel each other by some standard deviations: (8 + 1 / 8)^2 = 66, 5 % each.
    assertThat(fit.spikes()).allSatisfy(s -> assertThat(s.strength()).isBetween(7.0, 9.0));
    BulkFit python = new DensityBulkFitter().fit(spectrum, new MatrixShape(300, 300, 1));
    assertThat(((MarchenkoPasturFit) python).bulkMax()).isGreaterThan(6);
  }

  @Test
  void heavyTailDoesNotMoveTheEdge() {
    int m = 400;
    int heavy = m / 20;
    MarchenkoPastur truth = noiseLeft(2 * m, m, heavy);
    double threshold = new SpikeTransition(noiseLeft(2 * m, m, 0)).threshold();
    for (int seed = 0; seed < 5; seed++) {
      Random random = new Random(seed);
      double[] strengths = new double[heavy];
      // A Pareto law of exponent 2 for the strengths from 1.5 times the threshold on.
      Arrays.setAll(strengths, i -> 1.5 * threshold / Math.sqrt(1 - random.nextDouble()));
      MarchenkoPasturFit fit = fit(NoiseSpectra.of(seed, 2 * m, m, strengths), 2L * m, m, 1);
      assertThat(fit.bulkMax()).isCloseTo(truth.upper(), within(0.03 * truth.upper()));
      assertThat(fit.spikes().size()).isBetween(heavy - 1, heavy + 1);
    }
  }

  @Test
  void noiseHasSpikesInOneMatrixOfTwenty() {
    int matrices = 400;
    int withSpikes = 0;
    int withBadFit = 0;
    for (int seed = 0; seed < matrices; seed++) {
      MarchenkoPasturFit fit = fit(NoiseSpectra.of(seed, 90, 60), 90, 60, 1);
      withSpikes += fit.spikes().isEmpty() ? 0 : 1;
      withBadFit += fit.goodness().isGood() ? 0 : 1;
      assertThat(fit.pValue() < 0.05).isEqualTo(!fit.spikes().isEmpty());
    }
    // 5 % of 400 are 20, with a standard deviation of 4.4.
    assertThat(withSpikes).isBetween(7, 34);
    assertThat(withBadFit).isBetween(7, 34);
  }

  @Test
  void severalMatricesOfNoiseHaveSpikesInOneSpectrumOfTwenty() {
    int spectra = 150;
    int withSpikes = 0;
    double edge = 0;
    for (int seed = 0; seed < spectra; seed++) {
      MarchenkoPasturFit fit = fit(NoiseSpectra.pooled(seed, 64, 32, 9), 64, 32, 9);
      withSpikes += fit.spikes().isEmpty() ? 0 : 1;
      edge += fit.bulkMax() / spectra;
    }
    // 5 % of 150 are 7.5, with a standard deviation of 2.7; with no word of the 9 it would be 55.
    assertThat(withSpikes).isBetween(1, 17);
    // An edge varies by 1.4 % from spectrum to spectrum.
    assertThat(edge).isCloseTo(noiseLeft(64, 32, 0).upper(), within(0.005 * edge));
  }

  @Test
  void severalSquareMatricesWithSpikesKeepTheirRatio() {
    // A share of a spike for each of 7 matrices must not make them wider than tall.
    for (int seed = 0; seed < 20; seed++) {
      double[] noise = NoiseSpectra.pooled(seed, 23, 23, 7).toArray();
      Arrays.fill(noise, noise.length - 1 - seed, noise.length, 500);
      MarchenkoPasturFit fit = fit(Spectrum.of(noise), 23, 23, 7);
      assertThat(fit.spikes().size()).isGreaterThan(seed);
      assertThat(fit.matrices().get(0).law().q()).isEqualTo(1);
    }
  }

  @Test
  void spikesOneAndAHalfTimesTheThresholdAreFound() {
    double threshold = new SpikeTransition(noiseLeft(300, 200, 0)).threshold();
    double[] strengths = new double[3];
    Arrays.fill(strengths, 1.5 * threshold);
    int found = 0;
    for (int seed = 0; seed < 40; seed++) {
      found +=
          Math.min(3, fit(NoiseSpectra.of(seed, 300, 200, strengths), 300, 200, 1).spikes().size());
    }
    // 95 % of 120.
    assertThat(found).isGreaterThanOrEqualTo(114);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e2, 1e4, 1e6})
  void singleTrapCountsAsOne(double strength) {
    double[][] matrix = Matrices.gaussian(8, 200, 150);
    matrix[17][31] = strength;
    MarchenkoPasturFit fit = fit(NoiseSpectra.of(matrix), 200, 150, 1);
    assertThat(fit.spikes()).hasSize(1);
    Spike trap = fit.spikes().get(0);
    // The noise in the trap's own row and column: strength^2 and some 350 beside it.
    assertThat(trap.strength()).isCloseTo(strength, within(0.1 * strength));
    assertThat(trap.pValue()).isLessThan(1e-8);
    assertThat(trap.statistic()).isGreaterThan(10);
    MarchenkoPastur truth = noiseLeft(200, 150, 1);
    assertThat(fit.bulkMax()).isCloseTo(truth.upper(), within(0.04 * truth.upper()));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 1e-4, 7, 1e12})
  void fitIsTheSameInOtherUnits(double factor) {
    Spectrum spectrum = NoiseSpectra.of(4, 150, 100, 60, 40, 30);
    MarchenkoPasturFit one = fit(spectrum, 150, 100, 1);
    MarchenkoPasturFit other = fit(spectrum.scaled(factor), 150, 100, 1);
    assertThat(other.spikes()).hasSameSizeAs(one.spikes());
    // Rounding.
    assertThat(other.bulkMax()).isCloseTo(factor * one.bulkMax(), within(1e-12 * factor * 1e3));
    assertThat(other.sigma()).isCloseTo(one.sigma(), within(1e-12));
    assertThat(other.softRank()).isCloseTo(one.softRank(), within(1e-12));
    assertThat(other.pValue()).isCloseTo(one.pValue(), within(1e-9 * one.pValue()));
  }

  @Test
  void deadColumnsAreLeftOut() {
    double[][] matrix = Matrices.gaussian(9, 300, 200);
    for (double[] row : matrix) {
      Arrays.fill(row, 0, 80, 0);
    }
    MarchenkoPasturFit fit = fit(NoiseSpectra.of(matrix), 300, 200, 1);
    MarchenkoPastur truth = noiseLeft(300, 120, 0);
    assertThat(fit.matrices().get(0).law().q()).isEqualTo(2.5);
    assertThat(fit.bulkMax()).isCloseTo(truth.upper(), within(0.03 * truth.upper()));
    assertThat(fit.spikes()).isEmpty();
  }

  @Test
  void spectraWithoutABulkFailWithTheirReason() {
    assertFails(Spectrum.of(), 0, 0, "0 eigenvalues above 0, a bulk needs 10");
    assertFails(Spectrum.of(new double[40]), 50, 40, "0 eigenvalues above 0, a bulk needs 10");
    assertFails(NoiseSpectra.of(1, 9, 9), 9, 9, "9 eigenvalues above 0, a bulk needs 10");
    double[] ones = new double[50];
    Arrays.fill(ones, 3);
    assertFails(Spectrum.of(ones), 50, 50, "most eigenvalues equal 3.00000");
    ones[49] = 100;
    assertFails(Spectrum.of(ones), 50, 50, "most eigenvalues equal 3.00000");
    BulkFit ofVectors = fitter.fit(NoiseSpectra.pooled(1, 20, 1, 30), new MatrixShape(20, 1, 30));
    assertThat(((FailedBulkFit) ofVectors).reason())
        .isEqualTo("1.00 eigenvalues above 0 in each matrix, a bulk needs 2");
  }

  private void assertFails(Spectrum spectrum, long n, long m, String reason) {
    BulkFit fit = fitter.fit(spectrum, new MatrixShape(n, m, 1));
    assertThat(fit).isEqualTo(new FailedBulkFit(reason));
    assertThat(fit.succeeded()).isFalse();
  }

  @Test
  void powerLawWithoutABulkIsNotCalledMarchenkoPastur() {
    double[] values = new double[300];
    Arrays.setAll(values, i -> Math.pow((i + 0.5) / 300, -2));
    BulkFit fit = fitter.fit(Spectrum.of(values), new MatrixShape(600, 300, 1));
    assertThat(fit instanceof MarchenkoPasturFit found && found.goodness().isGood()).isFalse();
  }

  @Test
  void moreEigenvaluesThanTheMatricesHaveAreRefused() {
    Spectrum spectrum = NoiseSpectra.of(1, 30, 20);
    assertThatThrownBy(() -> fitter.fit(spectrum, new MatrixShape(30, 19, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("20 eigenvalues");
    assertThatThrownBy(() -> new DensityBulkFitter().fit(spectrum, new MatrixShape(30, 19, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
