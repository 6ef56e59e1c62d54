package io.github.weightwatcher4j.change;

import static io.github.weightwatcher4j.samples.Matrices.floats;
import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static io.github.weightwatcher4j.samples.Matrices.real;
import static io.github.weightwatcher4j.samples.Matrices.scaled;
import static io.github.weightwatcher4j.samples.Matrices.transposed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.samples.Matrices;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.internal.LapackSolver;
import java.io.IOException;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Traps that were planted are taken out, what was learned is left. */
class SharpeningTest {

  private static final LayerInfo LAYER = new LayerInfo(3, "fc", LayerType.DENSE);

  private static ChangeOutcome apply(long seed, Weights weights) {
    try {
      return Sharpening.seeded(seed).apply(LAYER, weights, Stored.SOLVER, () -> false);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ChangeOutcome apply(long seed, double[][] matrix) {
    return apply(seed, Weights.of(WeightTensor.of(matrix), Slicing.TRAILING));
  }

  private static ChangedLayer changed(long seed, double[][] matrix) {
    return (ChangedLayer) apply(seed, matrix);
  }

  /** Standard normal noise and two directions of rank one, at 2 and 1.5 times the noise's edge. */
  private static RealMatrix learned(long seed, int rows, int columns) {
    RealMatrix matrix = real(gaussian(seed, rows, columns));
    for (double strength : new double[] {2, 1.5}) {
      RealVector u = new ArrayRealVector(gaussian(++seed, 1, rows)[0]).unitVector();
      RealVector v = new ArrayRealVector(gaussian(-seed, 1, columns)[0]).unitVector();
      matrix = matrix.add(u.outerProduct(v).scalarMultiply(strength * edge(rows, columns)));
    }
    return matrix;
  }

  /** Largest singular value of standard normal noise. */
  private static double edge(int rows, int columns) {
    return Math.sqrt(rows) + Math.sqrt(columns);
  }

  /** With single weights of 1.3, 2.3, ... times the edge, in places of their own. */
  private static double[][] trapped(RealMatrix matrix, int traps) {
    double[][] trapped = matrix.getData();
    for (int i = 0; i < traps; i++) {
      trapped[trapRow(i)][trapColumn(i)] =
          (i % 2 == 0 ? 1 : -1) * (1.3 + i) * edge(trapped.length, trapped[0].length);
    }
    return trapped;
  }

  private static int trapRow(int trap) {
    return 11 + 30 * trap;
  }

  private static int trapColumn(int trap) {
    return 7 + 20 * trap;
  }

  /** The largest first. */
  private static double[] singularValues(RealMatrix matrix) {
    Spectrum spectrum =
        new LapackSolver(SpectrumMethod.ACCURATE)
            .eigenvalues(Matrices.weights(matrix.getData()), 0, () -> false);
    return spectrum.values().map(x -> -x).sorted().map(x -> Math.sqrt(-x)).toArray();
  }

  @ParameterizedTest(name = "{0} x {1}, {2} traps")
  @CsvSource({"300, 200, 1", "300, 200, 3", "200, 300, 2", "400, 100, 2", "160, 160, 2"})
  void trapsAreRemovedAndWhatWasLearnedIsLeft(int rows, int columns, int traps) {
    RealMatrix learned = learned(21, rows, columns);
    double[] before = singularValues(learned);
    double[][] trapped = trapped(learned, traps);

    ChangedLayer changed = changed(1, trapped);

    assertThat(changed.components()).containsExactly(traps);
    double[][] sharpened = Stored.matrix(changed.weights());
    for (int trap = 0; trap < traps; trap++) {
      // The part of a trap that no singular vector shows is less than a spike's threshold.
      assertThat(Math.abs(sharpened[trapRow(trap)][trapColumn(trap)])).isLessThan(3);
    }
    // A triplet takes a row's and a column's share of everything that was spread over the matrix.
    double share = traps * (1.0 / rows + 1.0 / columns);
    double[] after = singularValues(real(sharpened));
    for (int spike = 0; spike < 2; spike++) {
      assertThat(after[spike] / before[spike]).isBetween(1 - 1.7 * share, 1 + 0.1 * share);
    }
    assertThat(after[2]).isLessThan(edge(rows, columns));
    assertThat(permutationsWithTraps(sharpened)).isLessThanOrEqualTo(4);
    assertThat(permutationsWithTraps(trapped)).isEqualTo(20);
  }

  /** Of 20: 0.4 are expected where there is only noise, five or more have a chance of 1e-5. */
  private static long permutationsWithTraps(double[][] matrix) {
    return IntStream.range(100, 120)
        .filter(seed -> apply(seed, matrix) instanceof ChangedLayer)
        .count();
  }

  @Test
  void theTopOfTheMatrixItselfIsNoTrap() {
    double[][] learned = learned(22, 300, 200).getData();
    assertThat(permutationsWithTraps(learned)).isLessThanOrEqualTo(4);
    assertThat(apply(2, learned)).isEqualTo(new UnchangedLayer(LAYER, "no trap"));
  }

  @Test
  void noiseHasATrapInAsManyMatricesAsItIsAllowedTo() {
    long found =
        IntStream.range(0, 400)
            .filter(seed -> apply(seed, gaussian(5000 + seed, 80, 50)) instanceof ChangedLayer)
            .count();
    // 0.4 of the level of 5 % is 8 of 400, with a standard deviation of 2.8.
    assertThat(found).isBetween(1L, 17L);
  }

  @Test
  void aStricterSharpeningIsMistakenLessOften() throws IOException {
    Sharpening strict = Sharpening.seeded(1).significance(0.001);
    int found = 0;
    for (int seed = 0; seed < 400; seed++) {
      double[][] noise = gaussian(5000 + seed, 80, 50);
      Weights weights = Weights.of(WeightTensor.of(noise), Slicing.TRAILING);
      if (strict.apply(LAYER, weights, Stored.SOLVER, () -> false) instanceof ChangedLayer) {
        found++;
      }
    }
    // 0.16 are expected; four or more have a chance of 2e-5.
    assertThat(found).isLessThan(4);
    Weights trapped =
        Weights.of(WeightTensor.of(trapped(learned(32, 120, 90), 2)), Slicing.TRAILING);
    ChangedLayer changed = (ChangedLayer) strict.apply(LAYER, trapped, Stored.SOLVER, () -> false);
    assertThat(changed.allComponents()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.01, 0.051, Double.NaN})
  void aSignificanceOutsideItsRangeIsRefused(double share) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sharpening.seeded(1).significance(share))
        .withMessage("significance must be in (0, 0.05] but was " + share);
  }

  @Test
  void aMeanOfAllWeightsIsATrap() {
    double[][] w = gaussian(23, 200, 120);
    for (double[] row : w) {
      for (int column = 0; column < row.length; column++) {
        row[column] += 0.5;
      }
    }
    ChangedLayer changed = changed(3, w);
    assertThat(changed.allComponents()).isEqualTo(1);
    double[][] sharpened = Stored.matrix(changed.weights());
    double mean = 0;
    for (double[] row : sharpened) {
      for (double value : row) {
        mean += value / (200 * 120);
      }
    }
    // Of 0.5; the singular vectors are not quite constant.
    assertThat(Math.abs(mean)).isLessThan(0.02);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1e-3, 1e6})
  void aScaledMatrixGivesTheScaledResult(double scale) {
    double[][] w = trapped(learned(24, 120, 90), 2);
    ChangedLayer one = changed(4, w);
    ChangedLayer other = changed(4, scaled(w, scale));
    assertThat(other.components()).isEqualTo(one.components());
    requireEqual(Stored.matrix(other.weights()), scaled(Stored.matrix(one.weights()), scale));
  }

  /** But for M eps of rounding in the vectors. */
  private static void requireEqual(double[][] a, double[][] b) {
    assertThat(real(a).subtract(real(b)).getFrobeniusNorm())
        .isLessThan(1e-12 * real(a).getFrobeniusNorm());
  }

  @Test
  void theTransposedMatrixGivesTheTransposedResult() {
    double[][] w = trapped(learned(25, 120, 90), 2);
    requireEqual(
        Stored.matrix(changed(5, transposed(w)).weights()),
        transposed(Stored.matrix(changed(5, w).weights())));
  }

  @Test
  void theSeedAloneDecides() {
    double[][] w = trapped(learned(26, 120, 90), 1);
    assertThat(Stored.matrix(changed(6, w).weights()))
        .isDeepEqualTo(Stored.matrix(changed(6, w).weights()));
    assertThat(Stored.matrix(changed(7, w).weights()))
        .isNotEqualTo(Stored.matrix(changed(6, w).weights()));
  }

  @Test
  void singlePrecisionWeightsStaySingle() {
    float[][] w = floats(trapped(learned(27, 120, 90), 1));
    ChangedLayer changed =
        (ChangedLayer) apply(8, Weights.of(WeightTensor.of(w), Slicing.TRAILING));
    assertThat(changed.weights().precision()).isEqualTo(Precision.FLOAT32);
    assertThat(changed.allComponents()).isEqualTo(1);
  }
}
