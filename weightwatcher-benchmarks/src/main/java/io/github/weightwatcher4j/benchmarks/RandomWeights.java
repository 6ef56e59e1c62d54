package io.github.weightwatcher4j.benchmarks;

import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Heavy-tailed float32 weights: values u / sqrt(|v|) with u, v uniform, scaled by 1 / sqrt(rows).
 */
final class RandomWeights {

  private RandomWeights() {}

  static float[][] matrix(int rows, int columns, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] matrix = new float[rows][columns];
    double scale = 1 / Math.sqrt(rows);
    for (float[] row : matrix) {
      fill(row, scale, random);
    }
    return matrix;
  }

  static void fill(float[] row, double scale, SplittableRandom random) {
    for (int i = 0; i < row.length; i++) {
      double heavy = Math.sqrt(Math.max(1e-6, random.nextDouble()));
      row[i] = (float) (scale * (2 * random.nextDouble() - 1) / heavy);
    }
  }

  /** A model of one dense layer, {@code w}. */
  static ModelSource model(WeightTensor tensor) {
    LayerInfo info = new LayerInfo(0, "w", LayerType.DENSE);
    return ModelSource.of(
        "benchmark", List.of(Layer.of(info, Weights.of(tensor, Slicing.TRAILING))));
  }
}
