package io.github.weightwatcher4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.bulk.FailedBulkFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.verdict.LayerPhase;
import io.github.weightwatcher4j.verdict.LayerVerdict;
import io.github.weightwatcher4j.verdict.Phase;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of verdicts in docs/verdicts.md, line by line, each on both sides of its border. */
class JudgementTest {

  private static LayerVerdict verdict(Judged layer) {
    return layer.report().verdict();
  }

  private static void cannotTell(Judged layer, String reason) {
    assertThat(verdict(layer).verdict()).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(verdict(layer).reason()).contains(reason);
  }

  @Test
  void aCollapseComesFirstUnlessDeadUnitsExplainIt() {
    Judged collapsed =
        Judged.power(3, 0.2, 100)
            .with(Metric.RAND_NUM_SPIKES, 2)
            .phase(
                LayerPhase.of(
                    Phase.RANK_COLLAPSE,
                    Optional.empty(),
                    Optional.of(Phase.HEAVY_TAILED),
                    false,
                    List.of()));
    assertThat(verdict(collapsed).verdict()).isEqualTo(Verdict.RANK_COLLAPSED);
    assertThat(verdict(collapsed).reason()).contains("the rest is heavy-tailed");
    Judged dead =
        Judged.power(3, 0.2, 100)
            .phase(
                LayerPhase.of(
                    Phase.RANK_COLLAPSE,
                    Optional.empty(),
                    Optional.of(Phase.HEAVY_TAILED),
                    true,
                    List.of()));
    assertThat(verdict(dead).verdict()).isEqualTo(Verdict.WELL_TRAINED);
  }

  @Test
  void whatIsUnknownIsNotJudged() {
    cannotTell(Judged.power(3, 0.2, 12).with(Metric.NUM_EVALS, 15), "15 eigenvalues are too few");
    cannotTell(Judged.failed(), "no power law: by hand");
    cannotTell(Judged.power(3, 0.2, 100).withoutBulk(), "the bulk was not fitted");
    FailedBulkFit sparse = new FailedBulkFit("too sparse");
    cannotTell(Judged.power(3, 0.2, 100).bulk(sparse), "noise cannot be ruled out: too sparse");
    FailedBulkFit heavy = new FailedBulkFit("most are outliers", false);
    cannotTell(Judged.power(3, 0.2, 9).bulk(heavy), "cannot be ruled out: most are outliers");
    assertThat(verdict(Judged.power(3, 0.2, 16).bulk(heavy)).verdict())
        .isEqualTo(Verdict.WELL_TRAINED);
    assertThat(verdict(Judged.power(3, 0.2, 16)).verdict()).isEqualTo(Verdict.WELL_TRAINED);
  }

  @Test
  void aTrapComesBeforeTheTail() {
    Judged trapped = Judged.power(3, 0.2, 100).with(Metric.RAND_NUM_SPIKES, 1);
    assertThat(verdict(trapped).verdict()).isEqualTo(Verdict.TRAPPED);
    assertThat(verdict(trapped.with(Metric.RAND_NUM_SPIKES, 0)).verdict())
        .isEqualTo(Verdict.WELL_TRAINED);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, RANDOM_LIKE, RANDOM_LIKE",
    "0, 1, BLEEDING_OUT, RANDOM_LIKE",
    "0, 1, BULK_DECAY, CANNOT_TELL",
    "0, 1, HEAVY_TAILED, CANNOT_TELL",
    "1, 1, BLEEDING_OUT, WELL_TRAINED",
    "0, 1.3, RANDOM_LIKE, WELL_TRAINED"
  })
  void noiseStandsWhereNeitherASpikeNorTheShapeOfTheBulkSpeaksAgainstIt(
      int spikes, double ratio, Phase phase, Verdict verdict) {
    Judged layer = Judged.power(3, 0.2, 100).bulk(spikes, ratio).phase(phase);
    assertThat(verdict(layer).verdict()).isEqualTo(verdict);
  }

  @Test
  void alphaMeansNothingWithoutAPowerLaw() {
    cannotTell(Judged.power(3, 0.2, 9).bulk(1, 1), "rests on 9 eigenvalues");
    cannotTell(Judged.power(3, 0.2, 100, 0.12), "the tail is not a power law");
    cannotTell(
        Judged.power(3, 0.2, 100).with(Metric.PL_P_VALUE, 0.01), "not a power law (p = 0.010)");
    PowerLawFit rival = new PowerLawFit(7, 0.2, 2, 20, 0.01, 60);
    cannotTell(Judged.power(3, 0.2, 100).rival(rival), "alpha = 3.00 and 7.00");
    assertThat(verdict(Judged.power(3, 0.2, 100, 0.12).with(Metric.PL_P_VALUE, 0.5)).verdict())
        .as("a bootstrap knows better than the table")
        .isEqualTo(Verdict.WELL_TRAINED);
    // 50 samples cannot tell a p below 0.02, and a model of 20 layers asks for 0.0026.
    cannotTell(
        Judged.power(3, 0.2, 100, 0.12).with(Metric.PL_P_VALUE, 0.0196).layers(20),
        "the tail is not a power law");
    assertThat(
            verdict(Judged.power(3, 0.2, 100).with(Metric.PL_P_VALUE, 0.0196).layers(20)).verdict())
        .as("nor does the table reject it")
        .isEqualTo(Verdict.WELL_TRAINED);
  }

  @ParameterizedTest
  @CsvSource({
    "1.70, 0.1, OVER_TRAINED, false",
    "1.80, 0.1, CANNOT_TELL, false",
    "1.91, 0.1, WELL_TRAINED, true",
    "2.20, 0.1, WELL_TRAINED, true",
    "2.22, 0.1, WELL_TRAINED, false",
    "5.50, 0.3, WELL_TRAINED, true",
    "5.30, 0.3, WELL_TRAINED, false",
    "6.29, 0.3, WELL_TRAINED, true",
    "6.40, 0.3, CANNOT_TELL, false",
    "6.80, 0.3, UNDER_TRAINED, false"
  })
  void alphaDecidesByItsInterval(double alpha, double sigma, Verdict verdict, boolean borderline) {
    LayerVerdict said = verdict(Judged.power(alpha, sigma, 400));
    assertThat(said.verdict()).isEqualTo(verdict);
    assertThat(said.isBorderline()).isEqualTo(borderline);
  }

  @Test
  void theBootstrapsIntervalIsTakenWhereItIsThere() {
    Judged wide =
        Judged.power(1.7, 0.1, 400).with(Metric.ALPHA_LOW, 1.5).with(Metric.ALPHA_HIGH, 2.1);
    assertThat(verdict(wide).verdict()).isEqualTo(Verdict.CANNOT_TELL);
  }

  @Test
  void steepTailsOfFewValuesAreNotUnderTrained() {
    // 20 values overestimate alpha - 1 by a tenth: 10 ± 1.5 may well be 6.
    assertThat(verdict(Judged.power(10, 1.5, 20)).verdict()).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(verdict(Judged.power(10, 0.45, 400)).verdict()).isEqualTo(Verdict.UNDER_TRAINED);
  }

  @Test
  void aTailThatBeginsWithinTheBulkIsNotOverTrainedUnlessWhatLiesBeyondIs() {
    Judged layer = Judged.power(1.5, 0.1, 40).bulk(30, 1.3).phase(Phase.HEAVY_TAILED);
    // Beyond the edge, at 4, fifty quantiles of power laws of exponent 3 and 1.4.
    assertThat(layer.report(beyond(3)).verdict().reason()).contains("beyond it, alpha = 3");
    assertThat(layer.report(beyond(3)).verdict().verdict()).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(layer.report(beyond(1.4)).verdict().verdict()).isEqualTo(Verdict.OVER_TRAINED);
  }

  private static Spectrum beyond(double alpha) {
    double[] tail = new double[50];
    Arrays.setAll(tail, i -> 4.01 * Math.pow(1 - (i + 0.5) / 50, -1 / (alpha - 1)));
    return Spectrum.of(
        DoubleStream.concat(DoubleStream.of(1, 2, 3), Arrays.stream(tail)).toArray());
  }

  @Test
  void theLevelIsThatOfTheModel() {
    // The distance of the bulk has p = 0.005: too much for a layer, not for one of a hundred.
    Judged layer = Judged.power(3, 0.2, 100).bulk(0, 1.16).phase(Phase.RANDOM_LIKE);
    assertThat(verdict(layer.layers(1)).verdict()).isEqualTo(Verdict.WELL_TRAINED);
    assertThat(verdict(layer.layers(100)).verdict()).isEqualTo(Verdict.RANDOM_LIKE);
  }
}
