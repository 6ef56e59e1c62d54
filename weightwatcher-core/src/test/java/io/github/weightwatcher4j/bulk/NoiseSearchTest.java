package io.github.weightwatcher4j.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the search for the noise of a layer keeps, whatever the noise. */
class NoiseSearchTest {

  private static final double LEVEL = 0.05;

  private static MarchenkoPasturFit fit(List<MatrixSpectrum> layer, double level) {
    return (MarchenkoPasturFit) new RobustBulkFitter().fit(layer, level);
  }

  @Test
  void aKnownVarianceIsTheMeanSquareOfWhatSpikesLeave() {
    Spectrum spectrum = NoiseSpectra.of(3, 90, 60, 40, 30);
    BulkFit bulk =
        RobustBulkFitter.ofKnownVariance(List.of(MatrixSpectrum.of(spectrum, 90, 60)), LEVEL);
    MarchenkoPasturFit fit = (MarchenkoPasturFit) bulk;
    assertThat(fit.spikes())
        .extracting(Spike::eigenvalue)
        .containsExactly(spectrum.eigenvalue(59), spectrum.eigenvalue(58));
    double left = Arrays.stream(spectrum.toArray(), 0, 58).sum();
    assertThat(fit.matrices().get(0).variance()).isCloseTo(left / (88 * 58), within(1e-12));
    // The first of them is judged before any is taken off.
    double all = spectrum.sum() / (90 * 60);
    NoiseEdge first = NoiseEdge.known(90, 60, all, 0);
    assertThat(fit.statistic())
        .isCloseTo(first.statistic(spectrum.max()), within(1e-9)); // rounding
    assertThat(fit.pValue()).isCloseTo(first.pValue(spectrum.max()), within(1e-15));
    assertThat(fit.scale()).isCloseTo(Math.sqrt(60 / spectrum.sum()), within(1e-15));
  }

  @Test
  void aRefitIsTheFitAtItsLevel() {
    RobustBulkFitter fitter = new RobustBulkFitter();
    int changed = 0;
    for (int seed = 0; seed < 60; seed++) {
      List<MatrixSpectrum> layer =
          List.of(
              MatrixSpectrum.of(NoiseSpectra.of(seed, 60, 40, 15), 60, 40),
              MatrixSpectrum.of(NoiseSpectra.of(900 + seed, 60, 40), 60, 40));
      MarchenkoPasturFit strict = fit(layer, 1e-4);
      MarchenkoPasturFit wide = fit(layer, 0.2);
      BulkFit refit = fitter.refit(layer, strict, 0.2);
      assertThat(((MarchenkoPasturFit) refit).spikes()).isEqualTo(wide.spikes());
      changed += wide.spikes().equals(strict.spikes()) ? 0 : 1;
      assertThat(refit == strict).isEqualTo(wide.spikes().equals(strict.spikes()));
    }
    assertThat(changed).isBetween(5, 55); // both happen
  }

  @Test
  void smallMatricesOfUnequalUnitsAreJudgedAlike() {
    List<MatrixSpectrum> layer = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Spectrum spectrum = i == 2 ? NoiseSpectra.of(i, 20, 12, 18) : NoiseSpectra.of(i, 20, 12);
      layer.add(MatrixSpectrum.of(spectrum, 20, 12));
    }
    MarchenkoPasturFit one = fit(layer, LEVEL);
    MatrixSpectrum third = layer.get(2);
    layer.set(2, MatrixSpectrum.of(third.spectrum().scaled(64), 20, 12));
    MarchenkoPasturFit other = fit(layer, LEVEL);
    assertThat(one.spikes()).hasSize(1);
    assertThat(other.spikes()).hasSize(1);
    assertThat(one.spikes().get(0).eigenvalue())
        .isCloseTo(third.spectrum().max(), within(1e-9 * third.spectrum().max()));
    assertThat(other.spikes().get(0).eigenvalue() / one.spikes().get(0).eigenvalue())
        .isCloseTo(64, within(1e-9));
    assertThat(other.spikes().get(0).strength() / one.spikes().get(0).strength())
        .isCloseTo(8, within(1e-9));
    assertThat(other.statistic()).isCloseTo(one.statistic(), within(1e-9));
    assertThat(other.pValue()).isCloseTo(one.pValue(), within(1e-9 * one.pValue()));
    for (int i = 0; i < 6; i++) {
      MatrixNoise before = one.matrices().get(i);
      MatrixNoise after = other.matrices().get(i);
      double unit = i == 2 ? 64 : 1;
      assertThat(after.variance() / before.variance()).isCloseTo(unit, within(1e-9 * unit));
      assertThat(after.threshold() / before.threshold()).isCloseTo(unit, within(1e-9 * unit));
      // One spike of six matrices.
      assertThat(after.m()).isCloseTo(12 - 1 / 6.0, within(1e-12));
      assertThat(after.n()).isCloseTo(20 - 1 / 6.0, within(1e-12));
    }
  }

  /** Where the law of a matrix bends, between the corners of its table, too. */
  @ParameterizedTest
  @CsvSource({"120, 100, 0.15", "400, 100, 0.1", "300, 300, 0.3"})
  void distanceOfASparseBulkIsThatOfItsLaw(int n, int m, double density) {
    for (int seed = 0; seed < 12; seed++) {
      MatrixSpectrum sparse = SparseMatrices.of(seed, n, m, density);
      MarchenkoPasturFit fit = fit(List.of(sparse), LEVEL);
      MatrixNoise noise = fit.matrices().get(0);
      int bulk = m - fit.spikes().size();
      double[] shares = sparse.spectrum().values().limit(bulk).map(noise::cdf).toArray();
      // What is said of the shares.
      assertThat(fit.goodness().distance())
          .isCloseTo(GoodnessOfFit.of(shares, 1).distance(), within(1e-6));
    }
  }

  @Test
  void aMatrixWithoutABulkFailsTheLayer() {
    MatrixSpectrum noise = MatrixSpectrum.of(NoiseSpectra.of(1, 60, 40), 60, 40);
    double[] one = new double[20];
    one[19] = 3;
    MatrixSpectrum single = MatrixSpectrum.of(Spectrum.of(one), 30, 20);
    assertThat(new RobustBulkFitter().fit(List.of(noise, single), LEVEL))
        .isEqualTo(new FailedBulkFit("a matrix has fewer than two eigenvalues above 0"));
    MatrixSpectrum zero = MatrixSpectrum.of(Spectrum.of(new double[8]), 12, 8);
    assertThat(new RobustBulkFitter().fit(List.of(noise, zero, zero), LEVEL))
        .isEqualTo(new FailedBulkFit("a matrix has no eigenvalue above 0"));
  }

  @Test
  void smallMatricesHaveASpikeWhereTheirChanceIsBelowTheLevel() {
    int withSpikes = 0;
    for (int seed = 0; seed < 40; seed++) {
      List<MatrixSpectrum> layer = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        layer.add(MatrixSpectrum.of(NoiseSpectra.of(6 * seed + i, 20, 12), 20, 12));
      }
      MarchenkoPasturFit fit = fit(layer, 0.5);
      assertThat(fit.pValue() < 0.5).isEqualTo(!fit.spikes().isEmpty());
      withSpikes += fit.spikes().isEmpty() ? 0 : 1;
    }
    assertThat(withSpikes).isBetween(8, 32); // half of them, with a standard deviation of 3
  }

  @Test
  void smallMatricesWithoutABulkFailTheLayer() {
    MatrixSpectrum single = MatrixSpectrum.of(Spectrum.of(0, 0, 3), 5, 3);
    assertThat(new RobustBulkFitter().fit(Collections.nCopies(12, single), LEVEL))
        .isEqualTo(new FailedBulkFit("a matrix has fewer than two eigenvalues above 0"));
    MatrixSpectrum flat = MatrixSpectrum.of(Spectrum.of(2, 2, 2, 2), 5, 4);
    assertThat(new RobustBulkFitter().fit(Collections.nCopies(5, flat), LEVEL))
        .isEqualTo(new FailedBulkFit("most eigenvalues equal 2.00000"));
  }

  @Test
  void whereMostLieBeyondTheEdgeNoiseIsRuledOut() {
    double[] values = new double[40];
    Arrays.setAll(values, i -> Math.pow(10, i / 4.0));
    BulkFit fit =
        RobustBulkFitter.ofKnownVariance(
            List.of(MatrixSpectrum.of(Spectrum.of(values), 60, 40)), LEVEL);
    assertThat(fit)
        .isEqualTo(
            new FailedBulkFit(
                "21 of 40 eigenvalues lie beyond the edge of what would be noise", false));
  }

  @Test
  void argumentsOutsideOfTheDomainAreRefused() {
    Spectrum spectrum = NoiseSpectra.of(1, 30, 20);
    assertThat(MatrixSpectrum.of(spectrum, 20, 20).kurtosis()).isZero();
    assertThat(MatrixSpectrum.of(Spectrum.of(1), 1, 1).m()).isEqualTo(1);
    assertThatThrownBy(() -> MatrixSpectrum.of(spectrum, 20, 0.5)).hasMessageContaining("0.5");
  }
}
