package io.github.weightwatcher4j.change;

import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.golden.NdArray;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.samples.Sources;
import io.github.weightwatcher4j.spectrum.UnusableWeightsException;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sharpening slice by slice, and layers that it leaves alone. */
class SharpenedLayersTest {

  private static final LayerInfo LAYER = new LayerInfo(3, "fc", LayerType.DENSE);

  private static ChangeOutcome apply(long seed, Weights weights) throws IOException {
    return Sharpening.seeded(seed).apply(LAYER, weights, Stored.SOLVER, () -> false);
  }

  private static ChangeOutcome apply(long seed, double[][] matrix) throws IOException {
    return apply(seed, Weights.of(WeightTensor.of(matrix), Slicing.TRAILING));
  }

  @Test
  void onlyTheSliceOfAConvolutionThatHasTheTrapIsChanged() throws IOException {
    TensorShape shape = TensorShape.of(60, 40, 2, 3);
    double[] values = gaussian(28, 1, Math.toIntExact(shape.size()))[0];
    // The middle of a kernel is often larger than its rim: each slice has an edge of its own.
    for (int i = 1; i < values.length; i += 6) {
      values[i] *= 3;
    }
    values[6 * (40 * 17 + 5) + 4] = 30; // slice 4
    Weights weights = Weights.of(new NdArray(shape, Precision.FLOAT64, values), Slicing.TRAILING);
    ChangedLayer changed = (ChangedLayer) apply(9, weights);
    assertThat(changed.components()).containsExactly(0, 0, 0, 0, 1, 0);
    double[][] sharpened = Stored.matrix(changed.weights());
    for (int i = 0; i < values.length; i++) {
      double now = sharpened[i / 240][i % 240];
      if (i % 6 != 4) {
        assertThat(now).isEqualTo(values[i]);
      }
    }
  }

  /** Also where what is left of the matrix has its longer side elsewhere. */
  @ParameterizedTest(name = "{0} x {1}, large {2} {3}")
  @CsvSource({
    "150, 100, row, 20",
    "150, 100, column, 20",
    "100, 150, row, 20",
    "100, 150, column, 20",
    "120, 120, row, 0",
    "120, 120, column, 119",
    "121, 120, row, 20",
    "120, 121, column, 20"
  })
  void anOutlierRowOrColumnStaysAsItIsAndATrapInTheRestIsTakenOut(
      int rows, int columns, String side, int line) throws IOException {
    double[][] w = gaussian(33, rows, columns);
    for (int i = 0; i < (side.equals("row") ? columns : rows); i++) {
      int row = side.equals("row") ? line : i;
      int column = side.equals("row") ? i : line;
      w[row][column] *= 60;
    }
    ChangeOutcome without = apply(2, w);
    assertThat(without)
        .isEqualTo(new UnchangedLayer(LAYER, "no trap but outlier rows and columns"));

    w[50][70] = 60; // a weight's threshold is about 11
    ChangedLayer changed = (ChangedLayer) apply(2, w);

    double[][] sharpened = Stored.matrix(changed.weights());
    assertThat(Math.abs(sharpened[50][70])).isLessThan(3);
    double squaredChange = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        if ((side.equals("row") ? i : j) == line) {
          assertThat(sharpened[i][j]).isEqualTo(w[i][j]);
        } else if (i != 50 || j != 70) {
          squaredChange += (sharpened[i][j] - w[i][j]) * (sharpened[i][j] - w[i][j]);
        }
      }
    }
    // The triplet also takes what the noise has in the weight's row and column of the shuffle.
    assertThat(squaredChange).isBetween(1.0, 2.0 * (rows + columns));
  }

  @Test
  void whatAnAnalysisCallsATrapIsTakenOutAndNoMore() {
    double[][][] layers = new double[12][][];
    for (int i = 0; i < layers.length; i++) {
      layers[i] = gaussian(40 + i, 90, 60);
      // From 0.9 to 2 times what shows at all: some are traps of a layer and none of a model.
      layers[i][11][7] = (0.9 + 0.1 * i) * Math.pow(90 * 60, 0.25);
    }
    WeightWatcher watcher = new WeightWatcher(Sources.dense(layers));
    Analysis analysis = watcher.analyze(options -> options.randomize(true).seed(6));
    ChangedModel changed = watcher.change(Sharpening.seeded(6));

    Map<String, Integer> removed = new TreeMap<>();
    changed.changed().forEach(it -> removed.put(it.layer().name(), it.allComponents()));
    Map<String, Integer> found = new TreeMap<>();
    for (LayerReport row : analysis.details()) {
      int traps = (int) row.metric(Metric.RAND_NUM_SPIKES).orElseThrow();
      if (traps > 0) {
        found.put(row.name(), traps);
      }
    }
    assertThat(removed).isEqualTo(found);
    assertThat(found).hasSizeBetween(1, 11);
  }

  @Test
  void aLayerOfALargeModelIsJudgedMoreStrictlyThanOneByItself() throws IOException {
    int alone = 0;
    int among = 0;
    for (int seed = 0; seed < 40; seed++) {
      double[][] w = gaussian(60 + seed, 90, 60);
      w[11][7] = 1.5 * Math.pow(90 * 60, 0.25);
      Weights weights = Weights.of(WeightTensor.of(w), Slicing.TRAILING);
      Sharpening sharpening = Sharpening.seeded(seed);
      alone += isChanged(sharpening, weights) ? 1 : 0;
      among += isChanged(sharpening.among(1000), weights) ? 1 : 0;
      assertThat(isChanged(sharpening.among(1), weights)).isEqualTo(isChanged(sharpening, weights));
    }
    assertThat(among).isLessThan(alone);
  }

  private static boolean isChanged(LayerChange change, Weights weights) throws IOException {
    return change.apply(LAYER, weights, Stored.SOLVER, () -> false) instanceof ChangedLayer;
  }

  @Test
  void layersWithoutABulkSayWhyTheyAreNotChanged() throws IOException {
    assertThat(apply(1, gaussian(29, 40, 6)))
        .isEqualTo(new UnchangedLayer(LAYER, "no bulk: 6 eigenvalues above 0, a bulk needs 10"));
    assertThat(apply(1, new double[30][20]))
        .isEqualTo(new UnchangedLayer(LAYER, "no bulk: all weights are zero"));
  }

  @Test
  void weightsThatAreNotNumbersAreRefusedAndACancelledChangeStops() {
    double[][] w = gaussian(30, 30, 20);
    Weights weights = Weights.of(WeightTensor.of(w), Slicing.TRAILING);
    assertThatThrownBy(() -> Sharpening.seeded(1).apply(LAYER, weights, Stored.SOLVER, () -> true))
        .isInstanceOf(CancellationException.class);
    w[new Random(1).nextInt(30)][2] = Double.NaN;
    assertThatThrownBy(() -> apply(1, w)).isInstanceOf(UnusableWeightsException.class);
  }
}
