package io.github.weightwatcher4j.spectrum.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.samples.Matrices;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products and triangular factors against the definitions. */
class MatrixProductTest {

  private static double[] flat(double[][] a) {
    return Arrays.stream(a).flatMapToDouble(Arrays::stream).toArray();
  }

  @ParameterizedTest(name = "{0} x {1} times {1} x {2}")
  @CsvSource({"7, 3, 5", "1, 4, 1", "4, 1, 6", "60, 50, 40"})
  void aProductIsThatOfTheMatrices(int rows, int inner, int columns) {
    double[][] a = Matrices.gaussian(1, rows, inner);
    double[][] b = Matrices.gaussian(2, inner, columns);
    assertThat(MatrixProduct.of(flat(a), flat(b), rows, inner, columns))
        .containsExactly(flat(Matrices.product(a, b)), within(1e-13)); // 50 products near 1
    assertThat(
            MatrixProduct.transposed(flat(Matrices.transposed(a)), flat(b), rows, inner, columns))
        .containsExactly(flat(Matrices.product(a, b)), within(1e-13));
  }

  @Test
  void aProductWithNothingBetweenIsZero() {
    assertThat(MatrixProduct.of(new double[0], new double[0], 2, 0, 2)).containsOnly(0);
    assertThatThrownBy(() -> MatrixProduct.of(new double[5], new double[6], 2, 3, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 x 3 and 3 x 2");
  }

  @ParameterizedTest(name = "{0} x {1}")
  @CsvSource({"40, 7", "7, 7", "3, 1", "1, 1"})
  void theTriangularFactorHasTheInnerProductsOfTheColumns(int rows, int columns) {
    double[][] b = Matrices.gaussian(3, rows, columns);
    double[] r = TriangularFactor.of(flat(b), rows, columns);
    double[][] square = new double[columns][columns];
    for (int row = 0; row < columns; row++) {
      System.arraycopy(r, row * columns, square[row], 0, columns);
      assertThat(Arrays.copyOf(square[row], row)).containsOnly(new double[row]);
    }
    assertThat(flat(Matrices.product(Matrices.transposed(square), square)))
        .containsExactly(flat(Matrices.product(Matrices.transposed(b), b)), within(1e-12));
  }

  @Test
  void aWideMatrixIsRefused() {
    assertThatThrownBy(() -> TriangularFactor.of(new double[6], 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 x 3");
  }
}
