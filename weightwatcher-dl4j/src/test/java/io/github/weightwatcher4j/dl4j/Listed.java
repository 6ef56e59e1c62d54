package io.github.weightwatcher4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.formats.WeightFileAdapter;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.DoubleBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.iter.NdIndexIterator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The layers that an adapter lists for a model, and what reading them gives. */
record Listed(List<Layer> layers) {

  static Listed of(Object model) {
    ModelSource source =
        model instanceof ModelSource known
            ? known
            : new NetworkAdapter()
                .open(model)
                .or(() -> new WeightFileAdapter().open(model))
                .orElseThrow();
    return new Listed(source.layers());
  }

  List<String> names() {
    return layers.stream().map(layer -> layer.info().name()).toList();
  }

  List<Integer> indices() {
    return layers.stream().map(layer -> layer.info().index()).toList();
  }

  Layer layer(String name) {
    return layers.stream()
        .filter(layer -> layer.info().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no layer " + name + " among " + names()));
  }

  Weights weights(String name) {
    Layer layer = layer(name);
    return layer.weights().orElseThrow(() -> new AssertionError(layer.toString()));
  }

  String reason(String name) {
    assertThat(layer(name).weights()).as(name).isEmpty();
    return layer(name).reason();
  }

  /** Checks type, slicing, shape and every weight. */
  Listed has(String name, LayerType type, Slicing slicing, INDArray expected) {
    assertThat(layer(name).info().type()).as(name).isEqualTo(type);
    assertThat(weights(name).slicing()).as(name).isEqualTo(slicing);
    assertThat(weights(name).shape()).as(name).isEqualTo(TensorShape.of(expected.shape()));
    assertThat(values(name)).as(name).containsExactly(elements(expected));
    return this;
  }

  /** Checks type, shape and every weight of a plain matrix, which may be presented transposed. */
  Listed hasMatrix(String name, LayerType type, INDArray expected) {
    assertThat(layer(name).info().type()).as(name).isEqualTo(type);
    TensorShape shape = weights(name).shape();
    assertThat(shape.rank()).as(name).isEqualTo(2);
    if (shape.equals(TensorShape.of(expected.shape()))) {
      assertThat(values(name)).as(name).isIn(elements(expected), elements(expected.transpose()));
    } else {
      assertThat(shape).as(name).isEqualTo(TensorShape.of(expected.transpose().shape()));
      assertThat(values(name)).as(name).containsExactly(elements(expected.transpose()));
    }
    return this;
  }

  /** All weights of a layer, read in one block, in C order. */
  double[] values(String name) {
    Weights weights = weights(name);
    try (WeightTensor tensor = weights.opener().open()) {
      TensorShape shape = tensor.shape();
      assertThat(shape).isEqualTo(weights.shape());
      DoubleBuffer values = DoubleBuffer.allocate(Math.toIntExact(shape.size()));
      int rows = Math.toIntExact(shape.rows());
      tensor.read(0, rows, 0, Math.toIntExact(shape.rowLength()), values);
      return values.array();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The elements in C order, asked for one by one: slow, but independent of strides. */
  static double[] elements(INDArray array) {
    double[] elements = new double[Math.toIntExact(array.length())];
    NdIndexIterator positions = new NdIndexIterator('c', array.shape());
    for (int i = 0; i < elements.length; i++) {
      elements[i] = array.getDouble(positions.next());
    }
    return elements;
  }

  /** All weights of a model by layer. */
  static Map<String, double[]> weights(Object model) {
    Listed listed = of(model);
    Map<String, double[]> weights = new LinkedHashMap<>();
    for (Layer layer : listed.layers()) {
      String name = layer.info().name();
      layer.weights().ifPresent(present -> weights.put(name, listed.values(name)));
    }
    return weights;
  }

  /** Checks that layers and weights are the same. */
  static void areEqual(Map<String, double[]> actual, Map<String, double[]> expected) {
    assertThat(actual).containsOnlyKeys(expected.keySet());
    expected.forEach((name, values) -> assertThat(actual.get(name)).as(name).isEqualTo(values));
  }
}
