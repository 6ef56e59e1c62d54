package io.github.weightwatcher4j.matrix.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.bulk.TracyWidom;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.model.WeightTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutlierLinesTest {

  private static final int ROWS = 300;
  private static final int COLUMNS = 200;

  /** What the largest eigenvalue of unit noise exceeds with probability 5 % / lines (Johnstone). */
  private static final double THRESHOLD = threshold();

  private static double threshold() {
    double n = Math.sqrt(ROWS - .5);
    double m = Math.sqrt(COLUMNS - .5);
    double scale = (n + m) * Math.cbrt(1 / n + 1 / m);
    return (n + m) * (n + m) + scale * TracyWidom.exceededWith(.05 / (ROWS + COLUMNS));
  }

  private static double[][] noise(long seed) {
    Random random = new Random(seed);
    double[][] matrix = new double[ROWS][COLUMNS];
    for (double[] row : matrix) {
      for (int j = 0; j < COLUMNS; j++) {
        row[j] = random.nextGaussian();
      }
    }
    return matrix;
  }

  private static void scaleColumn(double[][] matrix, int column, double factor) {
    for (double[] row : matrix) {
      row[column] *= factor;
    }
  }

  private static double[][] transpose(double[][] matrix) {
    double[][] result = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < result.length; j++) {
        result[j][i] = matrix[i][j];
      }
    }
    return result;
  }

  private static OutlierLines outliers(double[][] entries, double threshold) {
    WeightMatrix matrix = WeightMatrix.of(WeightTensor.of(entries));
    EntryStatistics statistics = EntryStatistics.of(matrix, () -> false);
    return OutlierLines.of(matrix, statistics, rest -> threshold, () -> false);
  }

  private static List<String> names(OutlierLines outliers) {
    return outliers.lines().stream()
        .map(line -> (line.row() ? "row " : "column ") + line.index())
        .toList();
  }

  @Test
  void aColumnSixtyTimesTooLargeIsNamedAndNoneOfTheRowsThatItRunsThrough() {
    for (int seed = 0; seed < 20; seed++) {
      double[][] matrix = noise(seed);
      scaleColumn(matrix, 17 + seed, 60);
      assertThat(names(outliers(matrix, THRESHOLD))).containsExactly("column " + (17 + seed));
      assertThat(names(outliers(transpose(matrix), THRESHOLD)))
          .containsExactly("row " + (17 + seed));
    }
  }

  @Test
  void aColumnTwiceTooLargeIsMostlyFound() {
    int found = 0;
    for (int seed = 100; seed < 130; seed++) {
      double[][] matrix = noise(seed);
      scaleColumn(matrix, 17, 2);
      found += names(outliers(matrix, THRESHOLD)).equals(List.of("column 17")) ? 1 : 0;
    }
    // its squared norm is 1200 +- 98, the threshold about 1057: .93 of them, 28 +- 1.4
    assertThat(found).isBetween(23, 30);
  }

  @Test
  void noiseHasNoOutlierLine() {
    for (int seed = 200; seed < 300; seed++) {
      assertThat(outliers(noise(seed), THRESHOLD).lines()).isEmpty();
    }
  }

  @Test
  void aHugeColumnLeavesNoRoundingErrorInTheNormsOfTheOthers() {
    double[][] matrix = noise(1);
    scaleColumn(matrix, 5, 1e12); // its squares are 1e24: what is left of 300 would be lost in them
    OutlierLines outliers = outliers(matrix, THRESHOLD);
    assertThat(names(outliers)).containsExactly("column 5");
    scaleColumn(matrix, 5, 0);
    EntryStatistics zeroed =
        EntryStatistics.of(WeightMatrix.of(WeightTensor.of(matrix)), () -> false);
    List<Line> expected = new ArrayList<>(zeroed.lines().toList());
    expected.remove(new Line(false, 5, 0));
    List<Line> left = outliers.restStatistics().lines().toList();
    assertThat(left).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      Line line = left.get(i);
      assertThat(line.index()).isEqualTo(expected.get(i).index());
      assertThat(line.squaredNorm() / expected.get(i).squaredNorm())
          .isBetween(1 - 1e-13, 1 + 1e-13); // sums of 300 squares in another order
    }
  }

  @Test
  void theLargestComesFirstAndIndicesAreThoseOfTheWholeMatrix() {
    double[][] matrix = {{1, 2, 1, 2}, {50, 60, 70, 80}, {0, 0, 9, 0}, {1, 0, 0, 20}, {2, 1, 2, 1}};
    OutlierLines outliers = outliers(matrix, 50);
    // column 3 has 4 + 400 + 1 without row 1, column 2 then 1 + 81 + 4; what is left is below 50
    assertThat(outliers.lines())
        .containsExactly(new Line(true, 1, 17400), new Line(false, 3, 405), new Line(false, 2, 86));
    assertThat(outliers.isFull()).isFalse();
    assertThat(outliers.rest().view().rows()).isEqualTo(4);
    assertThat(outliers.restStatistics().nonZero()).isEqualTo(5);
  }

  @Test
  void theSearchStopsAtThirtyTwo() {
    OutlierLines outliers = outliers(noise(1), 1);
    assertThat(outliers.lines()).hasSize(OutlierLines.MOST);
    assertThat(outliers.isFull()).isTrue();
    assertThat(outliers(noise(1), Double.NaN).lines()).isEmpty();
  }

  @Test
  void theSearchEndsWhereFewerThanTwoColumnsAreLeft() {
    OutlierLines outliers = outliers(new double[][] {{3, 1}, {1, 2}}, 0);
    assertThat(outliers.lines()).containsExactly(new Line(true, 0, 10));
    assertThat(outliers(new double[2][2], 0).lines()).isEmpty();
  }

  @Test
  void theThresholdIsAskedAgainForWhatIsLeft() {
    double[][] matrix = {{90, 0, 0}, {0, 9, 9}, {1, 1, 2}, {2, 1, 1}};
    WeightMatrix whole = WeightMatrix.of(WeightTensor.of(matrix));
    OutlierLines outliers =
        OutlierLines.of(
            whole,
            EntryStatistics.of(whole, () -> false),
            rest -> rest.nonZero() == 9 ? 8000 : 100,
            () -> false);
    // column 0 has 8105; without it row 0 is dead and row 1 has 162
    assertThat(outliers.lines()).containsExactly(new Line(false, 0, 8105), new Line(true, 1, 162));
  }
}
