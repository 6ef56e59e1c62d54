package io.github.weightwatcher4j.compare.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.compare.Models;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.samples.Matrices;
import io.github.weightwatcher4j.samples.Sources;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class IntraLayersTest {

  private static final double ROUNDING = 1e-13;

  private static double[][] normalized(double[][] product, double[][] a, double[][] b) {
    return Matrices.scaled(
        product, 1 / Math.sqrt(Matrices.sumOfSquares(a) * Matrices.sumOfSquares(b)));
  }

  private static void requireSame(double[][] found, double[][] expected) {
    assertThat(found.length).isEqualTo(expected.length);
    for (int row = 0; row < found.length; row++) {
      assertThat(found[row]).containsExactly(expected[row], within(ROUNDING));
    }
  }

  @Test
  void weightsAsOutInAreMultipliedInTheOrderOfTheLayers() {
    double[][] v = Matrices.gaussian(1, 20, 30);
    double[][] w = Matrices.gaussian(2, 12, 20);
    double[][] expected = normalized(Matrices.product(w, v), w, v);
    requireSame(Models.matrix(IntraLayers.of(Models.of("v", v, "w", w)), "v x w"), expected);
    ModelSource stored = Models.of("v", Nd4j.create(v).dup('f'), "w", Nd4j.create(w).dup('f'));
    requireSame(Models.matrix(IntraLayers.of(stored), "v x w"), expected);
    double norm = Matrices.sumOfSquares(expected);
    assertThat(new WeightWatcher(IntraLayers.of(stored)).esd("v x w").sum())
        .isCloseTo(norm, within(ROUNDING))
        .isLessThan(1);
  }

  @Test
  void weightsAsInOutAreToo() {
    double[][] v = Matrices.gaussian(3, 30, 20);
    double[][] w = Matrices.gaussian(4, 20, 12);
    requireSame(
        Models.matrix(IntraLayers.of(Models.of("v", v, "w", w)), "v x w"),
        normalized(Matrices.product(v, w), v, w));
  }

  @Test
  void whatLiesBetweenIsContractedAlsoInABottleneck() {
    double[][] v = Matrices.gaussian(5, 6, 40);
    double[][] w = Matrices.gaussian(6, 40, 6);
    requireSame(
        Models.matrix(IntraLayers.of(Models.of("v", v, "w", w)), "v x w"),
        normalized(Matrices.product(w, v), w, v));
  }

  @Test
  void orthogonalLayersHaveEqualEigenvalues() {
    ModelSource model = Models.of("v", Matrices.orthogonal(7, 16), "w", Matrices.orthogonal(8, 16));
    double[] equal = new double[16];
    Arrays.fill(equal, 1 / 256.0);
    assertThat(new WeightWatcher(IntraLayers.of(model)).esd("v x w").toArray())
        .containsExactly(equal, within(ROUNDING));
  }

  @Test
  void pairsWithoutAProductAreListedWithTheReason() {
    Layer norm =
        Layer.withoutMatrix(
            new LayerInfo(1, "norm", LayerType.NORM), Absence.NO_WEIGHTS, "a vector");
    ModelSource model =
        ModelSource.of(
            "m",
            List.of(
                Models.kernel(0, "conv", 9, Slicing.TRAILING, 5, 4, 3, 3),
                norm,
                Sources.layer(2, "fc1", new double[7][5]),
                Sources.layer(3, "fc2", new double[3][7]),
                Sources.layer(4, "fc3", new double[2][9])));
    assertThat(IntraLayers.of(model).layers())
        .extracting(layer -> layer.info().index(), layer -> layer.info().name(), Layer::reason)
        .containsExactly(
            tuple(0, "conv x fc1", "conv has 9 matrices: no product"),
            tuple(1, "fc1 x fc2", ""),
            tuple(2, "fc2 x fc3", "shapes [3 x 7] and [2 x 9] cannot be multiplied"));
    // Zeros are not divided by their norm.
    assertThat(Models.values(IntraLayers.of(model), "fc1 x fc2")).containsOnly(0);
  }

  @Test
  void aKernelOfOnePointIsAMatrix() {
    ModelSource model =
        ModelSource.of(
            "m",
            List.of(
                Models.kernel(0, "a", 10, Slicing.LEADING, 1, 1, 5, 4),
                Models.kernel(1, "b", 11, Slicing.TRAILING, 4, 6, 1, 1)));
    assertThat(Models.matrix(IntraLayers.of(model), "a x b")).hasDimensions(5, 6);
  }

  @Test
  void oneLayerOrNoneHasNoPairs() {
    assertThat(IntraLayers.of(Sources.dense(new double[2][2])).layers()).isEmpty();
    assertThat(IntraLayers.of(Sources.dense()).layers()).isEmpty();
  }
}
