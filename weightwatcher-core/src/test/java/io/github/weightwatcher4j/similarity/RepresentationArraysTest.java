package io.github.weightwatcher4j.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.samples.Matrices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's arrays as representations. */
class RepresentationArraysTest {

  private static final double[][] X = Matrices.gaussian(1, 30, 4);
  private static final Representation Y = Representation.of(Matrices.gaussian(2, 30, 5));

  @ParameterizedTest(name = "order {0}")
  @ValueSource(chars = {'c', 'f'})
  void anArrayIsReadByRowsInEitherOrder(char order) {
    INDArray array = Nd4j.create(X).dup(order);

    assertThat(Representation.of(array).samples()).isEqualTo(30);
    assertThat(SimilarityMeasure.PWCCA_X.of(Representation.of(array), Y))
        .isCloseTo(SimilarityMeasure.PWCCA_X.of(Representation.of(X), Y), within(1e-12));
  }

  @Test
  void placesOfAnImageAreFeatures() {
    INDArray images = Nd4j.rand(DataType.FLOAT, 40, 3, 2, 2);
    Representation flat = Representation.of(images.dup('c').reshape(40, 12));

    assertThat(Representation.of(images)).hasToString("40 samples x 12 features, rank 12");
    assertThat(SimilarityMeasure.CKA.of(Representation.of(images), flat))
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void aVectorIsNoRepresentation() {
    assertThatThrownBy(() -> Representation.of(Nd4j.rand(DataType.FLOAT, 40)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not taken for a matrix");
  }
}
