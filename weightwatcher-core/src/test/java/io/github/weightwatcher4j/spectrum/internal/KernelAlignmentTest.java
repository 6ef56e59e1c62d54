package io.github.weightwatcher4j.spectrum.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.samples.Matrices;
import io.github.weightwatcher4j.spectrum.UnusableWeightsException;
import java.util.concurrent.CancellationException;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelAlignmentTest {

  /** Sums of some 1e5 products of numbers near 1. */
  private static final double ROUNDING = 1e-12;

  /** By the definition, rows being the examples; the form that makes the smaller products. */
  private static double definition(double[][] a, double[][] b, boolean centred) {
    RealMatrix x = Matrices.real(centred ? centred(a) : a);
    RealMatrix y = Matrices.real(centred ? centred(b) : b);
    if (a.length <= a[0].length) {
      RealMatrix k = x.multiply(x.transpose());
      RealMatrix l = y.multiply(y.transpose());
      return k.multiply(l).getTrace() / (k.getFrobeniusNorm() * l.getFrobeniusNorm());
    }
    double cross = x.transpose().multiply(y).getFrobeniusNorm();
    return cross
        * cross
        / (x.transpose().multiply(x).getFrobeniusNorm()
            * y.transpose().multiply(y).getFrobeniusNorm());
  }

  private static double[][] centred(double[][] a) {
    double[][] result = new double[a.length][a[0].length];
    for (int column = 0; column < a[0].length; column++) {
      double mean = 0;
      for (double[] row : a) {
        mean += row[column] / a.length;
      }
      for (int row = 0; row < a.length; row++) {
        result[row][column] = a[row][column] - mean;
      }
    }
    return result;
  }

  private static double alignment(double[][] a, double[][] b, boolean centred) {
    boolean rowsAreLonger = a.length >= a[0].length;
    return KernelAlignment.of(
            Matrices.weights(a), Matrices.weights(b), rowsAreLonger, centred, () -> false)
        .orElseThrow();
  }

  @ParameterizedTest(name = "{0} x {1}, centred: {2}")
  @CsvSource({
    "40, 15, false", "40, 15, true", "15, 40, false", "15, 40, true", "20, 20, false",
    "20, 20, true", "3000, 130, true", "130, 3000, true", "1, 6, false", "6, 1, true"
  })
  void itIsTheCosineOfTheGramMatricesOfTheRows(int rows, int columns, boolean centred) {
    double[][] a = Matrices.gaussian(1, rows, columns);
    double[][] b =
        Matrices.real(a).add(Matrices.real(Matrices.gaussian(2, rows, columns))).getData();
    assertThat(alignment(a, b, centred)).isCloseTo(definition(a, b, centred), within(ROUNDING));
  }

  @ParameterizedTest(name = "{0} x {1}, centred: {2}")
  @CsvSource({"30, 12, false", "30, 12, true", "12, 30, false", "12, 30, true"})
  void rotatingAndScalingTheFeaturesChangesNothing(int rows, int columns, boolean centred) {
    double[][] a = Matrices.gaussian(3, rows, columns);
    double[][] rotated =
        Matrices.scaled(Matrices.product(a, Matrices.orthogonal(4, columns)), 1e-7);
    assertThat(alignment(a, rotated, centred)).isCloseTo(1, within(ROUNDING));
  }

  @ParameterizedTest(name = "times {0}")
  @CsvSource({"1e-130", "1e-60", "1e60", "1e130"})
  void weightsWhoseFourthPowersLeaveADoubleAreCompared(double scale) {
    double[][] a = Matrices.gaussian(5, 20, 8);
    double[][] b = Matrices.gaussian(6, 20, 8);
    assertThat(alignment(Matrices.scaled(a, scale), b, true))
        .isCloseTo(alignment(a, b, true), within(ROUNDING));
  }

  @Test
  void orthogonalColumnsHaveNone() {
    double[][] q = Matrices.transposed(Matrices.orthogonal(7, 12));
    double[][] a = Matrices.transposed(new double[][] {q[0], q[1], q[2]});
    double[][] b = Matrices.transposed(new double[][] {q[3], q[4], q[5]});
    assertThat(alignment(a, b, false)).isCloseTo(0, within(ROUNDING));
  }

  @Test
  void aShiftOfEveryExampleMattersUnlessCentred() {
    double[][] a = Matrices.gaussian(8, 25, 10);
    double[][] shifted = Matrices.real(a).scalarAdd(100).getData();
    assertThat(alignment(a, shifted, true)).isCloseTo(1, within(1e-11)); // 1e-14 of the shift
    assertThat(alignment(a, shifted, false)).isLessThan(0.5);
  }

  @Test
  void aMatrixOfZerosOrOfEqualExamplesHasNone() {
    double[][] a = Matrices.gaussian(9, 25, 10);
    double[][] equal = Matrices.real(new double[25][10]).scalarAdd(0.1).getData();
    assertThat(
            KernelAlignment.of(
                Matrices.weights(a),
                Matrices.weights(new double[25][10]),
                true,
                false,
                () -> false))
        .isEmpty();
    assertThat(
            KernelAlignment.of(
                Matrices.weights(a), Matrices.weights(equal), true, true, () -> false))
        .isEmpty();
    assertThat(
            KernelAlignment.of(
                Matrices.weights(a), Matrices.weights(equal), true, false, () -> false))
        .isPresent();
  }

  @Test
  void weightsThatAreNotFiniteAreNamed() {
    double[][] a = Matrices.gaussian(10, 25, 10);
    double[][] b = Matrices.gaussian(11, 25, 10);
    b[3][4] = Double.NaN;
    assertThatThrownBy(() -> alignment(a, b, true))
        .isInstanceOf(UnusableWeightsException.class)
        .hasMessageContaining("1 NaN and 0 infinite weights, the first at [3, 4]");
  }

  @Test
  void otherShapesAndCancellingStopIt() {
    double[][] a = Matrices.gaussian(12, 25, 10);
    assertThatThrownBy(() -> alignment(a, Matrices.transposed(a), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the same shape");
    assertThatThrownBy(
            () ->
                KernelAlignment.of(
                    Matrices.weights(a), Matrices.weights(a), true, false, () -> true))
        .isInstanceOf(CancellationException.class);
  }
}
