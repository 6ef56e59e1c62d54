package io.github.weightwatcher4j.matrix.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.samples.IndexTensor;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.internal.LapackSolver;
import io.github.weightwatcher4j.spectrum.internal.Permutation;
import io.github.weightwatcher4j.spectrum.internal.ShuffledMatrix;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Matrices without some rows and columns, of tensors whose elements are their own positions. */
class WithoutLinesTest {

  private static Line row(int index) {
    return new Line(true, index, 0);
  }

  private static Line column(int index) {
    return new Line(false, index, 0);
  }

  /** Element (row, column) of the N x M matrix. */
  private static double element(WeightMatrix matrix, int row, int column, int block) {
    int first = row / block * block;
    int count = Math.min(block, matrix.rows() - first);
    double[] values = new double[count * matrix.columns()];
    matrix.read(first, count, DoubleBuffer.wrap(values));
    return matrix.transposed()
        ? values[column * count + row - first]
        : values[(row - first) * matrix.columns() + column];
  }

  private static List<Line> removed(Random random, int rows, int columns) {
    return Stream.concat(
            IntStream.range(0, rows).mapToObj(WithoutLinesTest::row),
            IntStream.range(0, columns).mapToObj(WithoutLinesTest::column))
        .filter(line -> random.nextInt(3) == 0)
        .toList();
  }

  private static int[] kept(List<Line> removed, boolean row, int count) {
    return IntStream.range(0, count).filter(i -> !removed.contains(new Line(row, i, 0))).toArray();
  }

  static Stream<TensorShape> shapes() {
    return Stream.of(
        TensorShape.of(7, 5, 1),
        TensorShape.of(5, 7, 1),
        TensorShape.of(6, 6, 3),
        TensorShape.of(4, 6, 3));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void everyElementAndItsPlaceIsThatOfTheWholeMatrix(TensorShape shape) {
    Random random = new Random(4);
    Slices slices = new Slices(shape, Slicing.TRAILING);
    WeightTensor tensor = new IndexTensor(shape.dim(0), shape.dim(1), shape.dim(2));
    int width = (int) shape.dim(1);
    int count = (int) shape.dim(2);
    for (int trial = 0; trial < 50; trial++) {
      List<Line> lines = removed(random, (int) shape.dim(0), width);
      WeightMatrix rest = new WeightMatrix(tensor, slices, trial % count).without(lines);
      int[] rows = kept(lines, true, (int) shape.dim(0));
      int[] columns = kept(lines, false, width);
      assertThat(rest.rows()).isEqualTo(Math.max(rows.length, columns.length));
      assertThat(rest.columns()).isEqualTo(Math.min(rows.length, columns.length));
      for (int i = 0; i < rows.length; i++) {
        for (int j = 0; j < columns.length; j++) {
          int n = rest.transposed() ? j : i;
          int m = rest.transposed() ? i : j;
          assertThat(element(rest, n, m, 1 + trial % 4))
              .isEqualTo((rows[i] * width + columns[j]) * count + trial % count);
          assertThat(rest.place(n, m)).isEqualTo("[" + rows[i] + ", " + columns[j] + "]");
        }
      }
    }
  }

  @Test
  void aMatrixIsTurnedWhereItsLongerSideBecomesTheShorterOne() {
    WeightMatrix matrix = WeightMatrix.of(new IndexTensor(5, 4));
    assertThat(matrix.without(List.of(row(0))).transposed()).isFalse();
    WeightMatrix turned = matrix.without(List.of(row(0), row(3)));
    assertThat(turned.transposed()).isTrue();
    assertThat(turned.rows()).isEqualTo(4);
    assertThat(turned.columns()).isEqualTo(3);
  }

  @Test
  void linesAreNumberedAsInTheWholeMatrixHoweverOftenSomeAreTakenOut() {
    WeightMatrix matrix = WeightMatrix.of(new IndexTensor(5, 4));
    WeightMatrix rest = matrix.without(List.of(row(0), column(1))).without(List.of(row(1), row(0)));
    assertThat(rest.view().rows()).isEqualTo(3);
    assertThat(rest.view().columns()).isEqualTo(3);
    assertThat(rest.place(0, 1)).isEqualTo("[2, 2]");
    assertThat(element(rest, 0, 1, 1)).isEqualTo(10);
  }

  @Test
  void aMatrixWithoutAnyLineIsEmptyAndHasNoEigenvalues() {
    WeightMatrix matrix = WeightMatrix.of(new IndexTensor(2, 2));
    WeightMatrix empty = matrix.without(List.of(row(0), row(1), column(0), column(1)));
    assertThat(empty.rows()).isZero();
    assertThat(EntryStatistics.of(empty, () -> false).nonZero()).isZero();
    assertThat(new LapackSolver(SpectrumMethod.FAST).eigenvalues(empty, 0, () -> false).size())
        .isZero();
  }

  @Test
  void theSolverAndTheShuffleTakeAMatrixWithoutLinesAsTheyTakeItsCopy() {
    Random random = new Random(5);
    double[][] entries = new double[9][8];
    for (double[] row : entries) {
      for (int j = 0; j < row.length; j++) {
        row[j] = random.nextGaussian();
      }
    }
    double[][] copy = new double[6][7];
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 7; j++) {
        copy[i][j] = entries[i < 2 ? i : i + 3][j < 3 ? j : j + 1]; // no rows 2 to 4, no column 3
      }
    }
    WeightMatrix rest =
        WeightMatrix.of(WeightTensor.of(entries))
            .without(List.of(row(2), row(3), row(4), column(3)));
    WeightMatrix expected = WeightMatrix.of(WeightTensor.of(copy));
    assertThat(rest.transposed()).isTrue();
    for (SpectrumMethod method : SpectrumMethod.values()) {
      assertThat(spectrum(rest, method)).isEqualTo(spectrum(expected, method));
    }
    assertThat(shuffled(rest)).isEqualTo(shuffled(expected));
  }

  private static Spectrum spectrum(WeightMatrix matrix, SpectrumMethod method) {
    return new LapackSolver(method).eigenvalues(matrix, 0, () -> false);
  }

  private static Spectrum shuffled(WeightMatrix matrix) {
    try (ShuffledMatrix copy = ShuffledMatrix.of(matrix, new Permutation(6, 42), () -> false)) {
      return spectrum(copy.matrix(), SpectrumMethod.FAST);
    }
  }
}
