package io.github.weightwatcher4j.training.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.training.ScriptedAnalyses;
import io.github.weightwatcher4j.training.StopRule;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When a rule ends a training, by analyses of arrays. */
class StopJudgeTest {

  private final AtomicReference<Optional<Analysis>> newest =
      new AtomicReference<>(Optional.empty());

  private StopJudge judge(StopRule rule) {
    return new StopJudge(rule, newest::get);
  }

  /** The number of the analysis that it stops at, from 1; 0 where it does not. */
  private int stopsAt(StopJudge judge, Analysis... analyses) {
    for (int i = 0; i < analyses.length; i++) {
      newest.set(Optional.of(analyses[i]));
      if (judge.stops()) {
        return i + 1;
      }
    }
    return 0;
  }

  private static Analysis[] alphas(double... alphas) {
    return Arrays.stream(alphas).mapToObj(ScriptedAnalyses::ofAlpha).toArray(Analysis[]::new);
  }

  @Test
  void itStopsWhereTheRuleWasMetThatManyTimesInARow() {
    StopJudge judge = judge(StopRule.meanAlphaBelow(2).times(3));

    assertThat(judge.stops()).as("before the first analysis").isFalse();
    assertThat(stopsAt(judge, alphas(4, 1.5, 1.5, 2.5, 1.5, 1.6, 1.5, 1.5))).isEqualTo(7);
    assertThat(judge.toString())
        .matches("mean alpha below 2\\.0, 3 times in a row; it is 1\\.\\d+");
  }

  @Test
  void anAnalysisIsJudgedOnceAndATrainingBeforeIsForgotten() {
    StopJudge judge = judge(StopRule.when("always", analysis -> true).times(2));

    assertThat(stopsAt(judge, alphas(3))).isZero();
    assertThat(judge.stops()).as("the same analysis").isFalse();
    judge.begin();
    assertThat(judge.stops()).as("of the training before").isFalse();
    assertThat(stopsAt(judge, alphas(4))).isZero();
    assertThat(stopsAt(judge, alphas(5))).isEqualTo(1);
    assertThat(judge).hasToString("always, 2 times in a row");
  }

  static List<StopRule> rules() {
    return List.of(
        StopRule.meanAlphaBelow(1),
        StopRule.verdict(Verdict.RANK_COLLAPSED),
        StopRule.finding(FindingType.OVER_TRAINED),
        StopRule.rankCollapse(),
        StopRule.when("never", analysis -> false));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyRuleStopsWhereALayerIsLostUnlessThatIsAllowed(StopRule rule) {
    Analysis lost = ScriptedAnalyses.lost();
    StopJudge judge = judge(rule);

    assertThat(stopsAt(judge, lost)).isEqualTo(1);
    assertThat(judge.toString()).startsWith(rule + "; unknown: fc: ").contains("NaN");
    assertThat(stopsAt(judge(rule), ScriptedAnalyses.empty())).isEqualTo(1);
    assertThat(stopsAt(judge(rule.allowingUnknown()), ScriptedAnalyses.empty())).isZero();
  }

  @Test
  void aFindingThatIsSeenStopsAlsoWhereTheUnknownIsAllowed() {
    StopJudge judge = judge(StopRule.finding(FindingType.NOT_FINITE).allowingUnknown());

    assertThat(stopsAt(judge, ScriptedAnalyses.ofAlpha(3), ScriptedAnalyses.lost())).isEqualTo(2);
    assertThat(judge.toString()).startsWith("not finite in any layer; fc: 1 NaN ");
  }

  @Test
  void aTrapThatIsNotLookedForIsAnError() {
    for (StopRule rule : List.of(StopRule.correlationTrap(), StopRule.verdict(Verdict.TRAPPED))) {
      assertThatThrownBy(() -> stopsAt(judge(rule.allowingUnknown()), alphas(3)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("o.randomize(true)");
    }
  }

  @Test
  void argumentsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> StopRule.meanAlphaBelow(Double.NaN))
        .hasMessage("the limit of alpha must be a number but was NaN");
    assertThatThrownBy(() -> StopRule.rankCollapse().times(0))
        .hasMessage("times must be >= 1 but was 0");
  }
}
