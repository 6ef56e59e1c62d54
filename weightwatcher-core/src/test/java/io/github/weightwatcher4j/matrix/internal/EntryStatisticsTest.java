package io.github.weightwatcher4j.matrix.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryStatisticsTest {

  /** Row 1 and column 2 are dead. */
  private static final double[][] TALL = {{1, -2, 0}, {0, 0, 0}, {2, 0, 0}, {0, 3, 0}};

  private static final double[][] WIDE = {{1, 0, 2, 0}, {-2, 0, 0, 3}, {0, 0, 0, 0}};

  private static EntryStatistics statistics(WeightMatrix matrix) {
    return EntryStatistics.of(matrix, () -> false);
  }

  private static EntryStatistics statistics(double[][] matrix) {
    return statistics(WeightMatrix.of(WeightTensor.of(matrix)));
  }

  private static void requireSumsOfTall(EntryStatistics statistics) {
    assertThat(statistics.n()).isEqualTo(3);
    assertThat(statistics.m()).isEqualTo(2);
    assertThat(statistics.nonZero()).isEqualTo(4);
    assertThat(statistics.share()).isEqualTo(4.0 / 6);
    assertThat(statistics.sumOfSquares()).isEqualTo(18);
    // 4 (1 + 16 + 16 + 81) / 18^2 = 1.407, over 2/3, less 3; rounding alone differs
    assertThat(statistics.kurtosis()).hasValueCloseTo(456.0 / 324, within(1e-15));
    assertThat(statistics.excessKurtosis()).isCloseTo(456.0 / 216 - 3, within(1e-15));
  }

  @Test
  void aTallMatrixIsCountedAsByHand() {
    EntryStatistics statistics = statistics(TALL);
    requireSumsOfTall(statistics);
    assertThat(statistics.columns()).isEqualTo(3);
    assertThat(statistics.meanSquare()).isEqualTo(3); // 18 over 3 x 2
    assertThat(statistics.excessKurtosisShuffled()) // the 12 entries of all lines, 4 not zero
        .isCloseTo(456.0 / 324 * 3 - 3, within(1e-14));
    assertThat(statistics.deadLines()).containsExactly(new Line(true, 1, 0), new Line(false, 2, 0));
    assertThat(statistics.lines())
        .containsExactly(
            new Line(true, 0, 5),
            new Line(true, 1, 0),
            new Line(true, 2, 4),
            new Line(true, 3, 9),
            new Line(false, 0, 5),
            new Line(false, 1, 13),
            new Line(false, 2, 0));
  }

  @Test
  void itsTransposeHasTheSameNumbersAndNamesTheLinesOfItsOwnTensor() {
    EntryStatistics statistics = statistics(WIDE);
    requireSumsOfTall(statistics);
    assertThat(statistics.deadLines()).containsExactly(new Line(true, 2, 0), new Line(false, 1, 0));
    assertThat(statistics.lines())
        .contains(new Line(true, 1, 13), new Line(false, 3, 9), new Line(false, 0, 5));
  }

  @Test
  void theSlicesOfAKernelAreCountedEachByItself() {
    double[] kernel = new double[4 * 3 * 2];
    for (int i = 0; i < 12; i++) {
      kernel[2 * i] = TALL[i / 3][i % 3];
      kernel[2 * i + 1] = 7;
    }
    TensorShape shape = TensorShape.of(4, 3, 2);
    WeightTensor tensor = WeightTensor.of(shape, Precision.FLOAT64, kernel);
    Slices slices = new Slices(shape, Slicing.TRAILING);
    requireSumsOfTall(statistics(new WeightMatrix(tensor, slices, 0)));
    EntryStatistics sevens = statistics(new WeightMatrix(tensor, slices, 1));
    assertThat(sevens.deadLines()).isEmpty();
    assertThat(sevens.kurtosis()).hasValueCloseTo(1.0, within(1e-15));
    assertThat(sevens.n()).isEqualTo(4);
  }

  @Test
  void linesThatWereTakenOutAreAbsentRatherThanDead() {
    WeightMatrix matrix = WeightMatrix.of(WeightTensor.of(TALL));
    EntryStatistics rest = statistics(matrix.without(statistics(TALL).deadLines()));
    requireSumsOfTall(rest);
    assertThat(rest.deadLines()).isEmpty();
    assertThat(rest.lines()).hasSize(5).contains(new Line(true, 3, 9), new Line(false, 1, 13));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-310, 1e-200, 1e-100, 1, 1e150, 1e300})
  void theUnitOfTheWeightsChangesNoRatio(double unit) {
    double[][] scaled = new double[TALL.length][3];
    for (int i = 0; i < 12; i++) {
      scaled[i / 3][i % 3] = TALL[i / 3][i % 3] * unit;
    }
    EntryStatistics statistics = statistics(scaled);
    assertThat(statistics.n()).isEqualTo(3);
    assertThat(statistics.m()).isEqualTo(2);
    // products with the unit are rounded to 1e-16 of themselves, those below 1e-308 to 5e-14
    assertThat(statistics.kurtosis()).hasValueCloseTo(456.0 / 324, within(1e-12));
  }

  @Test
  void aLargerWeightInALaterBlockRescalesWhatWasAdded() {
    EntrySums sums = new EntrySums(2, 2);
    sums.add(new double[] {3e-3, 4e-3}, 0, 1, 0, 2);
    sums.add(new double[] {0, 2e5}, 1, 1, 0, 2);
    assertThat(sums.unscaled(sums.squaresOfRows[0])).isCloseTo(25e-6, within(1e-20));
    assertThat(sums.unscaled(sums.squaresOfColumns[0])).isCloseTo(9e-6, within(1e-20));
    assertThat(sums.unscaled(sums.squaresOfRows[1])).isCloseTo(4e10, within(1e-5));
    // one entry alone has 1; the first row's squares, 6e-16 of the total, take twice that off
    assertThat(sums.fourthPowers() / sums.total() / sums.total()).isCloseTo(1, within(2e-15));
  }

  @Test
  void aRowOfWeightsTooSmallToSquareBesideTheOthersIsAlive() {
    EntryStatistics statistics = statistics(new double[][] {{1, 1}, {1e-250, 0}, {0, 0}});
    assertThat(statistics.deadLines()).containsExactly(new Line(true, 2, 0));
    assertThat(statistics.nonZero()).isEqualTo(3);
  }

  private static EntryStatistics sample(DoubleSupplier entry) {
    double[][] matrix = new double[500][400];
    for (double[] row : matrix) {
      for (int j = 0; j < row.length; j++) {
        row[j] = entry.getAsDouble();
      }
    }
    return statistics(matrix);
  }

  // A sample kurtosis of 200,000 normal entries has a standard error of sqrt(24 / 200,000) = .011;
  // those of uniform entries and of the tenth of a mask are smaller and .035: four of each.

  @Test
  void normalEntriesHaveKurtosisThree() {
    Random random = new Random(1);
    assertThat(sample(random::nextGaussian).excessKurtosis()).isCloseTo(0, within(.044));
  }

  @Test
  void uniformEntriesHaveKurtosisOnePointEight() {
    Random random = new Random(2);
    EntryStatistics uniform = sample(() -> 2 * random.nextDouble() - 1);
    assertThat(uniform.kurtosis()).hasValueCloseTo(1.8, within(.02));
    assertThat(uniform.excessKurtosis()).isCloseTo(-1.2, within(.02));
  }

  @Test
  void aMaskRaisesTheExcessAndLeavesTheKurtosisOfWhatItKeeps() {
    Random random = new Random(3);
    EntryStatistics masked = sample(() -> random.nextInt(10) == 0 ? random.nextGaussian() : 0);
    assertThat(masked.share()).isCloseTo(.1, within(.003));
    assertThat(masked.kurtosis()).hasValueCloseTo(3.0, within(.14));
    assertThat(masked.excessKurtosis()).isCloseTo(27, within(2.3)); // 3/.1 - 3, both errors
  }

  @Test
  void entriesHeavierThanKurtosisSixCountAsSix() {
    double[][] matrix = new double[20][20];
    for (double[] row : matrix) {
      Arrays.fill(row, 1);
    }
    matrix[3][4] = 100; // kurtosis near 400
    assertThat(statistics(matrix).excessKurtosis()).isEqualTo(3);
  }

  @Test
  void aMatrixOfZerosHasNoKurtosisAndOnlyDeadLines() {
    EntryStatistics zeros = statistics(new double[3][2]);
    assertThat(zeros.kurtosis()).isEmpty();
    assertThat(zeros.excessKurtosis()).isZero();
    assertThat(zeros.deadLines()).hasSize(5);
    assertThat(List.of(zeros.n(), zeros.m())).containsExactly(0, 0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void brokenWeightsAreLeftToTheSolver(double broken) {
    EntryStatistics statistics = statistics(new double[][] {{1, 2}, {broken, 3}, {0, 0}});
    assertThat(statistics.nonZero()).isEqualTo(4);
    assertThat(statistics.deadLines()).hasSize(1);
  }

  @Test
  void aWideMatrixIsReadByWholeRowsAsItIsStored() {
    int rows = 40;
    int columns = 20_000; // more than one block
    List<Integer> lengths = new ArrayList<>();
    WeightTensor stored =
        WeightTensor.of(
            TensorShape.of(rows, columns),
            Precision.FLOAT64,
            new Random(3).doubles((long) rows * columns, -1, 1).toArray());
    WeightTensor seen =
        WeightTensor.of(
            stored.shape(),
            stored.precision(),
            List.of(stored),
            (first, count, column, length, target) -> {
              lengths.add(length);
              stored.read(first, count, column, length, target);
            });
    EntryStatistics statistics = statistics(WeightMatrix.of(seen));
    assertThat(lengths).hasSizeGreaterThan(1).containsOnly(columns);
    double sum = Arrays.stream(stored.toArray()).map(x -> x * x).sum();
    assertThat(statistics.sumOfSquares()).isCloseTo(sum, within(1e-10 * sum)); // order of addition
  }

  @Test
  void cancellingStopsTheRead() {
    WeightMatrix matrix = WeightMatrix.of(WeightTensor.of(TALL));
    assertThatThrownBy(() -> EntryStatistics.of(matrix, () -> true))
        .isInstanceOf(CancellationException.class);
  }
}
