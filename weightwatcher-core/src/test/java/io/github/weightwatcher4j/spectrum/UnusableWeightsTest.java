package io.github.weightwatcher4j.spectrum;

import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static io.github.weightwatcher4j.samples.Matrices.scaled;
import static io.github.weightwatcher4j.samples.Matrices.transposed;
import static io.github.weightwatcher4j.spectrum.EigenvaluesTest.requireClose;
import static io.github.weightwatcher4j.spectrum.EigenvaluesTest.solve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Weights that have no spectrum in float64 are refused with what was found and where. */
class UnusableWeightsTest {

  /** Three blocks of 8 columns for both methods. */
  private static final int ROWS = 3 * RowBlocks.rowsOfProduct(Long.MAX_VALUE, 8);

  private static void requireRefusal(SpectrumMethod method, double[][] w, String message) {
    assertThatThrownBy(() -> solve(method, w))
        .isInstanceOf(UnusableWeightsException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @EnumSource(SpectrumMethod.class)
  void nanAndInfinityAreCountedAndPlaced(SpectrumMethod method) {
    double[][] w = gaussian(71, 12, 5);
    w[7][3] = Double.NaN;
    w[7][4] = Double.NEGATIVE_INFINITY;
    w[9][0] = Double.NaN;
    requireRefusal(method, w, "2 NaN and 1 infinite weights, the first at [7, 3]");
  }

  @ParameterizedTest
  @EnumSource(SpectrumMethod.class)
  void aLoneInfinityIsNotMistakenForLargeWeights(SpectrumMethod method) {
    double[][] w = gaussian(72, 12, 5);
    w[0][2] = Double.POSITIVE_INFINITY;
    requireRefusal(method, w, "0 NaN and 1 infinite weights, the first at [0, 2]");
  }

  @ParameterizedTest
  @EnumSource(SpectrumMethod.class)
  void aNanInALaterBlockIsFoundInBothLayouts(SpectrumMethod method) {
    double[][] w = gaussian(73, ROWS, 8);
    int row = ROWS - 5;
    w[row][6] = Double.NaN;
    requireRefusal(method, w, "1 NaN and 0 infinite weights, the first at [%d, 6]".formatted(row));
    requireRefusal(
        method, transposed(w), "1 NaN and 0 infinite weights, the first at [6, %d]".formatted(row));
  }

  @ParameterizedTest
  @EnumSource(SpectrumMethod.class)
  void aNanInTheFirstOfManyBlocksIsFound(SpectrumMethod method) {
    double[][] w = gaussian(74, ROWS, 8);
    w[2][1] = Double.NaN;
    requireRefusal(method, w, "1 NaN and 0 infinite weights, the first at [2, 1]");
  }

  @ParameterizedTest
  @EnumSource(SpectrumMethod.class)
  void weightsWhoseSquaresOverflowAreRefused(SpectrumMethod method) {
    double[][] w = new double[6][4];
    w[3][2] = -2e200;
    requireRefusal(
        method,
        w,
        "weights up to 2.00e+200: their squares fall outside the range of a double; scale the"
            + " layer");
  }

  @ParameterizedTest
  @EnumSource(SpectrumMethod.class)
  void weightsWhoseSquaresVanishAreRefusedAndNotTakenForZeros(SpectrumMethod method) {
    double[][] w = new double[6][4];
    w[0][0] = 1e-200;
    requireRefusal(
        method,
        w,
        "weights up to 1.00e-200: their squares fall outside the range of a double; scale the"
            + " layer");
  }

  @ParameterizedTest
  @EnumSource(SpectrumMethod.class)
  void largeAndSmallWeightsThatFitAreSolved(SpectrumMethod method) {
    double[][] w = gaussian(75, 20, 10);
    double[] unscaled = solve(method, w).toArray();
    for (double scale : new double[] {1e-130, 1e-30, 1e30, 1e150}) {
      double[] expected = Arrays.stream(unscaled).map(v -> v * scale * scale).toArray();
      requireClose(solve(method, scaled(w, scale)), expected, 1e-13);
    }
    assertThat(solve(method, new double[6][4]).max()).isZero();
  }
}
