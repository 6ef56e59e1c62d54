package io.github.weightwatcher4j.spectrum;

import static io.github.weightwatcher4j.samples.Matrices.floats;
import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static io.github.weightwatcher4j.samples.Matrices.ofSingularValues;
import static io.github.weightwatcher4j.samples.Matrices.product;
import static io.github.weightwatcher4j.samples.Matrices.real;
import static io.github.weightwatcher4j.samples.Matrices.stacked;
import static io.github.weightwatcher4j.samples.Matrices.transposed;
import static io.github.weightwatcher4j.samples.Matrices.weights;
import static io.github.weightwatcher4j.spectrum.EigenvaluesTest.requireClose;
import static io.github.weightwatcher4j.spectrum.EigenvaluesTest.solve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import io.github.weightwatcher4j.spectrum.internal.GramMatrix;
import io.github.weightwatcher4j.spectrum.internal.LapackSolver;
import io.github.weightwatcher4j.spectrum.internal.SingularValues;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Matrices that are read in several blocks, in both layouts. */
class RowBlocksTest {

  private static final int COLUMNS = 40;

  /** Not a multiple of a block's rows: the last block is a short one. */
  private static final int ROWS = 4 * RowBlocks.rowsOfProduct(Long.MAX_VALUE, COLUMNS) + 123;

  @Test
  void blocksAreAtLeast256RowsAndNeverMoreThanThereAre() {
    assertThat(RowBlocks.rowsOfProduct(100, 8)).isEqualTo(100);
    assertThat(RowBlocks.rowsOfProduct(1_000_000, 15_000)).isEqualTo(256);
    assertThat(RowBlocks.rowsOfProduct(Integer.MAX_VALUE, 1)).isPositive();
    assertThat(RowBlocks.rowsOfProduct(5, 0)).isEqualTo(5);
  }

  @ParameterizedTest
  @EnumSource(SpectrumMethod.class)
  void aMatrixOfSeveralBlocksIsSolvedInBothLayouts(SpectrumMethod method) {
    double[][] tall = gaussian(51, ROWS, COLUMNS);
    double[][] x = product(transposed(tall), tall);
    double[] expected = new EigenDecomposition(real(x)).getRealEigenvalues();
    Arrays.sort(expected);
    // Sums of 26000 squares on both sides: some 100 eps.
    requireClose(solve(method, tall), expected, 1e-13);
    requireClose(solve(method, transposed(tall)), expected, 1e-13);
  }

  @Test
  void theAccurateMethodKeepsSmallSingularValuesThroughSeveralReductions() {
    double[] values = new double[COLUMNS];
    Arrays.setAll(values, i -> Math.pow(10, -0.25 * i));
    double[][] tall = stacked(ofSingularValues(52, COLUMNS, values), ROWS / COLUMNS);
    for (double[][] w : new double[][][] {tall, transposed(tall)}) {
      Spectrum spectrum = solve(SpectrumMethod.ACCURATE, w);
      for (int i = 0; i < COLUMNS; i++) {
        // The smallest is 1.8e-10: four digits of it are left, as of the matrix itself.
        assertThat(Math.sqrt(spectrum.eigenvalue(COLUMNS - 1 - i)))
            .isCloseTo(values[i], within(2e-14));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SpectrumMethod.class)
  void blocksOfAFloatMatrixGiveTheEigenvaluesOfItsDoubles(SpectrumMethod method) {
    float[][] floats = floats(gaussian(53, ROWS, 8));
    double[][] doubles = new double[ROWS][8];
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < 8; column++) {
        doubles[row][column] = floats[row][column];
      }
    }
    assertThat(solve(method, weights(floats), 0x1p-23))
        .isEqualTo(solve(method, weights(doubles), 0x1p-23));
  }

  @ParameterizedTest
  @EnumSource(SpectrumMethod.class)
  void cancellationIsNoticedBetweenTwoBlocks(SpectrumMethod method) {
    WeightMatrix matrix = weights(gaussian(54, ROWS, COLUMNS));
    AtomicInteger asked = new AtomicInteger();
    assertThatThrownBy(
            () ->
                new LapackSolver(method)
                    .eigenvalues(matrix, 0x1p-52, () -> asked.incrementAndGet() == 3))
        .isInstanceOf(CancellationException.class);
    assertThat(asked).hasValue(3);
  }

  @Test
  void memoryIsForABlockAndNotForTheMatrix() {
    long whole = 8L * 1_000_000 * 64;
    assertThat(GramMatrix.bytesNeeded(1_000_000, 64)).isLessThan(whole / 50);
    assertThat(SingularValues.bytesNeeded(1_000_000, 64)).isLessThan(whole / 50);
  }
}
