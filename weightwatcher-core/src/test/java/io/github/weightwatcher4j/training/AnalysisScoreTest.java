package io.github.weightwatcher4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.TrainingStep;
import org.junit.jupiter.api.Test;

/** By what an epoch is the best. */
class AnalysisScoreTest {

  private static final Analysis LOST = ScriptedAnalyses.lost();

  private static int bestEpoch(AnalysisScore score, History history) {
    return score.best(history).map(TrainingStep::epoch).orElse(0);
  }

  @Test
  void theBestEpochIsThatWithTheBestKnownScore() {
    History history =
        ScriptedAnalyses.history(
            LOST,
            ScriptedAnalyses.ofAlpha(4),
            ScriptedAnalyses.ofAlpha(2.1),
            ScriptedAnalyses.ofAlpha(1.4),
            LOST);

    assertThat(bestEpoch(AnalysisScore.alphaDistance(), history)).isEqualTo(3);
    assertThat(bestEpoch(AnalysisScore.meanAlpha(), history)).isEqualTo(4);
    assertThat(bestEpoch(AnalysisScore.maximizing(Metric.ALPHA), history)).isEqualTo(2);
    // Of 20 quantiles: 0.3 is a little more than the standard error, (2.1 - 1) / sqrt(20).
    assertThat(AnalysisScore.alphaDistance().of(history.steps().get(2).analysis()))
        .isCloseTo(0.1, within(0.3));
  }

  @Test
  void theFirstOfEqualEpochsIsTheBest() {
    Analysis analysis = ScriptedAnalyses.ofAlpha(3);

    assertThat(bestEpoch(AnalysisScore.meanAlpha(), ScriptedAnalyses.history(analysis, analysis)))
        .isEqualTo(1);
  }

  @Test
  void noEpochIsTheBestWhereNoneIsKnown() {
    History history = ScriptedAnalyses.history(LOST, ScriptedAnalyses.empty());

    assertThat(AnalysisScore.alphaDistance().best(history)).isEmpty();
    assertThat(AnalysisScore.alphaDistance().allowingUnknown().best(history)).isEmpty();
    assertThat(AnalysisScore.maximizing(Metric.LOG_NORM).best(history)).isEmpty();
  }

  @Test
  void whatIsUnknownIsTheWorstAndSaysWhy() {
    AnalysisScore score = AnalysisScore.alphaDistance();

    assertThat(score.of(LOST)).isEqualTo(Double.POSITIVE_INFINITY).isEqualTo(score.worst());
    assertThat(AnalysisScore.maximizing(Metric.ALPHA).of(LOST)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(score.unknown(LOST).orElseThrow())
        .startsWith("mean |alpha - 2| is unknown and counts as the worst score; fc: ")
        .contains("NaN");
    assertThat(score.allowingUnknown().unknown(LOST)).isEmpty();
    assertThat(score.allowingUnknown().of(LOST)).as("no layer is left").isEqualTo(score.worst());
  }

  @Test
  void aMetricOutsideTheSummaryIsRefused() {
    assertThatThrownBy(() -> AnalysisScore.maximizing(Metric.RANK_LOSS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("RANK_LOSS is not among the metrics of the summary");
  }
}
