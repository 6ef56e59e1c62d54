package io.github.weightwatcher4j.samples;

import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Models made for a test, as anyone outside the library could make them. */
public final class Sources {

  private Sources() {}

  /** Called at each read of a block. */
  @FunctionalInterface
  public interface OnRead {
    void run();
  }

  /** Dense float64 layers {@code layer0}, {@code layer1}, ... of the given matrices. */
  public static ModelSource dense(double[][]... matrices) {
    List<Layer> layers = new ArrayList<>();
    for (double[][] matrix : matrices) {
      layers.add(layer(layers.size(), "layer" + layers.size(), matrix));
    }
    return ModelSource.of("dense", layers);
  }

  public static Layer layer(int index, String name, double[][] matrix) {
    return layer(index, name, matrix.length, matrix[0].length, () -> WeightTensor.of(matrix));
  }

  /** A dense layer of the announced size with an opener of one's own. */
  public static Layer layer(int index, String name, int rows, int columns, Weights.Opener opener) {
    Weights weights =
        new Weights(TensorShape.of(rows, columns), Precision.FLOAT64, Slicing.TRAILING, opener);
    return Layer.of(new LayerInfo(index, name, LayerType.DENSE), weights);
  }

  /** A matrix that calls back at each read and when it is closed. */
  public static WeightTensor watched(double[][] matrix, OnRead onRead, Runnable onClose) {
    WeightTensor tensor = WeightTensor.of(matrix);
    return new WeightTensor() {
      @Override
      public TensorShape shape() {
        return tensor.shape();
      }

      @Override
      public Precision precision() {
        return tensor.precision();
      }

      @Override
      public void read(
          long firstRow, int rows, long firstColumn, int columns, DoubleBuffer target) {
        onRead.run();
        tensor.read(firstRow, rows, firstColumn, columns, target);
      }

      @Override
      public void close() {
        onClose.run();
      }
    };
  }

  /** A map of layers from names and arrays in turn, in this order. */
  public static Map<String, Object> map(Object... namesAndArrays) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndArrays.length; i += 2) {
      map.put((String) namesAndArrays[i], namesAndArrays[i + 1]);
    }
    return map;
  }
}
