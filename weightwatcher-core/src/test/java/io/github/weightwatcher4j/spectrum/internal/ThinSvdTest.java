package io.github.weightwatcher4j.spectrum.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.samples.Matrices;
import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThinSvdTest {

  private static final double ROUNDING = 1e-12;

  @ParameterizedTest(name = "{0} x {1}")
  @CsvSource({"7, 3", "3, 7", "5, 5", "1, 4", "4, 1", "60, 9"})
  void theFactorsMultiplyToTheMatrixAndAreThoseOfAnotherLibrary(int rows, int columns) {
    double[][] matrix = Matrices.gaussian(3, rows, columns);
    double[] flat = Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray();
    int k = Math.min(rows, columns);

    ThinSvd svd = ThinSvd.of(flat, rows, columns);

    double[] expected =
        new SingularValueDecomposition(new Array2DRowRealMatrix(matrix)).getSingularValues();
    assertThat(svd.values()).containsExactly(expected, within(ROUNDING * expected[0]));
    assertThat(ThinSvd.values(flat, rows, columns))
        .containsExactly(expected, within(ROUNDING * expected[0]));
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double sum = 0;
        for (int i = 0; i < k; i++) {
          sum += svd.left()[row * k + i] * svd.values()[i] * svd.right()[column * k + i];
        }
        assertThat(sum).isCloseTo(matrix[row][column], within(ROUNDING * expected[0]));
      }
    }
    double[] identity = MatrixProduct.transposed(svd.left(), svd.left(), k, rows, k);
    for (int i = 0; i < k * k; i++) {
      assertThat(identity[i]).isCloseTo(i / k == i % k ? 1 : 0, within(ROUNDING));
    }
  }

  @Test
  void aMatrixOfAnotherSizeIsRefused() {
    assertThatThrownBy(() -> ThinSvd.of(new double[5], 2, 3))
        .hasMessageContaining("there are 5 for 2 x 3");
    assertThatThrownBy(() -> ThinSvd.values(new double[0], 0, 3))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
