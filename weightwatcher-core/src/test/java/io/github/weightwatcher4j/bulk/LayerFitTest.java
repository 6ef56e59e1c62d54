package io.github.weightwatcher4j.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.samples.Matrices;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The noise of the matrices of a layer, each by itself. */
class LayerFitTest {

  private static final RobustBulkFitter FITTER = new RobustBulkFitter();
  private static final double LEVEL = 0.05;

  private static MarchenkoPasturFit fit(List<MatrixSpectrum> matrices) {
    return (MarchenkoPasturFit) FITTER.fit(matrices, LEVEL);
  }

  private static MatrixSpectrum gaussian(long seed, int n, int m, double... strengths) {
    return MatrixSpectrum.of(NoiseSpectra.of(seed, n, m, strengths), n, m);
  }

  /** Noise whose standard deviation differs from matrix to matrix, from 1 to 3. */
  private static List<MatrixSpectrum> unequal(long seed, int n, int m, int matrices) {
    return IntStream.range(0, matrices)
        .mapToObj(
            i -> {
              double deviation = 1 + 2.0 * i / (matrices - 1);
              Spectrum spectrum = NoiseSpectra.of(seed * matrices + i, n, m);
              return MatrixSpectrum.of(spectrum.scaled(deviation * deviation), n, m);
            })
        .toList();
  }

  private static double uniformity(int layers, LongFunction<List<MatrixSpectrum>> layer) {
    double[] pValues = new double[layers];
    Arrays.setAll(pValues, seed -> fit(layer.apply(seed)).pValue());
    return NoiseEdgeTest.uniformity(pValues);
  }

  @Test
  void pValuesOfNoiseAreUniform() {
    assertThat(uniformity(300, seed -> List.of(gaussian(seed, 90, 60)))).isGreaterThan(1e-3);
  }

  @Test
  void pValuesOfSparseNoiseAreUniform() {
    assertThat(uniformity(60, seed -> List.of(SparseMatrices.of(seed, 200, 200, 0.2))))
        .isGreaterThan(1e-3);
  }

  @Test
  void pValuesOfMatricesOfUnequalVarianceAreUniform() {
    assertThat(uniformity(100, seed -> unequal(seed, 48, 32, 9))).isGreaterThan(1e-3);
  }

  @Test
  void matricesOfUnequalVarianceHaveNoSpikes() {
    List<MatrixSpectrum> layer = unequal(5, 64, 64, 9);
    MarchenkoPasturFit fit = fit(layer);
    assertThat(fit.spikes()).isEmpty();
    assertThat(fit.goodness().isGood()).isTrue();
    for (int i = 0; i < 9; i++) {
      double variance = (1 + i / 4.0) * (1 + i / 4.0);
      // A fit of 64 eigenvalues varies by 2 %.
      assertThat(fit.matrices().get(i).variance()).isCloseTo(variance, within(0.06 * variance));
    }
    assertThat(fit.bulkMax()).isEqualTo(fit.matrices().get(8).upper());
    assertThat(fit.threshold())
        .isCloseTo(fit.noise().exceededWith(LEVEL), within(1e-9 * fit.threshold()));
    Spectrum pooled = Spectrum.pooled(layer.stream().map(MatrixSpectrum::spectrum).toList());
    BulkFit together = FITTER.fit(pooled, new MatrixShape(64, 64, 9));
    assertThat(together instanceof MarchenkoPasturFit one && one.spikes().isEmpty()).isFalse();
  }

  @Test
  void aSpikeIsThatOfItsMatrixAndJudgedWithNothingTakenOff() {
    List<MatrixSpectrum> layer = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      layer.add(i == 2 ? gaussian(i, 100, 80, 40, 25) : gaussian(i, 100, 80));
    }
    MarchenkoPasturFit fit = fit(layer);
    assertThat(fit.spikes()).hasSize(2);
    assertThat(fit.spikes().get(0).eigenvalue()).isEqualTo(fit.max());
    assertThat(fit.spikes().get(0).statistic()).isEqualTo(fit.statistic());
    assertThat(fit.matrices()).extracting(MatrixNoise::m).containsExactly(80.0, 80.0, 78.0, 80.0);
  }

  @Test
  void rowsOfZerosChangeNothing() {
    double[][] alive = Matrices.gaussian(11, 200, 120);
    double[][] matrix = new double[400][];
    Arrays.setAll(matrix, i -> i % 2 == 0 ? alive[i / 2] : new double[120]);
    MarchenkoPasturFit fit = fit(List.of(MatrixSpectrum.of(NoiseSpectra.of(matrix), 200, 120)));
    MarchenkoPasturFit expected = fit(List.of(MatrixSpectrum.of(NoiseSpectra.of(alive), 200, 120)));
    double variance = expected.matrices().get(0).variance();
    // Rounding of the eigenvalues.
    assertThat(fit.matrices().get(0).variance()).isCloseTo(variance, within(1e-6 * variance));
    assertThat(fit.pValue()).isCloseTo(expected.pValue(), within(1e-4));
    assertThat(fit.spikes()).isEmpty();
    assertThat(fit.bulkMax()).isCloseTo(expected.bulkMax(), within(1e-6 * expected.bulkMax()));
  }

  @Test
  void smallMatricesShareAFitButNotTheirVariance() {
    MarchenkoPasturFit fit = fit(unequal(3, 12, 8, 9));
    assertThat(fit.spikes()).isEmpty();
    double first = fit.matrices().get(0).variance();
    // 96 entries a matrix: their mean square varies by 14 %.
    assertThat(fit.matrices().get(8).variance() / first).isCloseTo(9, within(4.0));
    assertThat(first).isCloseTo(1, within(0.45));
  }

  @Test
  void onlyFourWeightsInAColumnAreTooFewForTheLaw() {
    BulkFit fit =
        FITTER.fit(List.of(gaussian(1, 60, 40), SparseMatrices.of(1, 60, 40, 0.1)), LEVEL);
    assertThat(fit)
        .isInstanceOfSatisfying(
            FailedBulkFit.class,
            failed -> assertThat(failed.reason()).startsWith("hardly any weights other than zero"));
  }

  @Test
  void sameInOtherUnits() {
    List<MatrixSpectrum> layer = unequal(7, 40, 30, 4);
    MarchenkoPasturFit one = fit(layer);
    MarchenkoPasturFit other =
        fit(
            layer.stream()
                .map(m -> MatrixSpectrum.of(m.spectrum().scaled(1e-8), m.n(), m.m()))
                .toList());
    // Rounding.
    assertThat(other.bulkMax()).isCloseTo(1e-8 * one.bulkMax(), within(1e-19 * one.bulkMax()));
    assertThat(other.pValue()).isCloseTo(one.pValue(), within(1e-9));
    assertThat(other.sigma()).isCloseTo(one.sigma(), within(1e-11));
  }

  @Test
  void noiseOfKnownVarianceHasNoSpikesAndATrapIsOne() {
    double[] pValues = new double[300];
    for (int seed = 0; seed < pValues.length; seed++) {
      MatrixSpectrum noise = gaussian(seed, 90, 60);
      pValues[seed] = known(noise).pValue();
    }
    assertThat(NoiseEdgeTest.uniformity(pValues)).isGreaterThan(1e-3);
    double[][] trap = Matrices.gaussian(2, 90, 60);
    trap[4][7] = 40;
    trap[50][30] = 25;
    MarchenkoPasturFit fit = known(MatrixSpectrum.of(NoiseSpectra.of(trap), 90, 60));
    assertThat(fit.spikes()).hasSize(2);
    // What is left without the traps' own rows and columns.
    assertThat(fit.matrices().get(0).variance()).isCloseTo(1, within(0.06));
    assertThat(fit.matrices().get(0).m()).isEqualTo(58);
  }

  private static MarchenkoPasturFit known(MatrixSpectrum matrix) {
    return (MarchenkoPasturFit) RobustBulkFitter.ofKnownVariance(List.of(matrix), LEVEL);
  }

  @Test
  void argumentsOutsideOfTheDomainAreRefused() {
    List<MatrixSpectrum> layer = List.of(gaussian(1, 30, 20));
    Spectrum spectrum = layer.get(0).spectrum();
    assertThatThrownBy(() -> MatrixSpectrum.of(spectrum, 19, 20)).hasMessageContaining("19");
    assertThatThrownBy(() -> new MatrixSpectrum(spectrum, 30, 20, -3))
        .hasMessageContaining("kurtosis");
  }
}
