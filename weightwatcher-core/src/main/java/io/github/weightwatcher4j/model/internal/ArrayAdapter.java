package io.github.weightwatcher4j.model.internal;

import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelAdapter;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.SparseMatrix;
import io.github.weightwatcher4j.model.UnsupportedModelException;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Arrays as models: one {@code INDArray}, {@code double[][]}, {@code float[][]} or {@link
 * SparseMatrix}, or a map from layer names to such arrays, in the map's own order.
 *
 * <p>The number of axes tells what a layer is: 2 a dense matrix, 3 to 5 a convolution {@code [out,
 * in, k...]}; vectors are listed without a matrix.
 *
 * <p>ND4J need not be on the class path: then nothing is an {@code INDArray}. This class may not
 * name that type, or it could not be loaded; {@link IndArrayTensor} may, and is loaded for one
 * only.
 */
public final class ArrayAdapter implements ModelAdapter {

  private static final @Nullable Class<?> IND_ARRAY = indArray();

  /** For the service loader. */
  public ArrayAdapter() {}

  private static @Nullable Class<?> indArray() {
    try {
      return Class.forName(
          "org.nd4j.linalg.api.ndarray.INDArray", false, ArrayAdapter.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  private static boolean isIndArray(Object value) {
    return IND_ARRAY != null && IND_ARRAY.isInstance(value);
  }

  @Override
  public String understands() {
    return (IND_ARRAY == null ? "" : "INDArray, ")
        + "double[][], float[][], SparseMatrix and maps of them by layer name";
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
    return isIndArray(value)
        || value instanceof double[][]
        || value instanceof float[][]
        || value instanceof SparseMatrix;
  }

  private static Layer layer(int index, String name, @Nullable Object array) {
    return array != null && isIndArray(array)
        ? IndArrayTensor.layer(index, name, array)
        : Layer.of(new LayerInfo(index, name, LayerType.DENSE), weights(name, array));
  }

  private static Weights weights(String name, @Nullable Object array) {
    try {
      if (array instanceof double[][] matrix) {
        return Weights.of(WeightTensor.of(matrix), Slicing.TRAILING);
      }
      if (array instanceof float[][] matrix) {
        return Weights.of(WeightTensor.of(matrix), Slicing.TRAILING);
      }
      if (array instanceof SparseMatrix matrix) {
        return Weights.of(matrix);
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + name + "': " + e.getMessage(), e);
    }
    throw new UnsupportedModelException(
        "the value of '%s' is a %s; a map holds %sdouble[][], float[][] or SparseMatrix"
            .formatted(
                name,
                array == null ? "null" : array.getClass().getName(),
                IND_ARRAY == null ? "" : "INDArray, "));
  }
}
