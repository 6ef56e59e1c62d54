package io.github.weightwatcher4j.matrix.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.samples.IndexTensor;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Slices of tensors whose elements are their own positions. */
class LayerMatricesTest {

  /** Shapes with more rows than columns and fewer, kernels of one to three axes. */
  static Stream<TensorShape> shapes() {
    return Stream.of(
        TensorShape.of(5, 3),
        TensorShape.of(3, 5),
        TensorShape.of(1, 4),
        TensorShape.of(4, 1),
        TensorShape.of(6, 4, 3),
        TensorShape.of(4, 6, 3),
        TensorShape.of(5, 3, 2, 3),
        TensorShape.of(3, 5, 3, 2),
        TensorShape.of(2, 3, 4, 5),
        TensorShape.of(4, 2, 2, 1, 3),
        TensorShape.of(2, 2, 3, 6, 4));
  }

  private static long[] dims(TensorShape shape) {
    return shape.dims().stream().mapToLong(Long::longValue).toArray();
  }

  /** Position in C order of element (row, column) of a slice. */
  private static double element(
      TensorShape shape, Slicing slicing, int slice, long row, long column) {
    int rank = shape.rank();
    return slicing == Slicing.TRAILING
        ? (row * shape.dim(1) + column) * shape.product(2, rank) + slice
        : (slice * shape.dim(rank - 2) + row) * shape.dim(rank - 1) + column;
  }

  /** Reads the matrix in blocks of some rows and compares every element with its definition. */
  private static void requireElements(
      WeightMatrix matrix, TensorShape shape, Slicing slicing, int slice, int block) {
    int first = slicing == Slicing.TRAILING ? 0 : shape.rank() - 2;
    boolean isWide = shape.dim(first) < shape.dim(first + 1);
    assertThat(matrix.transposed()).isEqualTo(isWide);
    for (int from = 0; from < matrix.rows(); from += block) {
      int count = Math.min(block, matrix.rows() - from);
      double[] values = new double[count * matrix.columns()];
      matrix.read(from, count, DoubleBuffer.wrap(values));
      for (int i = 0; i < values.length; i++) {
        int row = from + (isWide ? i % count : i / matrix.columns());
        int column = isWide ? i / count : i % matrix.columns();
        double expected =
            isWide
                ? element(shape, slicing, slice, column, row)
                : element(shape, slicing, slice, row, column);
        assertThat(values[i]).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void everyElementIsInItsPlaceWhicheverBlocksAreRead(TensorShape shape) throws IOException {
    for (Slicing slicing : Slicing.values()) {
      Weights weights = Weights.of(new IndexTensor(dims(shape)), slicing);
      MatrixShape expected = MatrixShape.of(weights);
      try (LayerMatrices layer = LayerMatrices.open(weights)) {
        List<WeightMatrix> matrices = layer.matrices();
        assertThat(matrices).hasSize((int) expected.rf());
        for (int slice = 0; slice < matrices.size(); slice++) {
          assertThat(matrices.get(slice).rows()).isEqualTo((int) expected.n());
          assertThat(matrices.get(slice).columns()).isEqualTo((int) expected.m());
          for (int block = 1; block <= expected.n(); block++) {
            requireElements(matrices.get(slice), shape, slicing, slice, block);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void slicesOfATensorThatIsNotDecodedFirstReadTheSame(TensorShape shape) {
    IndexTensor tensor = new IndexTensor(dims(shape));
    for (Slicing slicing : Slicing.values()) {
      int first = slicing == Slicing.TRAILING ? 0 : shape.rank() - 2;
      int slices = (int) (shape.size() / shape.dim(first) / shape.dim(first + 1));
      for (int slice = 0; slice < slices; slice++) {
        WeightMatrix matrix = new WeightMatrix(tensor, new Slices(shape, slicing), slice);
        requireElements(matrix, shape, slicing, slice, 2);
      }
    }
  }

  @Test
  void aKernelTooLargeToDecodeAtOnceIsReadSliceBySlice() throws IOException {
    IndexTensor tensor = new IndexTensor(1500, 1400, 2); // 4.2 million weights
    try (LayerMatrices layer = LayerMatrices.open(Weights.of(tensor, Slicing.TRAILING))) {
      double[] row = new double[1400];
      layer.matrices().get(1).read(1499, 1, DoubleBuffer.wrap(row));
      double[] expected =
          LongStream.range(0, 1400).mapToDouble(c -> (1499 * 1400 + c) * 2 + 1).toArray();
      assertThat(row).containsExactly(expected);
    }
  }

  @Test
  void placesNameTheElementInTheTensorsOwnOrder() throws IOException {
    WeightMatrix tall = only(new IndexTensor(5, 3));
    WeightMatrix wide = only(new IndexTensor(3, 5));
    assertThat(tall.place(4, 2)).isEqualTo("[4, 2]");
    assertThat(wide.place(4, 2)).isEqualTo("[2, 4]");
  }

  private static WeightMatrix only(WeightTensor tensor) throws IOException {
    try (LayerMatrices layer = LayerMatrices.open(Weights.of(tensor, Slicing.TRAILING))) {
      assertThat(layer.matrices()).hasSize(1);
      return layer.matrices().get(0);
    }
  }

  @Test
  void closingClosesTheTensorOnce() throws IOException {
    IndexTensor tensor = new IndexTensor(4, 3, 2);
    LayerMatrices.open(Weights.of(tensor, Slicing.TRAILING)).close();
    assertThat(tensor.closed()).isEqualTo(1);
  }

  @Test
  void aTensorThatCannotBeReadIsClosed() {
    IndexTensor tensor = new IndexTensor(4, 3, 2);
    WeightTensor broken = new BrokenTensor(tensor);
    assertThatThrownBy(() -> LayerMatrices.open(Weights.of(broken, Slicing.TRAILING)))
        .hasMessage("broken file");
    assertThat(tensor.closed()).isEqualTo(1);
  }

  @Test
  void aTensorOfAnotherShapeThanItsDescriptionIsRefusedAndClosed() {
    IndexTensor tensor = new IndexTensor(4, 3);
    Weights weights =
        new Weights(TensorShape.of(5, 3), Precision.FLOAT32, Slicing.TRAILING, () -> tensor);
    assertThatThrownBy(() -> LayerMatrices.open(weights))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the weights were announced as [5 x 3] and turned out to be [4 x 3]");
    assertThat(tensor.closed()).isEqualTo(1);
  }

  @Test
  void aTensorOfTwoAxesIsOneMatrix() {
    WeightMatrix matrix = WeightMatrix.of(new IndexTensor(3, 5));
    requireElements(matrix, TensorShape.of(3, 5), Slicing.TRAILING, 0, 2);
    assertThat(matrix.precision()).isEqualTo(Precision.FLOAT32);
    WeightTensor cube = new IndexTensor(2, 2, 2);
    assertThatThrownBy(() -> WeightMatrix.of(cube))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a matrix has rank 2 but the tensor is [2 x 2 x 2]");
  }

  @Test
  void onlyASquareMatrixIsTurned() {
    WeightMatrix matrix = WeightMatrix.of(new IndexTensor(3, 3));
    double[] rows = new double[6];
    matrix.transpose().read(1, 2, DoubleBuffer.wrap(rows));
    // Rows 1 and 2 of the transpose are columns 1 and 2; a transposed block goes column by column.
    assertThat(rows).containsExactly(1, 2, 4, 5, 7, 8);
    assertThat(matrix.transpose().transposed()).isTrue();
    WeightMatrix oblong = WeightMatrix.of(new IndexTensor(4, 3));
    assertThatThrownBy(oblong::transpose)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("4 x 3");
  }

  /** Fails at the first read. */
  private record BrokenTensor(IndexTensor tensor) implements WeightTensor {

    @Override
    public TensorShape shape() {
      return tensor.shape();
    }

    @Override
    public Precision precision() {
      return tensor.precision();
    }

    @Override
    public void read(long firstRow, int rows, long firstColumn, int columns, DoubleBuffer target) {
      throw new IllegalStateException("broken file");
    }

    @Override
    public void close() {
      tensor.close();
    }
  }
}
