package io.github.weightwatcher4j.spark;

import io.github.weightwatcher4j.formats.safetensors.SafetensorsWriter;
import io.github.weightwatcher4j.model.internal.ModelAdapters;
import io.github.weightwatcher4j.run.ProgressListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Models of Gaussian weights with a few strong directions, as files. */
final class SampleModels {

  private SampleModels() {}

  /** A file of square layers of these sizes. */
  static Path write(Path file, long seed, int... sizes) throws IOException {
    Map<String, double[][]> layers = new LinkedHashMap<>();
    Random random = new Random(seed);
    for (int size : sizes) {
      layers.put("layer" + layers.size() + ".weight", matrix(random, size));
    }
    SafetensorsWriter.write(ModelAdapters.open(layers), file, ProgressListener.silent());
    return file;
  }

  private static double[][] matrix(Random random, int size) {
    double[] column = random.doubles(size).toArray();
    double[][] matrix = new double[size][size];
    for (double[] row : matrix) {
      double strength = 0.2 * random.nextGaussian();
      for (int j = 0; j < size; j++) {
        row[j] = random.nextGaussian() / Math.sqrt(size) + strength * column[j];
      }
    }
    return matrix;
  }
}
