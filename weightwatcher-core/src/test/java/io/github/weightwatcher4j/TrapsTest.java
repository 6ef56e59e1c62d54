package io.github.weightwatcher4j;

import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.ShuffledSpectrum;
import io.github.weightwatcher4j.metric.Trap;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.samples.Sources;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an analysis says of the traps that it finds. */
class TrapsTest {

  private static LayerReport analyze(double[][] matrix) {
    return new WeightWatcher(matrix)
        .analyze(options -> options.randomize(true))
        .details()
        .get("weights");
  }

  /** Standard normal noise with one weight of so many times (N M)^(1/4). */
  private static double[][] planted(long seed, int rows, int columns, double times) {
    double[][] matrix = gaussian(seed, rows, columns);
    matrix[rows / 3][columns / 2] = times * Math.pow((double) rows * columns, 0.25);
    return matrix;
  }

  @ParameterizedTest(name = "{0} x {1}")
  @CsvSource({"300, 200", "200, 300", "160, 160", "400, 100"})
  void aHugeWeightIsOneComponentOfTheTrapAndAllThatTheLayerDoes(int rows, int columns) {
    LayerReport row = analyze(planted(1, rows, columns, 4));

    assertThat(row.evidence().traps()).hasSize(1);
    Trap trap = row.evidence().traps().get(0);
    // The weight's share of its singular vectors is 1 less about (NM)^(1/2) / weight^2 = 1/16, and
    // up to N / weight^2 for the longer side; q has its square, the overlap the product with W's.
    assertThat(trap.q()).isGreaterThan(0.7);
    assertThat(trap.left().porterThomas()).isGreaterThan(0.6);
    assertThat(trap.overlap()).isGreaterThan(0.7);
    assertThat(trap.delta())
        .isCloseTo(trap.eigenvalue() / noiseEdge(rows, columns) - 1, within(0.05 * trap.delta()));
    double burden =
        trap.delta() * trap.delta() * trap.right().uniform() * trap.overlap() * trap.overlap();
    assertThat(trap.burden()).isEqualTo(burden);
    assertThat(row.metric(Metric.TRAP_BURDEN)).hasValue(trap.burden());
    assertThat(row.metric(Metric.RAND_NUM_SPIKES)).hasValue(1);
  }

  private static double noiseEdge(int rows, int columns) {
    return Math.pow(Math.sqrt(rows) + Math.sqrt(columns), 2);
  }

  @Test
  void aHugeWeightBesideWhatTheLayerDoesMostDoesNotOverlapIt() {
    double[][] matrix = planted(2, 200, 120, 4);
    double[] left = gaussian(3, 1, 200)[0];
    double[] right = gaussian(4, 1, 120)[0];
    for (int i = 0; i < 200; i++) {
      for (int j = 0; j < 120; j++) {
        matrix[i][j] += left[i] * right[j]; // a singular value of about 155, the weight's is 50
      }
    }
    matrix[66][60] = 50;
    LayerReport row = analyze(matrix);

    assertThat(row.evidence().traps()).isNotEmpty();
    Trap trap = row.evidence().traps().get(0);
    assertThat(trap.q()).isGreaterThan(0.7);
    // That of two directions without relation is about 1 / M.
    assertThat(trap.overlap()).isLessThan(10.0 / 120);
    assertThat(trap.burden()).isLessThan(0.01 * trap.delta() * trap.delta());
  }

  @Test
  void aMeanThatIsNotZeroIsATrapOfNoSingleWeight() {
    double[][] matrix = gaussian(5, 200, 120);
    for (double[] row : matrix) {
      for (int j = 0; j < row.length; j++) {
        row[j] += 0.5;
      }
    }
    LayerReport row = analyze(matrix);

    assertThat(row.evidence().traps()).hasSize(1);
    Trap trap = row.evidence().traps().get(0);
    assertThat(trap.q()).isLessThan(0.05);
    assertThat(trap.overlap()).isGreaterThan(0.95); // any order of the weights has the same mean
  }

  @Test
  void noiseHasNoTrapAndNoBurden() {
    LayerReport row = analyze(gaussian(6, 200, 120));

    assertThat(row.evidence().traps()).isEmpty();
    assertThat(row.metric(Metric.TRAP_BURDEN)).hasValue(0);
  }

  @Test
  void nothingIsMeasuredWhereWeightsWereNotShuffled() {
    LayerReport row = new WeightWatcher(planted(7, 200, 120, 4)).analyze().details().get("weights");

    assertThat(row.evidence().traps()).isEmpty();
    assertThat(row.metric(Metric.TRAP_BURDEN)).isEmpty();
  }

  @Test
  void theBurdenIsUnknownWhereAColumnTraps() {
    double[][] matrix = gaussian(8, 200, 120);
    for (double[] row : matrix) {
      row[7] *= 60;
    }
    LayerReport row = analyze(matrix);

    assertThat(row.metric(Metric.RAND_NUM_SPIKES)).hasValue(1);
    assertThat(row.evidence().traps()).isEmpty();
    assertThat(row.metric(Metric.TRAP_BURDEN)).isEmpty();
  }

  @Test
  void trapsAreMeasuredInTheFirstReplicaOfTheMedianNumber() {
    Analysis analysis =
        new WeightWatcher(planted(9, 200, 120, 4)).analyze(o -> o.randomize(true).replicas(3));
    List<ShuffledSpectrum> replicas = analysis.details().get("weights").evidence().shuffled();

    assertThat(replicas).extracting(replica -> replica.measured().size()).containsExactly(1, 0, 0);
    assertThat(replicas.get(0).measured().get(0).eigenvalue())
        .isEqualTo(replicas.get(0).traps().get(0).eigenvalue());
  }

  @ParameterizedTest(name = "pooled {0}")
  @CsvSource({"true", "false"})
  void theSliceOfATrapIsNamed(boolean pool) {
    double[] values = new double[80 * 60 * 4];
    double[][] noise = gaussian(10, 1, values.length);
    System.arraycopy(noise[0], 0, values, 0, values.length);
    values[4 * (31 * 60 + 17) + 2] = 40; // of the third of four kernel positions
    Weights weights =
        Weights.of(
            WeightTensor.of(
                TensorShape.of(80, 60, 2, 2),
                io.github.weightwatcher4j.model.Precision.FLOAT64,
                values),
            Slicing.TRAILING);
    ModelSource model =
        ModelSource.of(
            "conv", List.of(Layer.of(new LayerInfo(0, "conv", LayerType.CONV2D), weights)));
    Analysis analysis = new WeightWatcher(model).analyze(o -> o.randomize(true).pool(pool));

    List<Trap> traps =
        analysis.details().stream().flatMap(row -> row.evidence().traps().stream()).toList();
    assertThat(traps).hasSize(1);
    assertThat(traps.get(0).slice()).isEqualTo(2);
    assertThat(traps.get(0).q()).isGreaterThan(0.7);
    assertThat(traps.get(0).overlap()).isGreaterThan(0.7);
  }

  @Test
  void trapsDoNotDependOnTheNumberOfThreads() {
    WeightWatcher watcher =
        new WeightWatcher(
            Sources.dense(
                planted(11, 200, 120, 4), gaussian(12, 90, 50), planted(13, 150, 150, 5)));
    Analysis one = watcher.analyze(o -> o.randomize(true).replicas(3).threads(1));
    Analysis five = watcher.analyze(o -> o.randomize(true).replicas(3).threads(5));

    assertThat(five.details()).isEqualTo(one.details());
    assertThat(one.details().get("layer0").evidence().traps()).hasSize(1);
  }
}
