package io.github.weightwatcher4j.change;

import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.golden.NdArray;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.LayerMatrices;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.io.IOException;
import java.nio.DoubleBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A convolution is smoothed slice by slice, each as the matrix that it is. */
class ConvolutionSmoothingTest {

  private static final LayerInfo LAYER = new LayerInfo(0, "conv", LayerType.CONV2D);

  @ParameterizedTest(name = "{0} {1}, k = {2}: {3} in each slice")
  @CsvSource({
    "TRAILING, 9x5x2x3, 7, 2",
    "TRAILING, 5x9x2x3, 6, 1",
    "LEADING, 2x3x9x5, 24, 4",
    "LEADING, 3x2x5x9, 25, 5",
    "LEADING, 6x5x9, 1000, 5"
  })
  void everySliceIsSmoothedByItself(Slicing slicing, String dims, int k, int inEachSlice)
      throws IOException {
    TensorShape shape = shape(dims);
    double[] values = gaussian(81, 1, Math.toIntExact(shape.size()))[0];
    Weights weights = Weights.of(new NdArray(shape, Precision.FLOAT64, values), slicing);
    Smoothing smoothing = Smoothing.keep(Components.count(k));
    ChangedLayer changed =
        (ChangedLayer) smoothing.apply(LAYER, weights, Stored.SOLVER, () -> false);
    assertThat(changed.components()).hasSize(6).containsOnly(inEachSlice);
    assertThat(changed.weights().shape()).isEqualTo(shape);
    try (LayerMatrices before = LayerMatrices.open(weights);
        LayerMatrices after = LayerMatrices.open(changed.weights())) {
      for (int slice = 0; slice < 6; slice++) {
        double[][] alone = smoothed(matrix(before.matrices().get(slice)), inEachSlice);
        assertThat(matrix(after.matrices().get(slice))).isDeepEqualTo(alone);
      }
    }
  }

  private static TensorShape shape(String dims) {
    String[] parts = dims.split("x", -1);
    long[] lengths = new long[parts.length];
    for (int i = 0; i < parts.length; i++) {
      lengths[i] = Long.parseLong(parts[i]);
    }
    return TensorShape.of(lengths);
  }

  /** A slice as a dense matrix, in its own orientation. */
  private static double[][] matrix(WeightMatrix matrix) {
    int rows = matrix.transposed() ? matrix.columns() : matrix.rows();
    int columns = matrix.transposed() ? matrix.rows() : matrix.columns();
    double[] all = new double[rows * columns];
    matrix.read(0, matrix.rows(), DoubleBuffer.wrap(all));
    double[][] table = new double[rows][columns];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(all, row * columns, table[row], 0, columns);
    }
    return table;
  }

  private static double[][] smoothed(double[][] slice, int k) throws IOException {
    Weights dense = Weights.of(WeightTensor.of(slice), Slicing.TRAILING);
    ChangedLayer changed =
        (ChangedLayer)
            Smoothing.keep(Components.count(k)).apply(LAYER, dense, Stored.SOLVER, () -> false);
    return Stored.matrix(changed.weights());
  }
}
