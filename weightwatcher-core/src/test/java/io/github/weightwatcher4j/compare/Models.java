package io.github.weightwatcher4j.compare;

import io.github.weightwatcher4j.compare.internal.ComputedWeights;
import io.github.weightwatcher4j.compare.internal.Orientation;
import io.github.weightwatcher4j.golden.NdArray;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.model.internal.ModelAdapters;
import io.github.weightwatcher4j.samples.Matrices;
import io.github.weightwatcher4j.samples.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;

/** Models to compare, and what is in those that come of it. */
public final class Models {

  private Models() {}

  /** Names and arrays in turn. */
  public static ModelSource of(Object... namesAndArrays) {
    return ModelAdapters.open(Sources.map(namesAndArrays));
  }

  /** A convolution of normal weights. */
  public static Layer kernel(int index, String name, long seed, Slicing slicing, long... dims) {
    Random random = new Random(seed);
    TensorShape shape = TensorShape.of(dims);
    double[] values = random.doubles(shape.size(), -1, 1).toArray();
    Weights weights = Weights.of(new NdArray(shape, Precision.FLOAT64, values), slicing);
    return Layer.of(new LayerInfo(index, name, LayerType.CONV2D), weights);
  }

  public static Layer layer(ModelSource model, String name) {
    return model.layers().stream()
        .filter(layer -> layer.info().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** All values of a layer, as the model has them. */
  public static double[] values(ModelSource model, String name) {
    try {
      return ComputedWeights.values(
          Orientation.of(layer(model, name).weights().orElseThrow(), false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The values as a matrix. */
  public static double[][] matrix(ModelSource model, String name) {
    Weights weights = Orientation.of(layer(model, name).weights().orElseThrow(), false);
    int columns = (int) weights.shape().rowLength();
    double[] values = values(model, name);
    double[][] matrix = new double[(int) weights.shape().rows()][columns];
    for (int row = 0; row < matrix.length; row++) {
      System.arraycopy(values, row * columns, matrix[row], 0, columns);
    }
    return matrix;
  }

  public static double[][] difference(double[][] a, double[][] b) {
    return Matrices.real(a).subtract(Matrices.real(b)).getData();
  }
}
