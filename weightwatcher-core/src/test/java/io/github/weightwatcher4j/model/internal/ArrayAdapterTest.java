package io.github.weightwatcher4j.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.UnsupportedModelException;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.nio.DoubleBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

class ArrayAdapterTest {

  private static Layer only(Object model) {
    List<Layer> layers = ModelAdapters.open(model).layers();
    assertThat(layers).hasSize(1);
    return layers.get(0);
  }

  @Test
  void oneArrayIsAModelOfOneLayer() {
    for (Object array : List.of(new double[4][3], new float[4][3], Nd4j.zeros(4, 3))) {
      Layer layer = only(array);
      assertThat(layer.info()).isEqualTo(new LayerInfo(0, "weights", LayerType.DENSE));
      assertThat(layer.weights().orElseThrow().shape().size()).isEqualTo(12);
    }
  }

  @Test
  void aMapKeepsItsOrderAndTheNumberOfAxesTellsTheType() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("z", new double[4][3]);
    map.put("conv1", Nd4j.zeros(4, 3, 5));
    map.put("conv2", Nd4j.zeros(4, 3, 5, 5));
    map.put("conv3", Nd4j.zeros(4, 3, 2, 2, 2));
    map.put("a", new float[4][3]);
    map.put("bias", Nd4j.zeros(4));
    List<Layer> layers = ModelAdapters.open(map).layers();
    assertThat(layers)
        .extracting(layer -> layer.info().toString())
        .containsExactly(
            "0 z (dense)",
            "1 conv1 (conv1d)",
            "2 conv2 (conv2d)",
            "3 conv3 (conv3d)",
            "4 a (dense)",
            "5 bias (other)");
    assertThat(layers.get(5).weights()).isEmpty();
    assertThat(layers.get(5).reason()).isEqualTo("a vector of 4 values carries no matrix");
  }

  @Test
  void arraysOfArraysAreReadInBlocks() throws Exception {
    double[][] doubles = {{1, 2, 3}, {4, 5, 6}};
    float[][] floats = {{1, 2, 3}, {4, 5, 6}};
    for (WeightTensor tensor : List.of(WeightTensor.of(doubles), WeightTensor.of(floats))) {
      DoubleBuffer block = DoubleBuffer.allocate(4);
      tensor.read(0, 2, 1, 2, block);
      assertThat(block.array()).containsExactly(2, 3, 5, 6);
      tensor.close();
    }
    assertThat(WeightTensor.of(doubles).precision()).isEqualTo(Precision.FLOAT64);
    assertThat(WeightTensor.of(floats).precision()).isEqualTo(Precision.FLOAT32);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void severalThreadsMayReadWhatEachHasOpened(boolean isIndArray) throws Exception {
    float[][] matrix = new float[2000][12];
    for (int i = 0; i < 2000 * 12; i++) {
      matrix[i / 12][i % 12] = i;
    }
    Weights weights = only(isIndArray ? Nd4j.create(matrix) : matrix).weights().orElseThrow();
    Callable<Boolean> readAll =
        () -> {
          boolean right = true;
          double[] values = new double[2000 * 12];
          for (int repeat = 0; repeat < 200; repeat++) {
            try (WeightTensor tensor = weights.opener().open()) {
              tensor.read(0, 2000, 0, 12, DoubleBuffer.wrap(values));
            }
            for (int i = 0; i < values.length; i++) {
              right &= values[i] == i;
            }
          }
          return right;
        };
    ExecutorService executor = Executors.newFixedThreadPool(3);
    try {
      for (Future<Boolean> right : executor.invokeAll(Collections.nCopies(3, readAll))) {
        assertThat(right.get()).isTrue();
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void aRaggedArrayIsRefusedWithTheLayerAndTheRow() {
    double[][] ragged = {{1, 2, 3}, {4, 5}};
    assertThatThrownBy(() -> ModelAdapters.open(Map.of("fc7", ragged)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fc7")
        .hasMessageContaining("row 0 has 3 values and row 1 has 2");
  }

  @Test
  void aMissingRowIsRefusedWithTheLayerAndTheRow() {
    float[][] missing = {{1, 2, 3}, null};
    assertThatThrownBy(() -> ModelAdapters.open(Map.of("fc7", missing)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fc7")
        .hasMessageContaining("row 1");
  }

  @Test
  void aMapWithSomethingElseInItIsRefusedWithTheLayerAndWhatItIs() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("fc1", new double[4][3]);
    map.put("fc2", null);
    assertThatThrownBy(() -> ModelAdapters.open(map))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessage(
            "the value of 'fc2' is a null; a map holds INDArray, double[][], float[][] or"
                + " SparseMatrix");
    assertThatThrownBy(() -> ModelAdapters.open(Map.of("fc3", "weights")))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("'fc3' is a java.lang.String");
  }
}
