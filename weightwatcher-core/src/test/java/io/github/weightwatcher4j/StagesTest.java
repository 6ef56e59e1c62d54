package io.github.weightwatcher4j;

import static io.github.weightwatcher4j.samples.Matrices.gaussian;
import static io.github.weightwatcher4j.samples.Matrices.heavyTailed;
import static io.github.weightwatcher4j.samples.Matrices.scaled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.fit.TruncatedPowerLawFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metric.Stage;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.option.TailMethod;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.samples.Matrices;
import io.github.weightwatcher4j.samples.Sources;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Everything that an analysis does on request, through the whole pipeline. */
class StagesTest {

  private static LayerReport analyze(double[][] matrix) {
    return new WeightWatcher(matrix).analyze(StagesTest::everything).details().get("weights");
  }

  private static AnalysisOptionsBuilder everything(AnalysisOptionsBuilder options) {
    return options
        .mpFit(true)
        .randomize(true)
        .replicas(2)
        .detx(true)
        .vectors(true)
        .compareLaws(true)
        .bootstrap(60)
        .universality(true)
        .farms(1)
        .profile(true);
  }

  @Test
  void everyMetricThatWasAskedForIsThere() {
    LayerReport row = analyze(heavyTailed(7, 2.5, 200, 100));
    List<Metric> missing =
        Arrays.stream(Metric.values())
            .filter(metric -> metric.stage() != Stage.FLOW) // one layer flows nowhere
            .filter(metric -> row.metric(metric).isEmpty())
            .toList();
    // Of so small a matrix, alpha is as large without a heavy tail: there is no largest mu.
    assertThat(missing)
        .containsExactly(
            Metric.TOP_K, Metric.LAMBDA, Metric.RAW_ALPHA, Metric.NUM_FINGERS, Metric.MU_HIGH);
    assertThat(row.evidence().shuffled())
        .hasSize(2)
        .allMatch(replica -> replica.spectrum().size() == 100);
    assertThat(row.evidence().vectors()).hasSize(100);
    assertThat(row.bestTail()).isEqualTo(row.evidence().laws().orElseThrow().best());
    assertThat(row.evidence().laws().orElseThrow().size())
        .isEqualTo((int) row.metric(Metric.TAIL_SIZE).orElseThrow());
  }

  @Test
  void nothingIsThereThatWasNotAskedFor() {
    LayerReport row =
        new WeightWatcher(heavyTailed(7, 2.5, 200, 100)).analyze().details().get("weights");
    assertThat(row.metrics().asMap().keySet())
        .extracting(Metric::stage)
        .containsOnly(Stage.SHAPE, Stage.FIT, Stage.NORMS, Stage.RANKS, Stage.BULK);
    assertThat(row.evidence().shuffled()).isEmpty();
    LayerReport bare =
        new WeightWatcher(heavyTailed(7, 2.5, 200, 100))
            .analyze(o -> o.mpFit(false))
            .details()
            .get("weights");
    assertThat(bare.metrics().asMap().keySet())
        .extracting(Metric::stage)
        .containsOnly(Stage.SHAPE, Stage.FIT, Stage.NORMS, Stage.RANKS);
    assertThat(bare.evidence().bulk()).isEmpty();
    assertThat(bare.phase()).isEmpty();
    assertThat(bare.verdict().verdict()).isEqualTo(Verdict.CANNOT_TELL);
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 2, 5})
  void resultsDoNotDependOnTheNumberOfThreads(int threads) {
    double[][][] layers = {
      gaussian(1, 60, 40), heavyTailed(2, 2, 90, 50), gaussian(3, 50, 50), gaussian(4, 30, 20)
    };
    WeightWatcher watcher = new WeightWatcher(Sources.dense(layers));
    Analysis expected = watcher.analyze(options -> everything(options).threads(1));
    Analysis actual = watcher.analyze(options -> everything(options).threads(threads));
    assertThat(actual.details()).isEqualTo(expected.details());
  }

  @Test
  void anotherSeedShufflesAndResamplesOtherwise() {
    double[][] matrix = heavyTailed(7, 2.5, 200, 100);
    LayerReport first = analyze(matrix);
    LayerReport other =
        new WeightWatcher(matrix)
            .analyze(options -> everything(options).seed(43))
            .details()
            .get("weights");
    assertThat(other.metric(Metric.RAND_DISTANCE)).isNotEqualTo(first.metric(Metric.RAND_DISTANCE));
    assertThat(other.metric(Metric.ALPHA_LOW)).isNotEqualTo(first.metric(Metric.ALPHA_LOW));
    assertThat(other.metric(Metric.ALPHA)).isEqualTo(first.metric(Metric.ALPHA));
  }

  @ParameterizedTest(name = "scale {0}")
  @ValueSource(doubles = {1e-6, 1e-3, 7, 1e6})
  void theScaleOfTheWeightsChangesNothingButUnits(double scale) {
    for (double[][] matrix :
        List.of(gaussian(91, 150, 100), heavyTailed(92, 2, 120, 80), planted(93))) {
      LayerReport expected = analyze(matrix);
      LayerReport actual = analyze(scaled(matrix, scale));
      for (Metric metric :
          List.of(
              Metric.NUM_SPIKES,
              Metric.RAND_NUM_SPIKES,
              Metric.DETX_NUM,
              Metric.TAIL_SIZE,
              Metric.PL_P_VALUE)) {
        assertThat(actual.metric(metric)).as(metric.key()).isEqualTo(expected.metric(metric));
      }
      for (Metric metric :
          List.of(
              Metric.ALPHA,
              Metric.D,
              Metric.ENTROPY,
              Metric.SIGMA_MP,
              Metric.MP_SOFTRANK,
              Metric.RAND_DISTANCE,
              Metric.ALPHA_LOW,
              Metric.ALPHA_HIGH)) {
        double value = expected.metric(metric).orElseThrow();
        // The solver's 1e-13 of lambda_max through quotients, and differences of spectra.
        assertThat(actual.metric(metric).orElseThrow())
            .as(metric.key())
            .isCloseTo(value, within(1e-9 * value));
      }
      assertThat(actual.findings())
          .extracting(Finding::type)
          .isEqualTo(expected.findings().stream().map(Finding::type).toList());
    }
  }

  /** Gaussian noise of variance 1 / N and three directions of strength 3, 4 and 6. */
  private static double[][] planted(long seed) {
    double[][] matrix = scaled(gaussian(seed, 300, 200), 1 / Math.sqrt(300));
    double[][] u = Matrices.orthogonal(seed + 1, 300);
    double[][] v = Matrices.orthogonal(seed + 2, 200);
    double[] strengths = {3, 4, 6};
    for (int k = 0; k < strengths.length; k++) {
      for (int i = 0; i < 300; i++) {
        for (int j = 0; j < 200; j++) {
          matrix[i][j] += strengths[k] * u[i][k] * v[j][k];
        }
      }
    }
    return matrix;
  }

  @Test
  void plantedDirectionsAreSpikesOfTheirStrengthAndNoTraps() {
    LayerReport row = analyze(planted(5));
    assertThat(row.metric(Metric.NUM_SPIKES)).hasValue(3);
    assertThat(row.metric(Metric.RAND_NUM_SPIKES)).hasValue(0);
    assertThat(row.findings())
        .extracting(Finding::type)
        .doesNotContain(FindingType.CORRELATION_TRAP, FindingType.RANDOM_LIKE);
    MarchenkoPasturFit bulk = (MarchenkoPasturFit) row.evidence().bulk().orElseThrow();
    double[] strengths = {6, 4, 3};
    for (int i = 0; i < strengths.length; i++) {
      // An eigenvalue fluctuates by the order of N^(-1/2) around its limit.
      assertThat(bulk.spikes().get(i).strength()).isCloseTo(strengths[i], within(0.15));
    }
  }

  @Test
  void oneHugeWeightIsOneTrap() {
    double[][] matrix = gaussian(6, 120, 80);
    matrix[17][5] = 60;
    LayerReport row = analyze(matrix);
    assertThat(row.metric(Metric.RAND_NUM_SPIKES)).hasValue(1);
    assertThat(row.metric(Metric.MAX_RAND_EVAL).orElseThrow()).isBetween(3600.0, 3900.0);
    assertThat(row.evidence().shuffled())
        .hasSize(2)
        .allSatisfy(
            replica ->
                assertThat(replica.traps())
                    .singleElement()
                    .satisfies(trap -> assertThat(trap.statistic()).isGreaterThan(100)));
    assertThat(row.findings())
        .filteredOn(finding -> finding.type() == FindingType.CORRELATION_TRAP)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.message())
                  .startsWith("1 eigenvalue of the shuffled weights above their bulk");
              assertThat(finding.numbers().value(Metric.RAND_TW).orElseThrow()).isGreaterThan(100);
            });
  }

  @Test
  void randomWeightsAreSaidToBeRandom() {
    LayerReport row = analyze(gaussian(8, 400, 200));
    assertThat(row.metric(Metric.NUM_SPIKES)).hasValue(0);
    assertThat(row.findings()).extracting(Finding::type).contains(FindingType.RANDOM_LIKE);
    assertThat(row.metric(Metric.SIGMA_MP).orElseThrow()).isCloseTo(1, within(0.02));
  }

  @Test
  void aTruncatedPowerLawMayTakeThePlaceOfThePowerLaw() {
    LayerReport row =
        new WeightWatcher(gaussian(8, 300, 200))
            .analyze(options -> options.fit(TailMethod.TPL))
            .details()
            .get("weights");
    assertThat(row.tail()).isInstanceOf(TruncatedPowerLawFit.class);
    assertThat(row.metric(Metric.LAMBDA).orElseThrow()).isPositive();
    assertThat(row.findings())
        .extracting(Finding::type)
        .as("the bounds 2 and 6 are those of a power law")
        .doesNotContain(FindingType.OVER_TRAINED, FindingType.UNDER_TRAINED);
  }

  @Test
  void theInverseHasTheInverseEigenvaluesAndTheLayersOwnSingularValues() {
    double[] singular = new double[20];
    Arrays.setAll(singular, i -> i < 2 ? 0 : 1.0 + i);
    LayerReport row =
        new WeightWatcher(Matrices.ofSingularValues(3, 30, singular))
            .analyze(options -> options.inverse(true))
            .details()
            .get("weights");
    assertThat(row.spectrum().size()).as("two zeros are left out").isEqualTo(18);
    assertThat(row.spectrum().max()).isCloseTo(1 / 9.0, within(1e-12));
    assertThat(row.spectrum().min()).isCloseTo(1 / 400.0, within(1e-12));
    assertThat(row.metric(Metric.SV_MAX).orElseThrow()).isCloseTo(20, within(1e-12));
    assertThat(row.metric(Metric.MATRIX_RANK)).hasValue(18);
  }

  @Test
  void equalEigenvaluesAreAllInTheTailButForPythonsConventions() {
    // A diagonal's eigenvalues are its squares, without rounding: 1, 4, 16 and 64.
    float[] diagonal = new float[411];
    for (int i = 0; i < 411; i++) {
      diagonal[i] = i < 300 ? 1 : i < 400 ? 2 : i < 410 ? 4 : 8;
    }
    WeightWatcher watcher = new WeightWatcher(Nd4j.diag(Nd4j.createFromArray(diagonal)));
    LayerReport row = watcher.analyze().details().get("weights");
    assertThat(row.metric(Metric.XMIN)).hasValue(16);
    assertThat(row.metric(Metric.TAIL_SIZE)).hasValue(11);
    LayerReport split = watcher.analyze(o -> o.splitTies(true)).details().get("weights");
    assertThat(split.metric(Metric.XMIN)).hasValue(16);
    assertThat(split.metric(Metric.TAIL_SIZE)).hasValue(3);
    Analysis python = watcher.analyze(AnalysisOptionsBuilder::pythonCompatible);
    assertThat(python.details().get("weights").tail()).isEqualTo(split.tail());
    assertThat(python.provenance().options()).containsEntry("splitTies", true);
  }

  @Test
  void slicesThatAreNotPooledAreShuffledAndFittedOneByOne() {
    INDArray kernel = Nd4j.randn(5L, new long[] {40, 30, 2, 2});
    Analysis analysis =
        new WeightWatcher(kernel).analyze(options -> everything(options).pool(false));
    assertThat(analysis.details().size()).isEqualTo(4);
    assertThat(analysis.details())
        .allSatisfy(
            row -> {
              assertThat(row.evidence().shuffled())
                  .allMatch(replica -> replica.spectrum().size() == 30);
              assertThat(row.metric(Metric.NUM_SPIKES)).hasValue(0);
            });
    assertThat(analysis.details().column(Metric.MAX_RAND_EVAL).distinct()).hasSize(4);
  }
}
