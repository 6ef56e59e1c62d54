package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.formats.safetensors.SafetensorsWriter;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.run.ProgressListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Weight files to run the command on. */
final class SampleFiles {

  /** A trained ResNet20 with 20 layers, 19 norms beside. */
  static final Path RESNET20 =
      Path.of("..", "weightwatcher-core", "src", "test", "resources", "models")
          .resolve("resnet20.safetensors");

  private SampleFiles() {}

  /** A matrix of seeded Gaussian numbers. */
  static float[][] noise(int rows, int columns, long seed) {
    Random random = new Random(seed);
    float[][] matrix = new float[rows][columns];
    for (float[] row : matrix) {
      for (int i = 0; i < columns; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return matrix;
  }

  /** A matrix of noise with a weight that is no number. */
  static float[][] notANumber() {
    float[][] matrix = noise(40, 30, 1);
    matrix[3][2] = Float.NaN;
    return matrix;
  }

  /** Writes matrices as {@code name.weight}. */
  static Path write(Path file, Map<String, float[][]> matrices) throws IOException {
    List<Layer> layers = new ArrayList<>();
    matrices.forEach(
        (name, matrix) ->
            layers.add(
                Layer.of(
                    new LayerInfo(layers.size(), name, LayerType.DENSE),
                    Weights.of(WeightTensor.of(matrix), Slicing.TRAILING))));
    SafetensorsWriter.write(ModelSource.of("sample", layers), file, ProgressListener.silent());
    return file;
  }
}
