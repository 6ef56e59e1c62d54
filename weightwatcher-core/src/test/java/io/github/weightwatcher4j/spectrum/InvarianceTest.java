package io.github.weightwatcher4j.spectrum;

import static io.github.weightwatcher4j.samples.Matrices.heavyTailed;
import static io.github.weightwatcher4j.samples.Matrices.orthogonal;
import static io.github.weightwatcher4j.samples.Matrices.product;
import static io.github.weightwatcher4j.samples.Matrices.scaled;
import static io.github.weightwatcher4j.samples.Matrices.transposed;
import static io.github.weightwatcher4j.spectrum.EigenvaluesTest.requireClose;
import static io.github.weightwatcher4j.spectrum.EigenvaluesTest.solve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What changes no eigenvalue, and what changes all of them in the same way. */
class InvarianceTest {

  private static final int ROWS = 120;
  private static final int COLUMNS = 80;
  private static final double[][] W = heavyTailed(41, 3, ROWS, COLUMNS);

  /** Rounding of the rotations, M eps = 2e-14 of the largest eigenvalue, and of the solver. */
  private static final double TOLERANCE = 1e-13;

  @ParameterizedTest
  @EnumSource(SpectrumMethod.class)
  void rotationsFromEitherSideChangeNothing(SpectrumMethod method) {
    double[] expected = solve(method, W).toArray();
    double[][] left = product(orthogonal(42, ROWS), W);
    double[][] right = product(W, orthogonal(43, COLUMNS));
    requireClose(solve(method, left), expected, TOLERANCE);
    requireClose(solve(method, right), expected, TOLERANCE);
    requireClose(solve(method, product(left, orthogonal(44, COLUMNS))), expected, TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(SpectrumMethod.class)
  void transpositionChangesNothing(SpectrumMethod method) {
    requireClose(solve(method, transposed(W)), solve(method, W).toArray(), TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(SpectrumMethod.class)
  void theOrderOfRowsAndColumnsDoesNotMatter(SpectrumMethod method) {
    double[] expected = solve(method, W).toArray();
    double[][] rows = shuffled(W, 45);
    double[][] columns = transposed(shuffled(transposed(W), 46));
    requireClose(solve(method, rows), expected, TOLERANCE);
    requireClose(solve(method, columns), expected, TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(SpectrumMethod.class)
  void eigenvaluesScaleWithTheSquareOfTheWeights(SpectrumMethod method) {
    double[] unscaled = solve(method, W).toArray();
    for (double scale : new double[] {1e-100, 1e-8, 1e-3, 3, 1e6, 1e100}) {
      double[] expected = Arrays.stream(unscaled).map(v -> v * scale * scale).toArray();
      requireClose(solve(method, scaled(W, scale)), expected, TOLERANCE);
    }
  }

  private static double[][] shuffled(double[][] rows, long seed) {
    List<double[]> list = new ArrayList<>(Arrays.asList(rows));
    Collections.shuffle(list, new Random(seed));
    return list.toArray(new double[0][]);
  }
}
