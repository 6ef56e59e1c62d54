package io.github.weightwatcher4j.plot;

import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Models with chosen names and weights. */
final class Models {

  private Models() {}

  /** A layer of the given index. */
  static Layer layer(int index, String name, double[][] weights) {
    return Layer.of(
        new LayerInfo(index, name, LayerType.DENSE),
        Weights.of(WeightTensor.of(weights), Slicing.TRAILING));
  }

  /** A model of small layers with heavy-tailed weights, one after another. */
  static ModelSource named(List<String> names) {
    List<Layer> layers = new ArrayList<>();
    for (String name : names) {
      layers.add(layer(layers.size(), name, heavyTailed(40, 30, layers.size())));
    }
    return ModelSource.of("model", layers);
  }

  /** Gaussian numbers over square roots of uniform ones. */
  static double[][] heavyTailed(int rows, int columns, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] weights = new double[rows][columns];
    for (double[] row : weights) {
      for (int i = 0; i < columns; i++) {
        row[i] = random.nextGaussian() / Math.sqrt(random.nextDouble());
      }
    }
    return weights;
  }
}
