package io.github.weightwatcher4j.change;

import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.golden.NdArray;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.spectrum.UnusableWeightsException;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

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

  @Test
  void layersWithoutABulkSayWhyTheyAreNotChanged() throws IOException {
    assertThat(apply(1, gaussian(29, 40, 6)))
        .isEqualTo(new UnchangedLayer(LAYER, "no bulk: 6 eigenvalues above 0, a bulk needs 10"));
    assertThat(apply(1, new double[30][20]))
        .isEqualTo(new UnchangedLayer(LAYER, "no bulk: 0 eigenvalues above 0, a bulk needs 10"));
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
