package io.github.weightwatcher4j.assertj;

import static io.github.weightwatcher4j.assertj.Failures.messageOf;
import static io.github.weightwatcher4j.assertj.WeightWatcherAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.check.internal.Absence;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.option.TailMethod;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** Assertions on what an analysis did not look for or compute, over real analyses. */
class NotLookedForTest {

  private static final WeightWatcher WATCHER = new WeightWatcher(model());
  private static final Analysis DEFAULTS = WATCHER.analyze();
  private static final Analysis EVERYTHING =
      WATCHER.analyze(
          options ->
              options
                  .randomize(true)
                  .mpFit(true)
                  .detx(true)
                  .vectors(true)
                  .bootstrap(40)
                  .compareLaws(true)
                  .farms(1)
                  .universality(true)
                  .profile(true));

  private static Map<String, double[][]> model() {
    double[][] trap = gaussian(2);
    trap[7][9] = 40;
    Map<String, double[][]> model = new LinkedHashMap<>();
    model.put("noise", gaussian(1));
    model.put("trap", trap);
    model.put("zero", new double[60][40]);
    return model;
  }

  private static double[][] gaussian(long seed) {
    Random random = new Random(seed);
    double[][] matrix = new double[60][40];
    for (double[] row : matrix) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextGaussian();
      }
    }
    return matrix;
  }

  @ParameterizedTest
  @CsvSource({
    "OTHER_TAIL, compareLaws(true)",
    "RIVAL_TAILS, profile(true)",
    "CORRELATION_TRAP, randomize(true)"
  })
  void aFindingThatWasNotLookedForFailsWithItsOption(FindingType type, String option) {
    assertThat(messageOf(() -> assertThat(DEFAULTS).layer("noise").hasNoFindings(type)))
        .contains(
            "  noise: '" + type.label() + "' was not looked for: analyze with " + option + "\n");
    assertThat(EVERYTHING.availability(EVERYTHING.details().get("noise"), type).isPresent())
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = FindingType.class,
      names = {
        "RANK_COLLAPSE",
        "OUTLIER_LINE",
        "OVER_TRAINED",
        "UNDER_TRAINED",
        "RANDOM_LIKE",
        "NO_BULK",
        "DEAD_UNITS"
      })
  void withoutABulkNothingIsSaidOfNoise(FindingType type) {
    Analysis bare = new WeightWatcher(gaussian(1)).analyze(options -> options.mpFit(false));
    assertThat(messageOf(() -> assertThat(bare).hasNoFindings(type)))
        .contains("'" + type.label() + "' was not looked for: analyze with mpFit(true)\n");
  }

  @ParameterizedTest
  @EnumSource(
      value = FindingType.class,
      mode = Mode.EXCLUDE,
      names = {
        "OTHER_TAIL",
        "RIVAL_TAILS",
        "CORRELATION_TRAP",
        "RANDOM_LIKE",
        "UNDER_TRAINED",
        "SHORT_TAIL"
      })
  void whatEveryAnalysisLooksForPasses(FindingType type) {
    assertThat(DEFAULTS).layer("noise").hasNoFindings(type);
  }

  @Test
  void aTrapThatWasLookedForIsFoundWithItsNumbers() {
    assertThat(EVERYTHING).layer("noise").hasNoCorrelationTraps();
    assertThat(EVERYTHING).layer("trap").hasFinding(FindingType.CORRELATION_TRAP);
    assertThat(messageOf(() -> assertThat(EVERYTHING).layer("trap").hasNoCorrelationTraps()))
        .contains("  trap: 1 eigenvalue of the shuffled weights above their bulk (the largest is")
        .contains("    correlation trap: trap has a few huge weights, or a mean that is not zero,");
  }

  @Test
  void aLayerOfZerosHasReasonsForWhatItLacks() {
    String text =
        messageOf(
            () ->
                assertThat(EVERYTHING)
                    .layer("zero")
                    .hasNoFindings(FindingType.OVER_TRAINED, FindingType.CORRELATION_TRAP));
    assertThat(text)
        .contains("  zero: 'over-trained' cannot be told: no power law could be fitted: ")
        .contains("  zero: 'correlation trap' cannot be told: no bulk could be fitted: ");
  }

  @Test
  void boundsOfAPowerLawSayNothingOfAnotherLaw() {
    Analysis truncated =
        new WeightWatcher(gaussian(3)).analyze(options -> options.fit(TailMethod.TPL));
    assertThat(messageOf(() -> assertThat(truncated).hasNoFindings(FindingType.UNDER_TRAINED)))
        .contains(
            "  weights: 'under-trained' cannot be told: its bounds are those of a power law, and"
                + " the tail was fitted with a truncated power law\n");
    assertThat(truncated).layer("weights").hasMetricBetween(Metric.LAMBDA, 0, 1e9);
  }

  static List<Metric> notByDefault() {
    LayerReport noise = DEFAULTS.details().get("noise");
    return Stream.of(Metric.values())
        .filter(metric -> metric != Metric.TOP_K) // of sparse matrices alone
        .filter(metric -> noise.metric(metric).isEmpty())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("notByDefault")
  void aMetricThatIsAbsentHasTheOptionThatMakesItPresent(Metric metric) {
    assertThat(Absence.ofNumber(DEFAULTS.details().get("noise").availability(metric)))
        .startsWith("was not computed: analyze with ");
    boolean ofAnotherFit =
        Set.of(Metric.LAMBDA, Metric.RAW_ALPHA, Metric.NUM_FINGERS).contains(metric);
    // Noise has no heavy tail, and what it writes no layer reads.
    boolean ofAnotherLayer =
        Set.of(Metric.Stage.UNIVERSALITY, Metric.Stage.FLOW).contains(metric.stage());
    assertThat(EVERYTHING.details().get("noise").metric(metric).isPresent())
        .isEqualTo(!ofAnotherFit && !ofAnotherLayer);
  }

  @Test
  void clippingIsAskedForByItsOption() {
    Analysis clipped = new WeightWatcher(gaussian(4)).analyze(options -> options.fingers(true));
    assertThat(clipped).layer("weights").hasMetricBetween(Metric.RAW_ALPHA, 1, 100);
    assertThat(Absence.ofNumber(DEFAULTS.details().get("noise").availability(Metric.RAW_ALPHA)))
        .isEqualTo("was not computed: analyze with fingers(true)");
  }

  @ParameterizedTest
  @EnumSource(
      value = Metric.class,
      names = {"DETX_NUM", "TAIL_MEAN_VEC_ENTROPY", "LOG_NORM", "MP_SOFTRANK", "RAND_TW", "SIGMA"})
  void aZeroLayerLacksNumbersThoughTheyWereAskedFor(Metric metric) {
    assertThat(Absence.ofNumber(EVERYTHING.details().get("zero").availability(metric)))
        .startsWith("is not there: ");
  }
}
