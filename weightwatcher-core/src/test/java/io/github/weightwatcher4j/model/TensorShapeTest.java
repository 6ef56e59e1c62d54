package io.github.weightwatcher4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.golden.NdArray;
import org.junit.jupiter.api.Test;

class TensorShapeTest {

  @Test
  void sizesAreProductsOfAxes() {
    TensorShape shape = TensorShape.of(2, 3, 4);
    assertThat(shape.rank()).isEqualTo(3);
    assertThat(shape.size()).isEqualTo(24);
    assertThat(shape.rows()).isEqualTo(2);
    assertThat(shape.rowLength()).isEqualTo(12);
    assertThat(shape.product(1, 2)).isEqualTo(3);
    assertThat(shape).hasToString("[2 x 3 x 4]");
  }

  @Test
  void scalarsVectorsAndEmptyTensorsHaveASizeToo() {
    assertThat(TensorShape.of().size()).isEqualTo(1);
    assertThat(TensorShape.of().rows()).isEqualTo(1);
    assertThat(TensorShape.of(7).rowLength()).isEqualTo(1);
    assertThat(TensorShape.of(0, 5).size()).isZero();
  }

  @Test
  void aMatrixHasTwoAxesLongerThanOne() {
    assertThat(TensorShape.of(3, 1, 2, 1).isMatrix()).isTrue();
    assertThat(TensorShape.of(3, 1, 1).isMatrix()).isFalse();
    assertThat(TensorShape.of(3, 0).isMatrix()).isFalse();
    assertThat(TensorShape.of().isMatrix()).isFalse();
  }

  @Test
  void negativeAndOverflowingShapesAreRefused() {
    assertThatThrownBy(() -> TensorShape.of(2, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2, -1]");
    assertThatThrownBy(() -> TensorShape.of(1L << 40, 1L << 40))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too large");
  }

  @Test
  void weightsNeedTwoAxesForAMatrix() {
    WeightTensor vector = new NdArray(TensorShape.of(3), Precision.FLOAT32, new double[3]);
    assertThatThrownBy(() -> Weights.of(vector, Slicing.TRAILING))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a matrix needs two axes, but the shape is [3]");
  }

  @Test
  void aLayerHasAnIndexAndAName() {
    assertThatThrownBy(() -> new LayerInfo(-1, "fc", LayerType.DENSE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> new LayerInfo(3, " ", LayerType.DENSE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layer 3");
  }
}
