package io.github.weightwatcher4j.compare.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.compare.Models;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.samples.Matrices;
import io.github.weightwatcher4j.samples.Sources;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.factory.Nd4j;

class StackedLayersTest {

  @Test
  void layersAreStandardizedAndFilledUpWithZeros() {
    // Median of all 3.5; columns 1 3 6 | 2 8 4: medians 3 and 4, deviations 2 and 2.
    double[][] a = {{1, 2}, {3, 8}, {6, 4}};
    // Median 0; deviations of the columns 1, 2, 4.
    double[][] b = {{-1, -2, 4}, {1, 2, -4}};
    ModelSource stacked = StackedLayers.of(Models.of("a", a, "b", b));
    assertThat(Models.matrix(stacked, StackedLayers.NAME))
        .isDeepEqualTo(
            new double[][] {
              {-1.25, -0.75, 0},
              {-0.25, 2.25, 0},
              {1.25, 0.25, 0},
              {-1, -1, 1},
              {1, 1, -1}
            });
  }

  @ParameterizedTest
  @EnumSource(Slicing.class)
  void theMatricesOfAConvolutionStandSideBySide(Slicing slicing) {
    boolean trailing = slicing == Slicing.TRAILING;
    long[] dims = trailing ? new long[] {5, 4, 2, 3} : new long[] {2, 3, 5, 4};
    ModelSource model = ModelSource.of("m", List.of(Models.kernel(0, "c", 1, slicing, dims)));
    double[] values = Models.values(model, "c");
    double[][] plain = new double[5][24];
    for (int i = 0; i < values.length; i++) {
      int slice = trailing ? i % 6 : i / 20;
      int row = trailing ? i / 24 : i / 4 % 5;
      int column = trailing ? i / 6 % 4 : i % 4;
      plain[row][slice * 4 + column] = values[i];
    }
    assertThat(Models.matrix(StackedLayers.of(model), StackedLayers.NAME))
        .isDeepEqualTo(Models.matrix(StackedLayers.of(Models.of("c", plain)), StackedLayers.NAME));
  }

  @Test
  void blocksOfAnyKindAreReadAlike() throws IOException {
    ModelSource model =
        Models.of(
            "a", Matrices.gaussian(2, 7, 5),
            "b", Nd4j.create(Matrices.gaussian(3, 4, 9)).dup('f'),
            "c", Matrices.gaussian(4, 3, 2));
    double[][] whole = Models.matrix(StackedLayers.of(model), StackedLayers.NAME);
    Layer stacked = Models.layer(StackedLayers.of(model), StackedLayers.NAME);
    try (WeightTensor tensor = stacked.weights().orElseThrow().open()) {
      for (int row = 0; row < 14; row++) {
        for (int column = 0; column < 9; column++) {
          int rows = Math.min(6, 14 - row);
          int columns = Math.min(4, 9 - column);
          double[] block = new double[rows * columns];
          tensor.read(row, rows, column, columns, DoubleBuffer.wrap(block));
          assertThat(block[0]).isEqualTo(whole[row][column]);
          assertThat(block[block.length - 1])
              .isEqualTo(whole[row + rows - 1][column + columns - 1]);
        }
      }
    }
  }

  @Test
  void theSizeOfALayersWeightsDoesNotMatter() {
    double[][] a = Matrices.gaussian(5, 20, 12);
    double[][] b = Matrices.gaussian(6, 15, 10);
    ModelSource one = StackedLayers.of(Models.of("a", a, "b", b));
    ModelSource other = StackedLayers.of(Models.of("a", a, "b", Matrices.scaled(b, 1e-4)));
    double[] expected = new WeightWatcher(one).esd(StackedLayers.NAME).toArray();
    assertThat(new WeightWatcher(other).esd(StackedLayers.NAME).toArray())
        .containsExactly(expected, within(1e-10 * Arrays.stream(expected).max().orElseThrow()));
  }

  @Test
  void columnsOfMostlyEqualWeightsTakeTheLayersDeviation() {
    double[][] column = {{0, 1}, {0, 2}, {0, 4}, {9, 8}};
    // All: 0 0 0 1 2 4 8 9, median 1.5, deviations from it 1.5 1.5 1.5 .5 .5 2.5 6.5 7.5: 1.5
    double[][] found = Models.matrix(StackedLayers.of(Models.of("a", column)), StackedLayers.NAME);
    assertThat(found[3][0]).isEqualTo((9 - 1.5) / 1.5);
    double[][] sparse = {{0, 0}, {0, 0}, {0, 4}};
    assertThat(Models.matrix(StackedLayers.of(Models.of("a", sparse)), StackedLayers.NAME)[2][1])
        .isCloseTo(Math.sqrt(6), within(1e-15)); // 4 over the root of 16 / 6
    assertThat(Models.values(StackedLayers.of(Models.of("a", new double[3][3])), "stacked"))
        .containsOnly(0);
  }

  @Test
  void whatIsNotStackedIsListedWithTheReason() {
    Layer norm =
        Layer.withoutMatrix(
            new LayerInfo(2, "norm", LayerType.NORM), Absence.NO_WEIGHTS, "a vector");
    ModelSource model =
        ModelSource.of(
            "m",
            List.of(
                Sources.layer(0, "fc1", Matrices.gaussian(7, 4, 3)),
                Sources.layer(1, "fc2", Matrices.gaussian(8, 4, 3)),
                norm,
                Sources.layer(
                    3, "none", 0, 3, () -> Sources.watched(new double[0][3], () -> {}, () -> {}))));
    ModelSource stacked = StackedLayers.of(model, LayerSelector.byName("fc2", "none"));
    assertThat(stacked.layers())
        .extracting(layer -> layer.info().index(), layer -> layer.info().name(), Layer::reason)
        .containsExactly(
            tuple(0, "stacked", ""),
            tuple(1, "fc1", "not among those stacked"),
            tuple(3, "norm", "a vector"),
            tuple(4, "none", "the matrix is empty"));
  }

  @Test
  void aModelWithoutMatricesHasNoStack() {
    assertThat(StackedLayers.of(Sources.dense()).layers())
        .extracting(Layer::reason)
        .containsExactly("no layer to stack");
  }

  @Test
  void weightsThatAreNotFiniteAreFoundByTheAnalysis() {
    double[][] a = Matrices.gaussian(9, 20, 12);
    a[3][4] = Double.NaN;
    Analysis analysis = new WeightWatcher(StackedLayers.of(Models.of("a", a))).analyze();
    assertThat(analysis.skipped().get(0).reason()).startsWith("1 NaN");
  }
}
