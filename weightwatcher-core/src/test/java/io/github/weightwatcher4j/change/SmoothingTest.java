package io.github.weightwatcher4j.change;

import static io.github.weightwatcher4j.samples.Matrices.floats;
import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static io.github.weightwatcher4j.samples.Matrices.ofSingularValues;
import static io.github.weightwatcher4j.samples.Matrices.real;
import static io.github.weightwatcher4j.samples.Matrices.scaled;
import static io.github.weightwatcher4j.samples.Matrices.transposed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.samples.CommonsMathProvider;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import io.github.weightwatcher4j.spectrum.UnusableWeightsException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Smoothed matrices against the singular value decomposition of another library. */
class SmoothingTest {

  /** Eigenvectors of X carry M eps of the largest eigenvalue. */
  private static final double TOLERANCE = 1e-12;

  private static final LayerInfo LAYER = new LayerInfo(0, "fc", LayerType.DENSE);

  private static ChangeOutcome apply(Smoothing smoothing, WeightTensor tensor) {
    try {
      return smoothing.apply(
          LAYER, Weights.of(tensor, Slicing.TRAILING), Stored.SOLVER, () -> false);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ChangedLayer changed(Smoothing smoothing, double[][] matrix) {
    return (ChangedLayer) apply(smoothing, WeightTensor.of(matrix));
  }

  private static RealMatrix matrix(ChangedLayer layer) {
    return real(Stored.matrix(layer.weights()));
  }

  /** The sum of singular triplets {@code from} to {@code to - 1}, the largest first. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theComponentsMayBeFoundByAnotherSolver(boolean wide) throws IOException {
    double[][] matrix = wide ? gaussian(251, 20, 30) : gaussian(251, 30, 20);
    Smoothing smoothing = Smoothing.drop(Components.count(4));
    SpectrumSolver other = new CommonsMathProvider().solver(SpectrumMethod.FAST);
    Weights weights = Weights.of(WeightTensor.of(matrix), Slicing.TRAILING);
    ChangedLayer found = (ChangedLayer) smoothing.apply(LAYER, weights, other, () -> false);
    assertThat(matrix(found).subtract(matrix(changed(smoothing, matrix))).getNorm())
        .isCloseTo(0, within(TOLERANCE * 100)); // a sum over 30 rows
  }

  private static RealMatrix triplets(double[][] matrix, int from, int to) {
    RealMatrix w = real(matrix);
    SingularValueDecomposition svd = new SingularValueDecomposition(w);
    RealMatrix sum = w.scalarMultiply(0);
    for (int i = from; i < to; i++) {
      RealMatrix u = svd.getU().getColumnMatrix(i).scalarMultiply(svd.getSingularValues()[i]);
      sum = sum.add(u.multiply(svd.getV().getColumnMatrix(i).transpose()));
    }
    return sum;
  }

  private static void requireClose(RealMatrix a, RealMatrix b) {
    assertThat(a.subtract(b).getFrobeniusNorm())
        .isLessThanOrEqualTo(TOLERANCE * Math.max(a.getFrobeniusNorm(), b.getFrobeniusNorm()));
  }

  @ParameterizedTest(name = "{0} x {1}, {2}")
  @CsvSource({"30, 20, 1", "30, 20, 13", "20, 30, 7", "25, 25, 24", "1, 9, 1", "700, 12, 5"})
  void theTopComponentsAreKeptOrDropped(int rows, int columns, int k) {
    double[][] w = gaussian(71, rows, columns);
    int m = Math.min(rows, columns);
    ChangedLayer kept = changed(Smoothing.keep(Components.count(k)), w);
    ChangedLayer rest = changed(Smoothing.drop(Components.count(k)), w);
    requireClose(matrix(kept), triplets(w, 0, k));
    if (k < m) {
      requireClose(matrix(rest), triplets(w, k, m));
    }
    assertThat(matrix(kept).add(matrix(rest)).subtract(real(w)).getFrobeniusNorm())
        .isLessThan(TOLERANCE * real(w).getFrobeniusNorm());
    assertThat(kept.components()).containsExactly(k);
  }

  @Test
  void theChangeAndTheNormFollowFromTheSingularValues() {
    double[] values = {9, 7, 4, 3, 1};
    double[][] w = ofSingularValues(72, 12, values);
    double all = 9 * 9 + 7 * 7 + 16 + 9 + 1;
    ChangedLayer kept = changed(Smoothing.keep(Components.fraction(0.4)), w);
    assertThat(kept.allComponents()).isEqualTo(2);
    assertThat(kept.norm()).isCloseTo(Math.sqrt(130), within(1e-12));
    assertThat(kept.relativeChange()).isCloseTo(Math.sqrt(26 / all), within(1e-12));
    ChangedLayer rest = changed(Smoothing.drop(Components.fraction(0.4)), w);
    assertThat(rest.norm()).isCloseTo(Math.sqrt(26), within(1e-12));
    assertThat(rest.relativeChange()).isCloseTo(Math.sqrt(130 / all), within(1e-12));
  }

  @Test
  void allComponentsAreTheVerySameWeights() {
    for (double[][] w : List.of(gaussian(73, 50, 40), gaussian(74, 30, 90))) {
      ChangedLayer same = changed(Smoothing.keep(Components.fraction(1)), w);
      assertThat(Stored.matrix(same.weights())).isDeepEqualTo(w);
      assertThat(same.relativeChange()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1e-3, 1e6})
  void aScaledMatrixGivesTheScaledResult(double scale) {
    double[][] w = gaussian(75, 40, 30);
    for (Components components :
        List.of(Components.fraction(0.5), Components.erg(), Components.tail())) {
      ChangedLayer one = changed(Smoothing.keep(components), w);
      ChangedLayer other = changed(Smoothing.keep(components), scaled(w, scale));
      assertThat(other.components()).isEqualTo(one.components());
      requireClose(matrix(other), matrix(one).scalarMultiply(scale));
      assertThat(other.relativeChange()).isCloseTo(one.relativeChange(), within(TOLERANCE));
    }
  }

  @Test
  void theTransposedMatrixGivesTheTransposedResult() {
    double[][] w = gaussian(76, 40, 25);
    Smoothing smoothing = Smoothing.keep(Components.erg());
    requireClose(
        matrix(changed(smoothing, transposed(w))), matrix(changed(smoothing, w)).transpose());
  }

  @Test
  void singlePrecisionWeightsStaySingle() {
    float[][] w = floats(gaussian(77, 30, 20));
    ChangedLayer kept =
        (ChangedLayer) apply(Smoothing.keep(Components.count(6)), WeightTensor.of(w));
    assertThat(kept.weights().precision()).isEqualTo(Precision.FLOAT32);
    double[][] wide = new double[30][20];
    for (int row = 0; row < 30; row++) {
      int at = row;
      Arrays.setAll(wide[row], column -> w[at][column]);
    }
    RealMatrix exact = triplets(wide, 0, 6);
    // Each entry is rounded once.
    assertThat(matrix(kept).subtract(exact).getFrobeniusNorm())
        .isLessThan(0x1p-24 * exact.getFrobeniusNorm());
  }

  @Test
  void aLayerWithoutComponentsSaysSoAndIsNotChanged() {
    double[][] zeros = new double[20][15];
    double[][] identity = real(gaussian(0, 12, 12)).scalarMultiply(0).getData();
    for (int i = 0; i < 12; i++) {
      identity[i][i] = 3;
    }
    assertThat(apply(Smoothing.keep(Components.erg()), WeightTensor.of(zeros)))
        .isEqualTo(new UnchangedLayer(LAYER, "no component: all weights are zero"));
    assertThat(apply(Smoothing.drop(Components.tail()), WeightTensor.of(identity)))
        .isEqualTo(new UnchangedLayer(LAYER, "no component: all 12 eigenvalues equal 9.00000"));
    assertThat(apply(Smoothing.keep(Components.fraction(0.05)), WeightTensor.of(identity)))
        .isEqualTo(new UnchangedLayer(LAYER, "no component: 0.05 of 12 eigenvalues"));
  }

  @Test
  void weightsThatAreNotNumbersAreRefused() {
    double[][] w = gaussian(78, 12, 11);
    w[3][4] = Double.NaN;
    assertThatThrownBy(() -> apply(Smoothing.keep(Components.count(1)), WeightTensor.of(w)))
        .isInstanceOf(UnusableWeightsException.class)
        .hasMessageContaining("1 NaN")
        .hasMessageContaining("[3, 4]");
  }

  @Test
  void aCancelledChangeStops() {
    Weights weights = Weights.of(WeightTensor.of(gaussian(79, 12, 11)), Slicing.TRAILING);
    assertThatThrownBy(
            () ->
                Smoothing.keep(Components.count(1))
                    .apply(LAYER, weights, Stored.SOLVER, () -> true))
        .isInstanceOf(CancellationException.class);
  }
}
