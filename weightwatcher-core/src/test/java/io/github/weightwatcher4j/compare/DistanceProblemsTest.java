package io.github.weightwatcher4j.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.weightwatcher4j.compare.internal.Distances;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.samples.Matrices;
import io.github.weightwatcher4j.samples.Sources;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Layers that cannot be compared are rows that say so. */
class DistanceProblemsTest {

  private static final Layer NORM =
      Layer.withoutMatrix(new LayerInfo(6, "norm", LayerType.NORM), Absence.NO_WEIGHTS, "a vector");

  private static final Layer GONE =
      Sources.layer(
          5,
          "gone",
          4,
          3,
          () -> {
            throw new IOException("no such file");
          });

  private static double[][] withNaN() {
    double[][] nan = Matrices.gaussian(12, 4, 3);
    nan[1][2] = Double.NaN;
    return nan;
  }

  private static final ModelSource ONE =
      ModelSource.of(
          "one",
          List.of(
              Sources.layer(0, "same", Matrices.gaussian(13, 4, 3)),
              Sources.layer(1, "turned", new double[4][3]),
              Sources.layer(2, "new", new double[4][3]),
              Sources.layer(3, "nan", withNaN()),
              Sources.layer(4, "zero", new double[4][3]),
              GONE,
              NORM));

  private static final ModelSource TWO =
      ModelSource.of(
          "two",
          List.of(
              Sources.layer(0, "same", Matrices.gaussian(14, 4, 3)),
              Sources.layer(1, "turned", new double[3][4]),
              Sources.layer(2, "nan", withNaN()),
              Sources.layer(3, "zero", new double[4][3]),
              GONE,
              NORM,
              Sources.layer(7, "old", new double[2][2])));

  @Test
  void eachReasonIsInItsRow() {
    assertThat(Distances.between(ONE, TWO, DistanceMethod.CKA).rows())
        .extracting(row -> row.layer().name(), LayerDistance::problem)
        .containsExactly(
            tuple("same", ""),
            tuple("turned", "shape [4 x 3] here, [3 x 4] in the second model"),
            tuple("new", "only in the first model"),
            tuple("nan", "1 NaN and 0 infinite weights, the first at [1, 2]"),
            tuple("zero", "all weights are zero, or centred to zero, in one of the models"),
            tuple("gone", "the weights cannot be compared: java.io.IOException: no such file"),
            tuple("norm", "no matrix: a vector"),
            tuple("old", "only in the second model"));
  }

  @Test
  void theMeanIsOfTheRowsWithAValue() {
    ModelDistances cka = Distances.between(ONE, TWO, DistanceMethod.CKA);
    assertThat(cka.compared()).isEqualTo(1);
    assertThat(cka.mean()).isEqualTo(cka.rows().get(0).value());
  }

  @Test
  void zerosHaveADistanceAndNaNHasNone() {
    ModelDistances raw = Distances.between(ONE, TWO, DistanceMethod.RAW);
    assertThat(raw.rows().get(3).problem()).isEqualTo("weights are NaN or infinite");
    assertThat(raw.rows().get(4).value()).hasValue(0);
  }

  @Test
  void aRowHasAValueOrAProblem() {
    LayerInfo info = new LayerInfo(0, "fc", LayerType.DENSE);
    assertThatThrownBy(
            () -> new LayerDistance(info, Optional.empty(), OptionalDouble.empty(), "", true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a value or a problem");
    assertThatThrownBy(
            () ->
                new LayerDistance(info, Optional.empty(), OptionalDouble.of(Double.NaN), "", false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("finite");
  }
}
