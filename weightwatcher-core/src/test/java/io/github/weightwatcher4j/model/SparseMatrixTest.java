package io.github.weightwatcher4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.DoubleBuffer;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparseMatrixTest {

  private static final int[] ROWS = {2, 0, 2, 0, 2};
  private static final int[] COLUMNS = {1, 3, 0, 1, 1};
  private static final double[] VALUES = {5, 2, 7, 1, 0.5};

  @Test
  void entriesInAnyOrderAreSortedAndThoseOfOnePlaceSummed() {
    SparseMatrix matrix = SparseMatrix.ofCoo(3, 4, ROWS, COLUMNS, VALUES);
    assertThat(matrix.toArray()).containsExactly(0, 1, 0, 2, 0, 0, 0, 0, 7, 5.5, 0, 0);
    assertThat(matrix.entries()).isEqualTo(4);
    assertThat(matrix.sumOfSquares()).isEqualTo(1 + 4 + 49 + 5.5 * 5.5);
    assertThat(matrix.transpose().toArray()).containsExactly(0, 0, 7, 1, 0, 5.5, 0, 0, 0, 2, 0, 0);
  }

  @Test
  void compressedRowsAreTheSameMatrix() {
    int[] starts = {0, 2, 2, 5};
    int[] columns = {3, 1, 1, 0, 1};
    double[] values = {2, 1, 5, 7, 0.5};
    SparseMatrix matrix = SparseMatrix.ofCsr(3, 4, starts, columns, values);
    assertThat(matrix.toArray())
        .isEqualTo(SparseMatrix.ofCoo(3, 4, ROWS, COLUMNS, VALUES).toArray());
    values[0] = 100;
    assertThat(matrix.toArray()[3]).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyBlockIsThatOfTheDenseMatrix(long seed) {
    Random random = new Random(seed);
    double[][] dense = dense(random, 9, 7);
    SparseMatrix sparse = sparse(dense);
    WeightTensor expected = WeightTensor.of(dense);
    for (int trial = 0; trial < 50; trial++) {
      int row = random.nextInt(9);
      int column = random.nextInt(7);
      int rows = 1 + random.nextInt(9 - row);
      int columns = 1 + random.nextInt(7 - column);
      assertThat(block(sparse, row, rows, column, columns))
          .isEqualTo(block(expected, row, rows, column, columns));
    }
  }

  private static double[] block(WeightTensor tensor, int row, int rows, int column, int columns) {
    double[] block = new double[rows * columns];
    tensor.read(row, rows, column, columns, DoubleBuffer.wrap(block));
    return block;
  }

  @Test
  void theProductWithTheGramMatrixIsThatOfTheDenseMatrix() {
    double[][] dense = dense(new Random(6), 12, 8);
    double[] x = new Random(7).doubles(8).toArray();
    double[] product = new double[8];
    sparse(dense).multiplyGram(x, product);
    for (int j = 0; j < 8; j++) {
      double expected = 0;
      for (double[] row : dense) {
        double along = 0;
        for (int i = 0; i < 8; i++) {
          along += row[i] * x[i];
        }
        expected += row[j] * along;
      }
      assertThat(product[j]).isCloseTo(expected, within(1e-14));
    }
  }

  private static double[][] dense(Random random, int rows, int columns) {
    double[][] dense = new double[rows][columns];
    for (double[] row : dense) {
      for (int j = 0; j < columns; j++) {
        row[j] = random.nextDouble() < 0.3 ? random.nextGaussian() : 0;
      }
    }
    return dense;
  }

  private static SparseMatrix sparse(double[][] dense) {
    int columns = dense[0].length;
    int[] rows = new int[dense.length * columns];
    int[] indices = new int[rows.length];
    double[] values = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i / columns;
      indices[i] = i % columns;
      values[i] = dense[i / columns][i % columns];
    }
    return SparseMatrix.ofCoo(dense.length, columns, rows, indices, values);
  }

  @Test
  void arraysThatDoNotFitAreRefused() {
    int[] two = {0, 1};
    double[] values = {1, 2};
    assertRefused("rowStarts must have 3 numbers but has 2", 2, new int[] {0, 2}, two, values);
    assertRefused("rowStarts must go from 0", 2, new int[] {1, 1, 2}, two, values);
    assertRefused("rowStarts must not fall", 2, new int[] {0, 3, 2}, two, values);
    assertRefused("columnIndices must have 2", 2, new int[] {0, 1, 2}, new int[] {0}, values);
    assertRefused(
        "columnIndices[1] must be within 0 and 2 but was 3",
        2,
        new int[] {0, 1, 2},
        new int[] {0, 3},
        values);
    assertRefused("rows and columns >= 0", -1, new int[] {0}, two, values);
  }

  private static void assertRefused(
      String problem, int rows, int[] starts, int[] columns, double[] values) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparseMatrix.ofCsr(rows, 3, starts, columns, values))
        .withMessageContaining(problem);
  }

  @Test
  void linesWithoutEntriesAreNotCountedByTheBillion() {
    int[] none = {};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparseMatrix.ofCoo(2_000_000_000, 5, none, none, new double[0]))
        .withMessageContaining("leave out those that are empty");
  }

  @Test
  void textHasTheSameDigitsInEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      assertThat(SparseMatrix.ofCoo(2, 13, new int[] {1}, new int[] {12}, new double[] {5}))
          .hasToString("2 x 13, 1 entries");
    } finally {
      Locale.setDefault(before);
    }
  }
}
