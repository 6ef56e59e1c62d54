package io.github.weightwatcher4j.matrix.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.samples.IndexTensor;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read matrix by matrix and written back is what it was. */
class AssembledTensorTest {

  @ParameterizedTest
  @MethodSource("io.github.weightwatcher4j.matrix.internal.LayerMatricesTest#shapes")
  void matricesThatAreWrittenBackMakeTheSameTensor(TensorShape shape) throws IOException {
    for (Slicing slicing : Slicing.values()) {
      for (int rows : new int[] {1, 2, 100}) {
        double[] copied = copied(shape, slicing, rows).tensor().toArray();
        double[] positions = IntStream.range(0, copied.length).asDoubleStream().toArray();
        assertThat(copied).as("%s, %d rows at a time", slicing, rows).containsExactly(positions);
      }
    }
  }

  private static AssembledTensor copied(TensorShape shape, Slicing slicing, int rows)
      throws IOException {
    long[] dims = shape.dims().stream().mapToLong(Long::longValue).toArray();
    try (LayerMatrices layer = LayerMatrices.open(Weights.of(new IndexTensor(dims), slicing))) {
      AssembledTensor copy = layer.blank();
      for (int slice = 0; slice < layer.matrices().size(); slice++) {
        WeightMatrix matrix = layer.matrices().get(slice);
        double[] block = new double[rows * matrix.columns()];
        for (int first = 0; first < matrix.rows(); first += rows) {
          int count = Math.min(rows, matrix.rows() - first);
          matrix.read(first, count, DoubleBuffer.wrap(block));
          copy.write(slice, matrix, first, count, block);
        }
      }
      return copy;
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void doublesStayDoubleAndTheRestIsFloat32(Precision precision) {
    Slices slices = new Slices(TensorShape.of(2, 2), Slicing.TRAILING);
    WeightTensor tensor = new AssembledTensor(slices, precision).tensor();
    boolean wide = precision == Precision.FLOAT64;
    assertThat(tensor.precision()).isEqualTo(wide ? Precision.FLOAT64 : Precision.FLOAT32);
  }

  @Test
  void valuesAreRoundedInTheBlockAsTheyAreInTheTensor() throws IOException {
    float[][] two = {{1, 2}};
    try (LayerMatrices layer =
        LayerMatrices.open(Weights.of(WeightTensor.of(two), Slicing.TRAILING))) {
      AssembledTensor tensor = layer.blank();
      double[] block = {0.1, 1e-60};
      tensor.write(0, layer.matrices().get(0), 0, 2, block);
      assertThat(block).containsExactly(0.1f, 0);
      assertThat(tensor.tensor().toArray()).containsExactly(0.1f, 0);
    }
  }
}
