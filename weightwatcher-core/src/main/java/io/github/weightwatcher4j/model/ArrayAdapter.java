package io.github.weightwatcher4j.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Arrays as models: one {@code INDArray}, {@code double[][]} or {@code float[][]}, or a map from
 * layer names to such arrays, in the map's own order.
 *
 * <p>The number of axes tells what a layer is: 2 a dense matrix, 3 to 5 a convolution {@code [out,
 * in, k...]}; vectors are listed without a matrix.
 */
public final class ArrayAdapter implements ModelAdapter {

  /** For the service loader. */
  public ArrayAdapter() {}

  @Override
  public String understands() {
    return "INDArray, double[][], float[][] and maps of them by layer name";
  }

  @Override
  public Optional<ModelSource> open(Object model) {
    if (isArray(model)) {
      return Optional.of(ModelSource.of("array", List.of(layer(0, "weights", model))));
    }
    if (model instanceof Map<?, ?> map) {
      List<Layer> layers = new ArrayList<>();
      map.forEach((name, array) -> layers.add(layer(layers.size(), String.valueOf(name), array)));
      return Optional.of(ModelSource.of("map of arrays", layers));
    }
    return Optional.empty();
  }

  private static boolean isArray(Object value) {
    return value instanceof INDArray || value instanceof double[][] || value instanceof float[][];
  }

  private static Layer layer(int index, String name, Object array) {
    if (array instanceof INDArray values && values.rank() < 2) {
      return Layer.withoutMatrix(
          new LayerInfo(index, name, LayerType.OTHER),
          "a vector of " + values.length() + " values carries no matrix");
    }
    Weights weights = weights(name, array);
    int rank = weights.shape().rank();
    LayerType type = rank == 2 ? LayerType.DENSE : LayerType.ofKernel(rank);
    return Layer.of(new LayerInfo(index, name, type), weights);
  }

  private static Weights weights(String name, Object array) {
    if (array instanceof INDArray values) {
      // Opened anew by each analysis: a tensor is read by one thread at a time.
      return IndArrayTensor.weights(values, Slicing.TRAILING);
    }
    try {
      if (array instanceof double[][] matrix) {
        return Weights.of(WeightTensor.of(matrix), Slicing.TRAILING);
      }
      if (array instanceof float[][] matrix) {
        return Weights.of(WeightTensor.of(matrix), Slicing.TRAILING);
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + name + "': " + e.getMessage(), e);
    }
    throw new UnsupportedModelException(
        "the value of '%s' is a %s; a map of arrays holds INDArray, double[][] or float[][]"
            .formatted(name, array == null ? "null" : array.getClass().getName()));
  }
}
