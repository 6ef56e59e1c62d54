package io.github.weightwatcher4j.compare.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.compare.DistanceMethod;
import io.github.weightwatcher4j.compare.ModelDistances;
import io.github.weightwatcher4j.compare.Models;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.samples.Matrices;
import io.github.weightwatcher4j.samples.Sources;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.factory.Nd4j;

class DistancesTest {

  private static final double ROUNDING = 1e-12;

  private static double distance(Object a, Object b, DistanceMethod method) {
    return Distances.between(Models.of("w", a), Models.of("w", b), method)
        .rows()
        .get(0)
        .value()
        .orElseThrow();
  }

  /** The formula word for word; rows as the model has them. */
  private static double cka(double[][] a, double[][] b) {
    RealMatrix x = Matrices.real(a);
    RealMatrix y = Matrices.real(b);
    return x.transpose().multiply(y).getFrobeniusNorm()
        / Math.sqrt(
            x.transpose().multiply(x).getFrobeniusNorm()
                * y.multiply(y.transpose()).getFrobeniusNorm());
  }

  @ParameterizedTest(name = "{0} x {1}")
  @CsvSource({"30, 12", "12, 30", "15, 15", "1, 7"})
  void ofOneMatrixRawAndEuclideanAreTheNormOfTheDifference(int rows, int columns) {
    double[][] a = Matrices.gaussian(1, rows, columns);
    double[][] b = Matrices.gaussian(2, rows, columns);
    double norm = Math.sqrt(Matrices.sumOfSquares(Models.difference(a, b)));
    assertThat(distance(a, b, DistanceMethod.RAW)).isCloseTo(norm, within(ROUNDING));
    assertThat(distance(a, b, DistanceMethod.EUCLIDEAN)).isCloseTo(norm, within(ROUNDING));
  }

  @ParameterizedTest(name = "{0} x {1}")
  @CsvSource({"30, 12", "12, 30", "15, 15", "1, 7"})
  void ckaIsTheFormulaWithTheRowsThatTheModelHas(int rows, int columns) {
    double[][] a = Matrices.gaussian(3, rows, columns);
    double[][] b = Matrices.gaussian(4, rows, columns);
    assertThat(distance(a, b, DistanceMethod.CKA)).isCloseTo(cka(a, b), within(ROUNDING));
    assertThat(distance(Nd4j.create(a).dup('f'), b, DistanceMethod.CKA))
        .isCloseTo(cka(a, b), within(ROUNDING));
    assertThat(distance(Nd4j.create(a).dup('f'), Nd4j.create(b).dup('f'), DistanceMethod.CKA))
        .isCloseTo(cka(a, b), within(ROUNDING));
  }

  @ParameterizedTest(name = "{0} x {1}")
  @CsvSource({"30, 12", "12, 30"})
  void similaritiesIgnoreRotationAndScaleOfTheInputs(int rows, int columns) {
    double[][] a = Matrices.gaussian(5, rows, columns);
    double[][] b = Matrices.scaled(Matrices.product(a, Matrices.orthogonal(6, columns)), 1e3);
    assertThat(distance(a, b, DistanceMethod.CKA)).isCloseTo(1, within(ROUNDING));
    assertThat(distance(a, b, DistanceMethod.CENTERED_CKA)).isCloseTo(1, within(ROUNDING));
  }

  @Test
  void aLayerThatSharesItsWeightsIsComparedWithThose() {
    double[][] a = Matrices.gaussian(31, 9, 6);
    double[][] b = Matrices.gaussian(32, 9, 6);
    Layer tied = Layer.sharing(new LayerInfo(1, "head", LayerType.DENSE), "embedding");
    ModelSource shared = ModelSource.of("shared", List.of(Sources.layer(0, "embedding", a), tied));
    ModelSource apart =
        ModelSource.of(
            "apart", List.of(Sources.layer(0, "embedding", a), Sources.layer(1, "head", b)));
    double norm = Math.sqrt(Matrices.sumOfSquares(Models.difference(a, b)));
    for (var distances :
        List.of(
            Distances.between(shared, apart, DistanceMethod.RAW),
            Distances.between(apart, shared, DistanceMethod.RAW))) {
      assertThat(distances.rows().get(0).value()).hasValue(0);
      assertThat(distances.rows().get(1).value().orElseThrow()).isCloseTo(norm, within(ROUNDING));
    }
    assertThat(Distances.between(shared, shared, DistanceMethod.RAW).compared()).isEqualTo(2);
    assertThat(Models.matrix(Deltas.of(apart, shared), "head"))
        .isDeepEqualTo(Models.difference(b, a));
    assertThat(Models.layer(Deltas.of(shared, shared), "head").reason())
        .isEqualTo("shares its weights with embedding");
  }

  @Test
  void centredCkaIgnoresAShiftOfAllRows() {
    double[][] a = Matrices.gaussian(7, 30, 12);
    double[][] shifted = Matrices.real(a).scalarAdd(5).getData();
    assertThat(distance(a, shifted, DistanceMethod.CENTERED_CKA)).isCloseTo(1, within(ROUNDING));
    assertThat(distance(a, shifted, DistanceMethod.CKA)).isLessThan(0.9);
  }

  @ParameterizedTest
  @EnumSource(Slicing.class)
  void ofAConvolutionSlicesAreAveraged(Slicing slicing) {
    boolean trailing = slicing == Slicing.TRAILING;
    long[] dims = trailing ? new long[] {6, 5, 2, 2} : new long[] {2, 2, 6, 5};
    ModelSource one = ModelSource.of("a", List.of(Models.kernel(0, "c", 8, slicing, dims)));
    ModelSource two = ModelSource.of("b", List.of(Models.kernel(0, "c", 9, slicing, dims)));
    double squares = 0;
    double norms = 0;
    double similarities = 0;
    for (int slice = 0; slice < 4; slice++) {
      double[][] a = slice(Models.values(one, "c"), slice, trailing);
      double[][] b = slice(Models.values(two, "c"), slice, trailing);
      double square = Matrices.sumOfSquares(Models.difference(a, b));
      squares += square;
      norms += Math.sqrt(square);
      similarities += cka(a, b);
    }
    assertThat(Distances.between(one, two, DistanceMethod.RAW).mean().orElseThrow())
        .isCloseTo(Math.sqrt(squares), within(ROUNDING));
    assertThat(Distances.between(one, two, DistanceMethod.EUCLIDEAN).mean().orElseThrow())
        .isCloseTo(norms / 4, within(ROUNDING));
    assertThat(Distances.between(one, two, DistanceMethod.CKA).mean().orElseThrow())
        .isCloseTo(similarities / 4, within(ROUNDING));
  }

  private static double[][] slice(double[] values, int slice, boolean trailing) {
    double[][] matrix = new double[6][5];
    for (int row = 0; row < 6; row++) {
      for (int column = 0; column < 5; column++) {
        int at = row * 5 + column;
        matrix[row][column] = values[trailing ? at * 4 + slice : slice * 30 + at];
      }
    }
    return matrix;
  }

  @ParameterizedTest
  @EnumSource(DistanceMethod.class)
  void ofAModelAndItselfItIsNothingOrOne(DistanceMethod method) {
    ModelSource model =
        ModelSource.of(
            "m",
            List.of(
                Sources.layer(0, "fc", Matrices.gaussian(10, 20, 8)),
                Models.kernel(1, "c", 11, Slicing.TRAILING, 4, 6, 3, 3)));
    ModelDistances distances = Distances.between(model, model, method);
    double expected = method.isSimilarity() ? 1 : 0;
    assertThat(distances.rows())
        .allSatisfy(row -> assertThat(row.value()).hasValueCloseTo(expected, within(ROUNDING)));
    assertThat(distances.mean()).hasValueCloseTo(expected, within(ROUNDING));
  }

  @Test
  void aDifferenceWhoseSquareLeavesADoubleIsMeasured() {
    double[][] a = {{3e-200, 0}, {0, 4e-200}};
    double[][] b = {{0, 3e200}, {4e200, 0}};
    double[][] zero = new double[2][2];
    assertThat(distance(a, zero, DistanceMethod.RAW)).isCloseTo(5e-200, within(1e-215));
    assertThat(distance(b, zero, DistanceMethod.RAW)).isCloseTo(5e200, within(1e185));
  }

  @Test
  void theTableHasALineForEachLayer() {
    ModelSource one = Models.of("fc1", new double[][] {{3, 0}, {0, 4}}, "head", new double[2][2]);
    ModelSource two = Models.of("fc1", new double[2][2], "tail.fc2", new double[2][2]);
    assertThat(Distances.between(one, two, DistanceMethod.RAW))
        .hasToString(
            """
            map of arrays and map of arrays
            layer     type                     N        M   rf           raw
            fc1       dense                    2        2    1       5.00000
            head      dense                    2        2    1  only in the first model
            tail.fc2  dense                    2        2    1  only in the second model
            mean of 1 layer: 5.00000
            """);
  }

  @Test
  void modelsWithoutLayersHaveNoMean() {
    ModelSource empty = ModelSource.of("empty", List.of());
    ModelDistances distances = Distances.between(empty, empty, DistanceMethod.CENTERED_CKA);
    assertThat(distances.rows()).isEmpty();
    assertThat(distances.mean()).isEqualTo(OptionalDouble.empty());
    assertThat(distances.toString()).endsWith("mean of 0 layers: none\n");
  }

  @Test
  void someLayersCanBeChosen() {
    ModelSource model = Sources.dense(new double[3][2], new double[3][2], new double[3][2]);
    assertThat(
            Distances.between(
                    model, model, DistanceMethod.RAW, LayerSelector.byName("layer1"), () -> false)
                .rows())
        .extracting(row -> row.layer().name())
        .containsExactly("layer1");
  }

  @ParameterizedTest
  @EnumSource(DistanceMethod.class)
  void cancellingStopsIt(DistanceMethod method) {
    ModelSource model = Sources.dense(Matrices.gaussian(15, 20, 10));
    assertThatThrownBy(() -> Distances.between(model, model, method, layer -> true, () -> true))
        .isInstanceOf(CancellationException.class);
  }
}
