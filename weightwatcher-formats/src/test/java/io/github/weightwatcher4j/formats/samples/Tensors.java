package io.github.weightwatcher4j.formats.samples;

import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Named matrices of seeded numbers, to write and to compute with in plain loops. */
public final class Tensors {

  private final Map<String, double[][]> matrices = new LinkedHashMap<>();
  private final Map<String, List<Integer>> shapes = new LinkedHashMap<>();
  private final Random random;

  public Tensors(long seed) {
    random = new Random(seed);
  }

  /** Adds a tensor of Gaussian singles; its rows are those of the first axis. */
  public Tensors noise(String name, Integer... shape) {
    int size = List.of(shape).stream().reduce(1, (a, b) -> a * b);
    double[][] matrix = new double[shape.length == 0 ? 1 : shape[0]][];
    for (int row = 0; row < matrix.length; row++) {
      double[] values = new double[size / matrix.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      matrix[row] = values;
    }
    matrices.put(name, matrix);
    shapes.put(name, List.of(shape));
    return this;
  }

  /** Adds a tensor of a shape whose numbers are all the same. */
  public Tensors constant(String name, double value, Integer... shape) {
    noise(name, shape);
    for (double[] row : matrices.get(name)) {
      Arrays.fill(row, value);
    }
    return this;
  }

  /** The numbers of one, a row for each position on its first axis. */
  public double[][] get(String name) {
    return matrices.get(name);
  }

  public Path write(Path file) throws IOException {
    return bytes().write(file);
  }

  /** The tensors as a safetensors file, to add to. */
  public SafetensorsBytes bytes() {
    SafetensorsBytes bytes = new SafetensorsBytes();
    matrices.forEach(
        (name, matrix) -> {
          int size = matrix.length * matrix[0].length;
          float[] values = new float[size];
          for (int i = 0; i < size; i++) {
            values[i] = (float) matrix[i / matrix[0].length][i % matrix[0].length];
          }
          bytes.floats(name, shapes.get(name), values);
        });
    return bytes;
  }

  /** {@code s B A}. */
  public static double[][] product(double[][] b, double[][] a, double s) {
    double[][] product = new double[b.length][a[0].length];
    for (int i = 0; i < b.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        for (int k = 0; k < a.length; k++) {
          product[i][j] += s * b[i][k] * a[k][j];
        }
      }
    }
    return product;
  }

  public static double[][] sum(double[][] a, double[][] b) {
    double[][] sum = new double[a.length][a[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        sum[i][j] = a[i][j] + b[i][j];
      }
    }
    return sum;
  }

  public static double[][] transposed(double[][] a) {
    double[][] other = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        other[j][i] = a[i][j];
      }
    }
    return other;
  }

  /** Some rows of a matrix. */
  public static double[][] rows(double[][] a, int from, int to) {
    return Arrays.copyOfRange(a, from, to);
  }

  /** The squared Frobenius norm. */
  public static double squares(double[][] a) {
    double sum = 0;
    for (double[] row : a) {
      for (double value : row) {
        sum += value * value;
      }
    }
    return sum;
  }

  /** A layer of a model by its name. */
  public static Layer layer(ModelSource model, String name) {
    return model.layers().stream()
        .filter(layer -> layer.info().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + model.layers()));
  }

  /** The numbers of a layer, a row for each position on the first axis. */
  public static double[][] values(ModelSource model, String name) throws IOException {
    Layer layer = layer(model, name);
    Weights weights =
        layer.weights().orElseThrow(() -> new AssertionError(name + ": " + layer.reason()));
    try (WeightTensor tensor = weights.open()) {
      double[] all = tensor.toArray();
      int width = Math.toIntExact(weights.shape().rowLength());
      List<double[]> rows = new ArrayList<>();
      for (int start = 0; start < all.length; start += width) {
        rows.add(Arrays.copyOfRange(all, start, start + width));
      }
      return rows.toArray(double[][]::new);
    }
  }
}
