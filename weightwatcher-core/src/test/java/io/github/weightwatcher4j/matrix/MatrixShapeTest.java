package io.github.weightwatcher4j.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.samples.IndexTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixShapeTest {

  private static MatrixShape shape(Slicing slicing, long... dims) {
    return MatrixShape.of(Weights.of(new IndexTensor(dims), slicing));
  }

  @Test
  void aConvolutionIsAsManyMatricesAsItsKernelHasPlaces() {
    MatrixShape torch = shape(Slicing.TRAILING, 64, 32, 3, 5);
    assertThat(torch).isEqualTo(new MatrixShape(64, 32, 15));
    assertThat(shape(Slicing.LEADING, 3, 5, 32, 64)).isEqualTo(torch);
    assertThat(torch.q()).isEqualTo(2);
    assertThat(torch.eigenvalues()).isEqualTo(32 * 15);
    assertThat(torch.parameters()).isEqualTo(64 * 32 * 15);
    assertThat(torch.single()).isEqualTo(new MatrixShape(64, 32, 1));
  }

  @Test
  void theLongerSideIsNWhicheverComesFirst() {
    assertThat(shape(Slicing.TRAILING, 10, 300)).isEqualTo(new MatrixShape(300, 10, 1));
    assertThat(shape(Slicing.LEADING, 300, 10)).isEqualTo(new MatrixShape(300, 10, 1));
  }

  @Test
  void anEmptyMatrixHasNoEigenvaluesAndNoFiniteQ() {
    MatrixShape empty = shape(Slicing.TRAILING, 0, 7);
    assertThat(empty.eigenvalues()).isZero();
    assertThat(empty.parameters()).isZero();
    assertThat(empty.q()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(shape(Slicing.TRAILING, 4, 4, 0).rf()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"3, 4, 1", "3, -1, 1", "3, 2, -1"})
  void whatIsNoShapeIsRefused(long n, long m, long rf) {
    assertThatThrownBy(() -> new MatrixShape(n, m, rf))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
