package io.github.weightwatcher4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import io.github.weightwatcher4j.WeightWatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same weights as plain arrays, picked from the parameter number by number. */
final class Arrays2d {

  private Arrays2d() {}

  /** Rows {@code from} to {@code to} of a matrix. */
  static float[][] rows(NDArray matrix, int from, int to) {
    float[] values = matrix.toFloatArray();
    int columns = Math.toIntExact(matrix.getShape().get(1));
    float[][] rows = new float[to - from][columns];
    for (int row = from; row < to; row++) {
      System.arraycopy(values, row * columns, rows[row - from], 0, columns);
    }
    return rows;
  }

  static float[][] matrix(NDArray matrix) {
    return rows(matrix, 0, Math.toIntExact(matrix.getShape().get(0)));
  }

  /** The matrices {@code [:, :, k]} of a kernel whose axes after the second are one. */
  static List<float[][]> slices(NDArray kernel) {
    long[] axes = kernel.getShape().getShape();
    float[] values = kernel.toFloatArray();
    int out = (int) axes[0];
    int in = (int) axes[1];
    int slices = values.length / (out * in);
    List<float[][]> all = new ArrayList<>();
    for (int k = 0; k < slices; k++) {
      float[][] slice = new float[out][in];
      for (int i = 0; i < out; i++) {
        for (int j = 0; j < in; j++) {
          slice[i][j] = values[(i * in + j) * slices + k];
        }
      }
      all.add(slice);
    }
    return all;
  }

  /** Checks that the eigenvalues of a layer are those of arrays together, times a factor. */
  static void assertSame(Object model, String layer, double factor, List<float[][]> arrays) {
    List<Double> expected = new ArrayList<>();
    Map<String, float[][]> map = new LinkedHashMap<>();
    arrays.forEach(array -> map.put("slice" + map.size(), array));
    WeightWatcher watcher = new WeightWatcher(map);
    map.keySet()
        .forEach(name -> watcher.esd(name).values().map(v -> v * factor).forEach(expected::add));
    expected.sort(null);

    double[] actual = new WeightWatcher(model).esd(layer).toArray();

    double[] sorted = actual.clone();
    Arrays.sort(sorted);
    assertThat(sorted).as(layer).hasSameSizeAs(expected);
    double largest = expected.get(expected.size() - 1);
    assertThat(largest).isPositive();
    for (int i = 0; i < sorted.length; i++) {
      // The same numbers through the same LAPACK: nothing but the order of a sum may differ.
      assertThat(sorted[i]).as(layer).isCloseTo(expected.get(i), within(1e-12 * largest));
    }
  }

  static void assertSame(Object model, String layer, float[][] array) {
    assertSame(model, layer, 1, List.<float[][]>of(array));
  }
}
