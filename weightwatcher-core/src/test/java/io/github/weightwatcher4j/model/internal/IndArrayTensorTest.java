package io.github.weightwatcher4j.model.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.Weights;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Every way that ND4J lays out an array reads as the array itself. */
class IndArrayTensorTest {

  /** Values below 2^10 are whole numbers in every float format that ND4J has but bfloat16. */
  private static INDArray counting(DataType type, char order, long... shape) {
    long size = Stream.of(shape).flatMapToLong(Arrays::stream).reduce(1, (a, b) -> a * b);
    INDArray values = Nd4j.arange((double) size).castTo(DataType.DOUBLE).reshape('c', shape);
    return values.dup(order).castTo(type);
  }

  static Stream<INDArray> matrices() {
    INDArray large = counting(DataType.FLOAT, 'c', 20, 30);
    INDArray largeF = counting(DataType.DOUBLE, 'f', 20, 30);
    return Stream.of(
        counting(DataType.FLOAT, 'c', 7, 5),
        counting(DataType.FLOAT, 'f', 7, 5),
        counting(DataType.DOUBLE, 'c', 5, 7),
        counting(DataType.DOUBLE, 'f', 5, 7),
        counting(DataType.FLOAT16, 'c', 7, 5),
        counting(DataType.FLOAT16, 'f', 7, 5),
        counting(DataType.INT8, 'c', 7, 5),
        counting(DataType.INT64, 'f', 7, 5),
        counting(DataType.FLOAT, 'c', 1, 5),
        counting(DataType.FLOAT, 'f', 5, 1),
        counting(DataType.FLOAT, 'f', 1, 1),
        counting(DataType.FLOAT, 'c', 7, 5).transpose(),
        large.get(NDArrayIndex.interval(3, 12), NDArrayIndex.interval(4, 20)),
        large.get(NDArrayIndex.interval(1, 2, 19), NDArrayIndex.interval(0, 3, 30)),
        largeF.get(NDArrayIndex.interval(3, 12), NDArrayIndex.interval(4, 20)),
        largeF.get(NDArrayIndex.interval(1, 2, 19), NDArrayIndex.interval(0, 3, 30)),
        large.get(NDArrayIndex.interval(3, 12), NDArrayIndex.interval(4, 20)).transpose(),
        // A weight matrix as DL4J keeps it: a view into one flat vector.
        Nd4j.arange(100)
            .castTo(DataType.FLOAT)
            .get(NDArrayIndex.interval(10, 45))
            .reshape('f', 7, 5),
        // Longer than the chunks that floats are widened in.
        counting(DataType.FLOAT, 'c', 3, 5000));
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("matrices")
  void aMatrixOrItsTransposeIsReadBlockByBlock(INDArray array) {
    IndArrayTensor tensor = IndArrayTensor.of(array);
    boolean same = tensor.shape().equals(TensorShape.of(array.shape()));
    INDArray expected = same ? array : array.transpose();
    assertThat(tensor.shape()).isEqualTo(TensorShape.of(expected.shape()));
    requireBlocks(tensor, expected, 2, 3);
    requireBlocks(tensor, expected, (int) expected.size(0), (int) expected.size(1));
  }

  @Test
  void columnsThatAreContiguousArePresentedAsRows() {
    assertThat(IndArrayTensor.of(counting(DataType.FLOAT, 'f', 7, 5)).shape())
        .isEqualTo(TensorShape.of(5, 7));
    assertThat(IndArrayTensor.of(counting(DataType.FLOAT, 'c', 7, 5)).shape())
        .isEqualTo(TensorShape.of(7, 5));
  }

  @Test
  void weightsTellWhetherTheyArePresentedTransposed() {
    INDArray rows = counting(DataType.FLOAT, 'c', 5, 5);
    INDArray columns = counting(DataType.FLOAT, 'f', 5, 5);
    assertThat(IndArrayTensor.weights(rows, Slicing.TRAILING).transposed()).isFalse();
    assertThat(IndArrayTensor.weights(columns, Slicing.TRAILING).transposed()).isTrue();
  }

  static Stream<INDArray> kernels() {
    INDArray large = counting(DataType.FLOAT, 'c', 6, 5, 4, 3);
    return Stream.of(
        counting(DataType.FLOAT, 'c', 4, 3, 2),
        counting(DataType.FLOAT, 'f', 4, 3, 2),
        counting(DataType.DOUBLE, 'c', 4, 3, 2, 2),
        counting(DataType.DOUBLE, 'f', 4, 3, 2, 2),
        counting(DataType.FLOAT16, 'f', 4, 3, 2, 2),
        counting(DataType.FLOAT, 'f', 2, 3, 2, 1, 3),
        counting(DataType.FLOAT, 'c', 4, 3, 1, 1),
        large.permute(1, 0, 3, 2),
        large.get(
            NDArrayIndex.interval(1, 5),
            NDArrayIndex.all(),
            NDArrayIndex.interval(1, 3),
            NDArrayIndex.all()),
        large.get(
            NDArrayIndex.interval(1, 5),
            NDArrayIndex.all(),
            NDArrayIndex.all(),
            NDArrayIndex.all()));
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("kernels")
  void aKernelIsReadAsRowsInCOrder(INDArray array) {
    IndArrayTensor tensor = IndArrayTensor.of(array);
    assertThat(tensor.shape()).isEqualTo(TensorShape.of(array.shape()));
    INDArray rows = array.dup('c').reshape('c', array.size(0), array.length() / array.size(0));
    requireBlocks(tensor, rows, 2, 3);
    requireBlocks(tensor, rows, (int) rows.size(0), (int) rows.size(1));
  }

  private static void requireBlocks(IndArrayTensor tensor, INDArray rows, int height, int width) {
    for (int row = 0; row < rows.size(0); row += height) {
      for (int column = 0; column < rows.size(1); column += width) {
        int count = (int) Math.min(height, rows.size(0) - row);
        int length = (int) Math.min(width, rows.size(1) - column);
        DoubleBuffer block = DoubleBuffer.allocate(count * length);
        tensor.read(row, count, column, length, block);
        assertThat(block.hasRemaining()).isFalse();
        for (int i = 0; i < count * length; i++) {
          assertThat(block.get(i)).isEqualTo(rows.getDouble(row + i / length, column + i % length));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"DOUBLE", "FLOAT", "HALF", "BFLOAT16", "BYTE", "UBYTE", "INT", "LONG"})
  void thePrecisionIsTheOneOfTheArray(DataType type) {
    INDArray array = Nd4j.ones(3, 2).castTo(type);
    Precision expected =
        switch (type) {
          case DOUBLE -> Precision.FLOAT64;
          case FLOAT -> Precision.FLOAT32;
          case HALF -> Precision.FLOAT16;
          case BFLOAT16 -> Precision.BFLOAT16;
          default -> Precision.INTEGER;
        };
    assertThat(IndArrayTensor.of(array).precision()).isEqualTo(expected);
    assertThat(IndArrayTensor.weights(array, Slicing.TRAILING).precision()).isEqualTo(expected);
  }

  @Test
  void floatsAreReadInPlaceSoThatLaterChangesAreSeen() {
    INDArray array = counting(DataType.FLOAT, 'c', 3, 2);
    IndArrayTensor tensor = IndArrayTensor.of(array);
    array.putScalar(0, 0, 42);
    DoubleBuffer first = DoubleBuffer.allocate(1);
    tensor.read(0, 1, 0, 1, first);
    assertThat(first.get(0)).isEqualTo(42);
  }

  @Test
  void weightsAreOfTheShapeThatOpeningThemGives() throws IOException {
    for (INDArray array : matrices().toList()) {
      Weights weights = IndArrayTensor.weights(array, Slicing.TRAILING);
      assertThat(weights.opener().open().shape()).isEqualTo(weights.shape());
    }
  }
}
