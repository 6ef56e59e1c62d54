package io.github.weightwatcher4j.spectrum.internal;

import static io.github.weightwatcher4j.samples.Matrices.floats;
import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static io.github.weightwatcher4j.samples.Matrices.product;
import static io.github.weightwatcher4j.samples.Matrices.real;
import static io.github.weightwatcher4j.samples.Matrices.transposed;
import static io.github.weightwatcher4j.samples.Matrices.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.spectrum.EigenSystem;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shuffled copies of matrices: what they hold, what they depend on, and the way back. */
class ShuffleTest {

  private static final Shuffle SHUFFLE = new Shuffle(7, 3, 0, 0);

  private static ShuffledMatrix apply(Shuffle shuffle, WeightMatrix matrix) {
    return shuffle.apply(matrix, () -> false);
  }

  /** N x M whatever the orientation, read in blocks of some rows. */
  private static double[][] dense(WeightMatrix matrix) {
    int blockRows = 37;
    double[][] w = new double[matrix.rows()][matrix.columns()];
    double[] block = new double[blockRows * matrix.columns()];
    for (int first = 0; first < matrix.rows(); first += blockRows) {
      int count = Math.min(blockRows, matrix.rows() - first);
      matrix.read(first, count, DoubleBuffer.wrap(block));
      for (int row = 0; row < count; row++) {
        for (int column = 0; column < matrix.columns(); column++) {
          w[first + row][column] =
              matrix.transposed()
                  ? block[column * count + row]
                  : block[row * matrix.columns() + column];
        }
      }
    }
    return w;
  }

  private static double[][] shuffled(Shuffle shuffle, WeightMatrix matrix) {
    try (ShuffledMatrix copy = apply(shuffle, matrix)) {
      return dense(copy.matrix());
    }
  }

  private static double[] sorted(double[][] w) {
    return Arrays.stream(w).flatMapToDouble(DoubleStream::of).sorted().toArray();
  }

  @ParameterizedTest(name = "{0} x {1}")
  @CsvSource({"1, 1", "9, 1", "1, 9", "40, 30", "30, 40", "700, 300", "300, 700"})
  void aShuffledMatrixHoldsTheSameElementsAndGivesThemBack(int rows, int columns) {
    double[][] w = gaussian(41, rows, columns);
    for (WeightMatrix matrix : new WeightMatrix[] {weights(w), weights(floats(w))}) {
      double[][] original = dense(matrix);
      try (ShuffledMatrix copy = apply(SHUFFLE, matrix)) {
        assertThat(copy.matrix().transposed()).isEqualTo(matrix.transposed());
        assertThat(copy.matrix().precision()).isEqualTo(matrix.precision());
        double[][] mixed = dense(copy.matrix());
        assertThat(sorted(mixed)).isEqualTo(sorted(original));
        if (rows * columns > 9) {
          assertThat(Arrays.deepEquals(mixed, original)).isFalse();
        }
        copy.putBack();
        assertThat(dense(copy.matrix())).isDeepEqualTo(original);
      }
    }
  }

  @Test
  void theDrawDependsOnSeedLayerSliceAndReplicaAndOnNothingElse() {
    WeightMatrix matrix = weights(gaussian(42, 8, 5));
    Set<String> draws = new HashSet<>();
    for (int value = 0; value < 5; value++) {
      draws.add(Arrays.deepToString(shuffled(new Shuffle(value, 1, 1, 1), matrix)));
      draws.add(Arrays.deepToString(shuffled(new Shuffle(1, value, 1, 1), matrix)));
      draws.add(Arrays.deepToString(shuffled(new Shuffle(1, 1, value, 1), matrix)));
      draws.add(Arrays.deepToString(shuffled(new Shuffle(1, 1, 1, value), matrix)));
    }
    assertThat(draws).hasSize(4 * 5 - 3); // (1, 1, 1, 1) came four times
  }

  @Test
  void theDrawDoesNotDependOnWhichSideIsStoredAsRows() {
    double[][] w = gaussian(43, 90, 40);
    assertThat(shuffled(SHUFFLE, weights(transposed(w))))
        .isDeepEqualTo(shuffled(SHUFFLE, weights(w)));
  }

  @Test
  void aShuffledMatrixOfLowRankHasFullRank() {
    WeightMatrix matrix = weights(product(gaussian(44, 60, 3), gaussian(45, 3, 40)));
    LapackSolver solver = new LapackSolver(SpectrumMethod.FAST);
    Spectrum own = solver.eigenvalues(matrix, 1e-6, () -> false);
    try (ShuffledMatrix copy = apply(SHUFFLE, matrix)) {
      Spectrum random = solver.eigenvalues(copy.matrix(), 1e-6, () -> false);
      assertThat(own.countBelow(1e-9 * own.max())).isEqualTo(37);
      assertThat(random.countBelow(1e-9 * random.max())).isZero();
      assertThat(random.max()).isLessThan(own.max());
      // The squared Frobenius norm stays; 2400 additions in another order.
      assertThat(random.sum()).isCloseTo(own.sum(), within(1e-12 * own.sum()));
    }
  }

  /** The way of a trap: found in the shuffled matrix, taken out of it, the rest put back. */
  @ParameterizedTest(name = "{0} x {1}")
  @CsvSource({"50, 30", "30, 50", "40, 40"})
  void whatIsTakenOutOfTheShuffledMatrixIsGoneFromTheOriginal(int rows, int columns) {
    WeightMatrix matrix = weights(gaussian(46, rows, columns));
    try (ShuffledMatrix copy = apply(SHUFFLE, matrix)) {
      double[][] mixed = dense(copy.matrix());
      takeOutLargest(copy);
      copy.putBack();
      RealMatrix difference = real(dense(matrix)).subtract(real(dense(copy.matrix())));
      SingularValueDecomposition svd = new SingularValueDecomposition(real(mixed));
      RealMatrix trap =
          svd.getU()
              .getColumnMatrix(0)
              .multiply(svd.getVT().getRowMatrix(0))
              .scalarMultiply(svd.getSingularValues()[0]);
      // The elements of the trap, each where its weight came from; 1e-13 for both solvers.
      assertThat(sorted(difference.getData()))
          .containsExactly(sorted(trap.getData()), within(1e-13 * svd.getNorm()));
    }
  }

  private static void takeOutLargest(ShuffledMatrix copy) {
    WeightMatrix matrix = copy.matrix();
    int m = matrix.columns();
    LapackSolver solver = new LapackSolver(SpectrumMethod.FAST);
    try (EigenSystem system = solver.eigenvectors(matrix, () -> false)) {
      double[] block = new double[16 * m];
      for (int first = 0; first < matrix.rows(); first += 16) {
        int count = Math.min(16, matrix.rows() - first);
        matrix.read(first, count, DoubleBuffer.wrap(block));
        system.remove(block, count, m - 1, m);
        copy.write(first, count, block);
      }
    }
  }

  @Test
  void cancellingStopsTheWork() {
    WeightMatrix matrix = weights(gaussian(47, 20, 10));
    assertThatThrownBy(() -> SHUFFLE.apply(matrix, () -> true))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void whatCannotBeDoneTwiceOrAfterClosingIsRefused() {
    ShuffledMatrix copy = apply(SHUFFLE, weights(gaussian(48, 20, 10)));
    assertThatThrownBy(() -> copy.write(18, 3, new double[30]))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> copy.write(0, 3, new double[29]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 rows of 10");
    copy.putBack();
    assertThatThrownBy(copy::putBack).isInstanceOf(IllegalStateException.class);
    copy.close();
    copy.close();
    WeightMatrix closed = copy.matrix();
    assertThatThrownBy(() -> closed.read(0, 1, DoubleBuffer.allocate(10)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> copy.write(0, 1, new double[10]))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theCopyTakesFourBytesAnElementUpToFloat32AndEightAbove() {
    MatrixShape shape = new MatrixShape(4096, 1024, 9);
    long elements = 4096L * 1024;
    long block = 8L * 256 * 1024;
    assertThat(Shuffle.bytesNeeded(shape, Precision.BFLOAT16)).isEqualTo(4 * elements + block);
    assertThat(Shuffle.bytesNeeded(shape, Precision.FLOAT64)).isEqualTo(8 * elements + block);
    assertThat(Shuffle.bytesNeeded(shape, Precision.INTEGER)).isEqualTo(8 * elements + block);
  }
}
