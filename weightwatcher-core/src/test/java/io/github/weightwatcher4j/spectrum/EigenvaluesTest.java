package io.github.weightwatcher4j.spectrum;

import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static io.github.weightwatcher4j.samples.Matrices.heavyTailed;
import static io.github.weightwatcher4j.samples.Matrices.ofSingularValues;
import static io.github.weightwatcher4j.samples.Matrices.product;
import static io.github.weightwatcher4j.samples.Matrices.real;
import static io.github.weightwatcher4j.samples.Matrices.sumOfSquares;
import static io.github.weightwatcher4j.samples.Matrices.transposed;
import static io.github.weightwatcher4j.samples.Matrices.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.spectrum.internal.Blas;
import io.github.weightwatcher4j.spectrum.internal.LapackSolver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Eigenvalues against another library, another route, and answers known beforehand. */
class EigenvaluesTest {

  /** Both routes are right to about M eps of the largest eigenvalue: 1e-13 for M up to 400. */
  private static final double TOLERANCE = 1e-13;

  private static final double FLOAT64 = 0x1p-52;

  static Spectrum solve(SpectrumMethod method, double[][] matrix) {
    double resolution = Math.max(matrix.length, matrix[0].length) * FLOAT64;
    return solve(method, weights(matrix), resolution);
  }

  /** On one BLAS thread, as an analysis does. */
  static Spectrum solve(SpectrumMethod method, WeightMatrix matrix, double resolution) {
    List<Spectrum> spectra = new ArrayList<>();
    LapackSolver solver = new LapackSolver(method);
    Blas.withThreads(1, () -> spectra.add(solver.eigenvalues(matrix, resolution, () -> false)));
    return spectra.get(0);
  }

  static void requireClose(Spectrum actual, double[] expectedAscending, double tolerance) {
    double largest = expectedAscending[expectedAscending.length - 1];
    assertThat(actual.toArray()).containsExactly(expectedAscending, within(tolerance * largest));
  }

  private static double[] squaresAscending(double... singularValues) {
    return DoubleStream.of(singularValues).map(s -> s * s).sorted().toArray();
  }

  @ParameterizedTest(name = "{0} x {1}")
  @CsvSource({"1, 1", "1, 7", "7, 1", "2, 2", "5, 5", "40, 25", "25, 40", "130, 70", "300, 20"})
  void bothMethodsAgreeWithCommonsMath(int rows, int columns) {
    double[][] w = gaussian(31, rows, columns);
    double[] bySvd = squaresAscending(new SingularValueDecomposition(real(w)).getSingularValues());
    double[][] x = rows < columns ? product(w, transposed(w)) : product(transposed(w), w);
    double[] byEigen = new EigenDecomposition(real(x)).getRealEigenvalues();
    Arrays.sort(byEigen);
    for (SpectrumMethod method : SpectrumMethod.values()) {
      requireClose(solve(method, w), bySvd, TOLERANCE);
      requireClose(solve(method, w), byEigen, TOLERANCE);
    }
  }

  @ParameterizedTest(name = "{0} x {1}")
  @CsvSource({"300, 200", "200, 300", "400, 400"})
  void theFastRouteAgreesWithSingularValuesOfW(int rows, int columns) {
    for (double[][] w :
        new double[][][] {gaussian(32, rows, columns), heavyTailed(33, 2, rows, columns)}) {
      Spectrum accurate = solve(SpectrumMethod.ACCURATE, w);
      requireClose(solve(SpectrumMethod.FAST, w), accurate.toArray(), TOLERANCE);
    }
  }

  @ParameterizedTest
  @EnumSource(SpectrumMethod.class)
  void theSumOfEigenvaluesIsTheSquaredFrobeniusNorm(SpectrumMethod method) {
    for (double[][] w : new double[][][] {gaussian(34, 90, 60), heavyTailed(35, 1, 60, 90)}) {
      double expected = sumOfSquares(w);
      assertThat(solve(method, w).sum()).isCloseTo(expected, within(TOLERANCE * expected));
    }
  }

  @ParameterizedTest
  @EnumSource(SpectrumMethod.class)
  void aDiagonalMatrixHasTheSquaresOfItsDiagonal(SpectrumMethod method) {
    double[][] w = MatrixUtils.createRealDiagonalMatrix(new double[] {3, -1, 0, 2}).getData();
    requireClose(solve(method, w), new double[] {0, 1, 4, 9}, TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(SpectrumMethod.class)
  void theIdentityHasOnesOnly(SpectrumMethod method) {
    double[][] identity = MatrixUtils.createRealIdentityMatrix(50).getData();
    assertThat(solve(method, identity).toArray()).containsOnly(1);
  }

  @ParameterizedTest
  @EnumSource(SpectrumMethod.class)
  void aMatrixOfRankOneHasOneEigenvalueTheProductOfSquaredLengths(SpectrumMethod method) {
    double[][] u = gaussian(36, 30, 1);
    double[][] v = gaussian(37, 1, 20);
    double[] expected = new double[20];
    expected[19] = sumOfSquares(u) * sumOfSquares(v);
    requireClose(solve(method, product(u, v)), expected, TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(SpectrumMethod.class)
  void aTwoByTwoMatrixIsSolvedAsByHand(SpectrumMethod method) {
    // [[3, 0], [4, 5]]: W^T W = [[25, 20], [20, 25]], eigenvalues 25 -+ 20.
    requireClose(solve(method, new double[][] {{3, 0}, {4, 5}}), new double[] {5, 45}, TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(SpectrumMethod.class)
  void knownSingularValuesBetweenRotationsAreFound(SpectrumMethod method) {
    double[] values = DoubleStream.iterate(1, v -> v + 0.25).limit(60).toArray();
    requireClose(
        solve(method, ofSingularValues(38, 80, values)), squaresAscending(values), TOLERANCE);
  }

  @Test
  void smallSingularValuesAreRightRelativeToTheLargest() {
    double[] values = {1, 1e-2, 1e-4, 1e-6, 1e-8, 1e-10};
    Spectrum accurate = solve(SpectrumMethod.ACCURATE, ofSingularValues(39, 10, values));
    for (int i = 0; i < values.length; i++) {
      // dgesdd: absolute errors of a few eps in the singular values themselves.
      assertThat(Math.sqrt(accurate.eigenvalue(values.length - 1 - i)))
          .isCloseTo(values[i], within(1e-15));
    }
  }

  @Test
  void theTwoStageRouteOfLargeMatricesFindsKnownSingularValues() {
    int size = 2210;
    double[][] w = reflected(size);
    double[] expected = new double[size];
    Arrays.setAll(expected, i -> (1 + i) * (1.0 + i));
    // M eps = 5e-13.
    requireClose(solve(SpectrumMethod.FAST, w), expected, 1e-12);
  }

  /** H diag(1..n) H with a Householder reflection H: O(n^2) to make, singular values 1..n. */
  private static double[][] reflected(int n) {
    double[] v = new double[n];
    Arrays.setAll(v, i -> Math.sin(1 + 0.7 * i * i));
    double norm = Math.sqrt(DoubleStream.of(v).map(x -> x * x).sum());
    double middle = 0;
    for (int i = 0; i < n; i++) {
      v[i] /= norm;
      middle += v[i] * (i + 1) * v[i];
    }
    double[][] w = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        w[i][j] = -2 * v[i] * v[j] * (j + 1) - 2 * (i + 1) * v[i] * v[j] + 4 * v[i] * middle * v[j];
      }
      w[i][i] += i + 1;
    }
    return w;
  }
}
