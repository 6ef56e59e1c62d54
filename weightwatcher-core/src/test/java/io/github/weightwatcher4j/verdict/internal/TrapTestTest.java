package io.github.weightwatcher4j.verdict.internal;

import static java.util.Arrays.fill;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.FailedBulkFit;
import io.github.weightwatcher4j.bulk.GoodnessOfFit;
import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.bulk.MatrixNoise;
import io.github.weightwatcher4j.bulk.MatrixSpectrum;
import io.github.weightwatcher4j.bulk.Spike;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.EntryStatistics;
import io.github.weightwatcher4j.matrix.internal.LayerMatrices;
import io.github.weightwatcher4j.matrix.internal.Line;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.samples.CommonsMathProvider;
import io.github.weightwatcher4j.samples.Matrices;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import io.github.weightwatcher4j.spectrum.internal.Shuffle;
import io.github.weightwatcher4j.verdict.Levels;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TrapTestTest {

  private static final Levels LEVELS = new Levels(0.05, true);
  private static final SpectrumSolver SOLVER =
      new CommonsMathProvider().solver(SpectrumMethod.FAST);

  private static TrapTest.Replica replica(double m, double... eigenvalues) {
    Spectrum spectrum = Spectrum.of(eigenvalues);
    return new TrapTest.Replica(spectrum, MatrixSpectrum.of(spectrum, 40, m), List.of());
  }

  @Test
  void twoColumnsThatAreNotAllZeroAreTested() {
    TrapTest.Replica two = replica(2, 1, 3);
    assertThat(two.isTested()).isTrue();
    assertThat(replica(1, 3).isTested()).isFalse();
    assertThat(replica(2, 0, 0).isTested()).isFalse();
    assertThat(TrapTest.tested(List.of(replica(1, 3), two, replica(2, 0, 0))))
        .containsExactly(two.tested());
  }

  @Test
  void whereAllIsZeroThereAreNoTraps() {
    BulkFit bulk = TrapTest.traps(List.of(replica(2, 0, 0)), 0.01);
    assertThat(bulk).isEqualTo(new FailedBulkFit("all weights are zero"));
  }

  @Test
  void aTrapIsThatOfTheMatrixWhoseEigenvalueItIs() {
    Spike large = new Spike(9, 1, 6, 1e-6);
    Spike small = new Spike(5, 1, 4, 1e-4);
    MarchenkoPasturFit fit =
        new MarchenkoPasturFit(
            List.of(new MatrixNoise(40, 2, 0.01, 0, 4)),
            List.of(large, small),
            6,
            1e-6,
            new GoodnessOfFit(0.1, 0.5),
            1,
            9);
    assertThat(TrapTest.traps(fit, replica(2, 1, 5))).containsExactly(small);
    assertThat(TrapTest.traps(fit, replica(3, 1, 5, 9))).containsExactly(large, small);
    assertThat(TrapTest.traps(fit, replica(2, 1, 2))).isEmpty();
  }

  /** 60 x 40 entries of noise, with what is done to them. */
  private static LayerMatrices noise(Consumer<double[][]> change) throws IOException {
    double[][] weights = Matrices.gaussian(5, 60, 40);
    change.accept(weights);
    return LayerMatrices.open(Weights.of(WeightTensor.of(weights), Slicing.TRAILING));
  }

  private static List<Line> outliers(LayerMatrices layer) {
    WeightMatrix matrix = layer.matrices().get(0);
    return TrapTest.outliers(matrix, EntryStatistics.of(matrix, () -> false), LEVELS, () -> false);
  }

  private static TrapTest.Replica shuffled(LayerMatrices layer, double factor) {
    EntryStatistics entries = EntryStatistics.of(layer.matrices().get(0), () -> false);
    return new TrapTest(SOLVER, LEVELS, 1, 1)
        .shuffled(layer, new Shuffle(1, 0, 0, 0), entries, outliers(layer), factor, () -> false);
  }

  private static void multiplyRow(double[][] weights, double factor) {
    for (int j = 0; j < 40; j++) {
      weights[7][j] *= factor;
    }
  }

  @Test
  void aLoudRowIsTakenOutWhereItsWeightsWouldMakeManyTraps() throws IOException {
    try (LayerMatrices layer = noise(weights -> multiplyRow(weights, 30))) {
      assertThat(outliers(layer)).hasSize(1);
      assertThat(outliers(layer).get(0).row()).isTrue();
      assertThat(outliers(layer).get(0).index()).isEqualTo(7);
      TrapTest.Replica replica = shuffled(layer, 1);
      assertThat(replica.without()).isEqualTo(outliers(layer));
      assertThat(replica.spectrum().size()).isEqualTo(40);
      assertThat(replica.tested().n()).isEqualTo(59);
      assertThat(replica.tested().m()).isEqualTo(40);
      // What is left is noise of variance 1: nothing beyond (sqrt(59) + sqrt(40))^2 = 196.
      assertThat(replica.tested().spectrum().max()).isLessThan(215);
      assertThat(replica.spectrum().max()).isGreaterThan(400);
      BulkFit bulk = TrapTest.traps(List.of(replica), 0.01);
      assertThat(bulk)
          .isInstanceOfSatisfying(
              MarchenkoPasturFit.class, fit -> assertThat(fit.spikes()).isEmpty());
    }
  }

  @Test
  void aHugeWeightIsOneTrapAndLeftIn() throws IOException {
    try (LayerMatrices layer = noise(weights -> weights[7][11] = 60)) {
      assertThat(outliers(layer)).hasSize(1);
      TrapTest.Replica replica = shuffled(layer, 1);
      assertThat(replica.without()).isEmpty();
      assertThat(replica.tested().spectrum()).isEqualTo(replica.spectrum());
      MarchenkoPasturFit fit =
          (MarchenkoPasturFit) TrapTest.traps(List.of(replica), LEVELS.traps(1));
      assertThat(TrapTest.traps(fit, replica)).hasSize(1);
      // 60^2, and the row and column of noise about it.
      assertThat(TrapTest.traps(fit, replica).get(0).eigenvalue()).isBetween(3600.0, 3800.0);
    }
  }

  @Test
  void aFactorMultipliesEveryEigenvalue() throws IOException {
    try (LayerMatrices layer = noise(weights -> {})) {
      assertThat(outliers(layer)).isEmpty();
      double[] one = shuffled(layer, 1).spectrum().toArray();
      double[] four = shuffled(layer, 4).spectrum().toArray();
      assertThat(four).isEqualTo(Arrays.stream(one).map(x -> 4 * x).toArray()); // no rounding
    }
  }

  @Test
  void hardlyAnyWeightsHaveNoOutliers() throws IOException {
    Consumer<double[][]> zero = weights -> Arrays.stream(weights).forEach(row -> fill(row, 0));
    try (LayerMatrices layer = noise(zero)) {
      assertThat(outliers(layer)).isEmpty();
    }
    // Two weights a column, and ten are the fewest of a matrix that is tested.
    try (LayerMatrices layer =
        noise(
            weights -> {
              zero.accept(weights);
              for (int i = 0; i < 40; i++) {
                weights[i][i] = 1;
                weights[59 - i][i] = i == 3 ? 40 : 1;
              }
            })) {
      assertThat(outliers(layer)).isEmpty();
    }
  }
}
