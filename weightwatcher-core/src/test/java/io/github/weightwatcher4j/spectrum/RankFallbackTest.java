package io.github.weightwatcher4j.spectrum;

import static io.github.weightwatcher4j.samples.Matrices.floats;
import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static io.github.weightwatcher4j.samples.Matrices.product;
import static io.github.weightwatcher4j.samples.Matrices.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.metric.internal.NumericalRank;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.spectrum.internal.GramMatrix;
import io.github.weightwatcher4j.spectrum.internal.LapackSolver;
import io.github.weightwatcher4j.spectrum.internal.SingularValues;
import org.junit.jupiter.api.Test;

/** The fast method hands over to the singular values of W where the rank hangs on noise. */
class RankFallbackTest {

  private static final int RANK = 30;
  private static final double[][] DEFICIENT =
      product(gaussian(61, 100, RANK), gaussian(62, RANK, 70));

  private static final LapackSolver FAST = new LapackSolver(SpectrumMethod.FAST);

  @Test
  void theRankOfDoublesIsDecidedByTheSingularValuesOfW() {
    WeightMatrix matrix = weights(DEFICIENT);
    double resolution = NumericalRank.resolution(100, Precision.FLOAT64);
    Spectrum spectrum = FAST.eigenvalues(matrix, resolution, () -> false);
    assertThat(spectrum).isEqualTo(SingularValues.squared(matrix, () -> false));
    assertThat(NumericalRank.of(spectrum, resolution)).isEqualTo(RANK);
  }

  @Test
  void theRankOfFloatsNeedsNoSecondDecomposition() {
    WeightMatrix matrix = weights(floats(DEFICIENT));
    double resolution = NumericalRank.resolution(100, Precision.FLOAT32);
    Spectrum spectrum = FAST.eigenvalues(matrix, resolution, () -> false);
    assertThat(spectrum).isEqualTo(GramMatrix.eigenvalues(matrix, () -> false));
    assertThat(NumericalRank.of(spectrum, resolution)).isEqualTo(RANK);
  }

  @Test
  void doublesOfFullRankNeedNoSecondDecomposition() {
    WeightMatrix matrix = weights(gaussian(63, 100, 70));
    double resolution = NumericalRank.resolution(100, Precision.FLOAT64);
    assertThat(FAST.eigenvalues(matrix, resolution, () -> false))
        .isEqualTo(GramMatrix.eigenvalues(matrix, () -> false));
  }

  @Test
  void aZeroMatrixHasZerosAndRankZero() {
    WeightMatrix matrix = weights(new double[6][4]);
    Spectrum spectrum = FAST.eigenvalues(matrix, 6 * 0x1p-52, () -> false);
    assertThat(spectrum.toArray()).containsExactly(0, 0, 0, 0);
    assertThat(NumericalRank.of(spectrum, 6 * 0x1p-52)).isZero();
  }

  @Test
  void aMatrixWithoutColumnsHasNoEigenvalues() {
    WeightMatrix matrix = weights(new double[6][0]);
    for (SpectrumMethod method : SpectrumMethod.values()) {
      assertThat(new LapackSolver(method).eigenvalues(matrix, 0x1p-52, () -> false).size())
          .isZero();
    }
  }
}
