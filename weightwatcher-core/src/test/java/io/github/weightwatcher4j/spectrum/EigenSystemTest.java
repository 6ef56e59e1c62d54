package io.github.weightwatcher4j.spectrum;

import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static io.github.weightwatcher4j.samples.Matrices.heavyTailed;
import static io.github.weightwatcher4j.samples.Matrices.ofSingularValues;
import static io.github.weightwatcher4j.samples.Matrices.product;
import static io.github.weightwatcher4j.samples.Matrices.real;
import static io.github.weightwatcher4j.samples.Matrices.transposed;
import static io.github.weightwatcher4j.samples.Matrices.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.spectrum.internal.LapackSolver;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Eigenvectors against their definition, and what they take out of W against the SVD of W. */
class EigenSystemTest {

  /** dsyevd keeps orthonormality and residuals to some 10 eps for M up to a few hundred. */
  private static final double TOLERANCE = 1e-13;

  private static final LapackSolver SOLVER = new LapackSolver(SpectrumMethod.FAST);

  private static EigenSystem solve(double[][] w) {
    return SOLVER.eigenvectors(weights(w), () -> false);
  }

  /** Eigenvector i in column i. */
  private static RealMatrix vectors(EigenSystem system) {
    double[][] rows = new double[system.size()][system.size()];
    for (int i = 0; i < system.size(); i++) {
      system.read(i, rows[i]);
    }
    return real(transposed(rows));
  }

  private static double distance(RealMatrix a, RealMatrix b) {
    return a.subtract(b).getFrobeniusNorm();
  }

  @ParameterizedTest(name = "{0} x {1}")
  @CsvSource({"1, 1", "1, 7", "7, 1", "5, 5", "40, 25", "25, 40", "600, 300", "300, 600"})
  void vectorsAreOrthonormalAndSolveTheEigenvalueEquation(int rows, int columns) {
    for (double[][] w :
        new double[][][] {gaussian(91, rows, columns), heavyTailed(92, 2, rows, columns)}) {
      double[][] x = rows < columns ? product(w, transposed(w)) : product(transposed(w), w);
      try (EigenSystem system = solve(w)) {
        RealMatrix v = vectors(system);
        int m = system.size();
        RealMatrix identity = real(new double[m][m]);
        RealMatrix lambda = real(new double[m][m]);
        for (int i = 0; i < m; i++) {
          identity.setEntry(i, i, 1);
          lambda.setEntry(i, i, system.spectrum().eigenvalue(i));
        }
        assertThat(distance(v.transpose().multiply(v), identity)).isLessThan(TOLERANCE * m);
        assertThat(distance(real(x).multiply(v), v.multiply(lambda)))
            .isLessThan(TOLERANCE * m * system.spectrum().max());
      }
    }
  }

  @Test
  void eigenvaluesAreThoseOfTheSolverWithoutVectors() {
    double[][] w = heavyTailed(93, 1.5, 120, 300);
    try (EigenSystem system = solve(w)) {
      Spectrum alone = SOLVER.eigenvalues(weights(w), 1e-6, () -> false);
      EigenvaluesTest.requireClose(system.spectrum(), alone.toArray(), TOLERANCE);
    }
  }

  @Test
  void aDiagonalMatrixHasTheAxesForVectors() {
    try (EigenSystem system = solve(new double[][] {{3, 0, 0}, {0, 1, 0}, {0, 0, 2}, {0, 0, 0}})) {
      double[] vector = new double[3];
      int[] axes = {1, 2, 0};
      for (int i = 0; i < 3; i++) {
        system.read(i, vector);
        assertThat(Math.abs(vector[axes[i]])).isCloseTo(1, within(TOLERANCE));
      }
    }
  }

  @ParameterizedTest(name = "{0} x {1}, eigenvectors {2} to {3} in blocks of {4} rows")
  @CsvSource({
    "50, 20, 15, 20, 50", "50, 20, 15, 20, 7", "20, 50, 15, 20, 7", "50, 20, 0, 18, 16",
    "20, 50, 2, 20, 16", "20, 50, 3, 9, 11", "50, 20, 3, 17, 11", "50, 20, 6, 6, 9",
    "20, 50, 0, 20, 9"
  })
  void keepingAndRemovingSplitsTheSingularValueDecomposition(
      int rows, int columns, int from, int to, int blockRows) {
    double[][] w = gaussian(94, rows, columns);
    SingularValueDecomposition svd = new SingularValueDecomposition(real(w));
    RealMatrix kept = real(new double[rows][columns]);
    for (int i = from; i < to; i++) {
      int k = Math.min(rows, columns) - 1 - i; // commons-math3 puts the largest first
      RealMatrix triplet = svd.getU().getColumnMatrix(k).multiply(svd.getVT().getRowMatrix(k));
      kept = kept.add(triplet.scalarMultiply(svd.getSingularValues()[k]));
    }
    try (EigenSystem system = solve(w)) {
      double tolerance = TOLERANCE * real(w).getFrobeniusNorm();
      RealMatrix ours =
          changed(w, blockRows, (block, count) -> system.keep(block, count, from, to));
      assertThat(distance(ours, kept)).isLessThan(tolerance);
      ours = changed(w, blockRows, (block, count) -> system.remove(block, count, from, to));
      assertThat(distance(ours, real(w).subtract(kept))).isLessThan(tolerance);
    }
  }

  @FunctionalInterface
  private interface Change {
    void apply(double[] block, int rows);
  }

  /** W read, changed and put together again block by block, in its own orientation. */
  private static RealMatrix changed(double[][] w, int blockRows, Change change) {
    WeightMatrix matrix = weights(w);
    int m = matrix.columns();
    double[][] result = new double[w.length][w[0].length];
    double[] block = new double[blockRows * m];
    for (int first = 0; first < matrix.rows(); first += blockRows) {
      int count = Math.min(blockRows, matrix.rows() - first);
      matrix.read(first, count, DoubleBuffer.wrap(block));
      change.apply(block, count);
      for (int row = 0; row < count; row++) {
        for (int column = 0; column < m; column++) {
          if (matrix.transposed()) {
            result[column][first + row] = block[column * count + row];
          } else {
            result[first + row][column] = block[row * m + column];
          }
        }
      }
    }
    return real(result);
  }

  @Test
  void keepingAllLeavesEveryBit() {
    double[][] w = gaussian(95, 30, 20);
    try (EigenSystem system = solve(w)) {
      RealMatrix ours = changed(w, 8, (block, count) -> system.keep(block, count, 0, 20));
      assertThat(distance(ours, real(w))).isZero();
    }
  }

  @Test
  void vectorsOfARankDeficientMatrixAreOrthonormalToo() {
    try (EigenSystem system = solve(ofSingularValues(96, 40, 3, 2, 2, 0, 0, 0, 1, 2))) {
      RealMatrix v = vectors(system);
      RealMatrix gram = v.transpose().multiply(v);
      assertThat(gram.getTrace()).isCloseTo(8, within(TOLERANCE));
      assertThat(gram.getFrobeniusNorm()).isCloseTo(Math.sqrt(8), within(TOLERANCE));
      assertThat(system.spectrum().countBelow(1e-12)).isEqualTo(3);
    }
  }

  @Test
  void aMatrixOfZerosHasTheVectorsOfTheIdentity() {
    try (EigenSystem system = solve(new double[4][3])) {
      double[] vector = new double[3];
      system.read(1, vector);
      assertThat(vector).containsExactly(0, 1, 0);
      assertThat(system.spectrum()).isEqualTo(Spectrum.of(0, 0, 0));
    }
  }

  @Test
  void aMatrixWithoutColumnsHasNoVectors() {
    try (EigenSystem system = solve(new double[][] {{}, {}})) {
      assertThat(system.size()).isZero();
      system.keep(new double[0], 2, 0, 0);
    }
  }

  @Test
  void weightsThatAreNotNumbersAreRefused() {
    double[][] w = gaussian(97, 12, 10);
    w[3][4] = Double.NaN;
    assertThatThrownBy(() -> solve(w))
        .isInstanceOf(UnusableWeightsException.class)
        .hasMessageContaining("[3, 4]");
  }

  @Test
  void workStopsWhenItIsCancelled() {
    WeightMatrix matrix = weights(gaussian(98, 12, 10));
    assertThatThrownBy(() -> SOLVER.eigenvectors(matrix, () -> true))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void closedVectorsAndWrongSizesAreRefused() {
    EigenSystem system = solve(gaussian(99, 12, 10));
    assertThatThrownBy(() -> system.read(0, new double[9]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10 components but has 9");
    assertThatThrownBy(() -> system.keep(new double[29], 3, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 rows of 10");
    assertThatThrownBy(() -> system.remove(new double[30], 3, 0, 11))
        .isInstanceOf(IndexOutOfBoundsException.class);
    system.close();
    system.close();
    assertThatThrownBy(() -> system.read(0, new double[10]))
        .isInstanceOf(IllegalStateException.class);
    assertThat(Arrays.stream(system.spectrum().toArray()).sum()).isPositive();
  }

  @Test
  void vectorsTakeThreeSquareMatricesAndABlock() {
    long bytes = SOLVER.bytesForVectors(new MatrixShape(8192, 2048, 1));
    long square = 8L * 2048 * 2048;
    assertThat(bytes).isBetween(3 * square, 3 * square + (16L << 20));
  }
}
