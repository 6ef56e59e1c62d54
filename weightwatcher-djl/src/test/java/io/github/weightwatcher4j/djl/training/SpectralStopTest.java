package io.github.weightwatcher4j.djl.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.djl.training.listener.EarlyStoppingListener.EarlyStoppedException;
import ai.djl.training.listener.TrainingListener;
import io.github.weightwatcher4j.djl.NeedsPyTorch;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.TrainingStep;
import io.github.weightwatcher4j.training.StopRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where a rule ends a training of DJL. */
@NeedsPyTorch
class SpectralStopTest {

  private static final StopRule ALWAYS = StopRule.when("always", analysis -> true);

  private static EarlyStoppedException stopOf(int epochs, TrainingListener... listeners) {
    return catchThrowableOfType(EarlyStoppedException.class, () -> Trained.by(epochs, listeners));
  }

  private static double alpha(Analysis analysis) {
    return analysis.summary().mean(Metric.ALPHA).orElseThrow();
  }

  @Test
  void trainingStopsAtTheFirstEpochWithAlphaBelowTheLimit() throws Exception {
    List<Double> alphas = new ArrayList<>();
    try (SpectralListener listener = SpectralListener.everyEpoch(a -> alphas.add(alpha(a)))) {
      Trained.by(6, listener);
    }
    double limit = alphas.stream().skip(1).mapToDouble(a -> a).min().orElseThrow() + 1e-6;
    int first = IntStream.range(0, 6).filter(i -> alphas.get(i) < limit).findFirst().orElseThrow();
    assertThat(first).as("of %s", alphas).isPositive();

    try (SpectralListener listener = SpectralListener.builder().build()) {
      SpectralStop stop = SpectralStop.of(StopRule.meanAlphaBelow(limit), listener::latest);
      EarlyStoppedException stopped = stopOf(20, listener, stop);

      assertThat(stopped.getStopEpoch()).isEqualTo(first + 1);
      assertThat(stopped).hasMessage(stop.toString());
      assertThat(stopped).hasMessageMatching("mean alpha below [0-9.]+; it is [0-9.]+");
      assertThat(listener.history().steps()).hasSize(first + 1);
    }
  }

  @Test
  void whatIsUnknownStopsUnlessThatIsAllowed() throws Exception {
    StopRule rule = StopRule.meanAlphaBelow(0.5).times(2);
    try (SpectralListener listener = SpectralListener.builder().build()) {
      EarlyStoppedException stopped =
          stopOf(9, new Poison(3), listener, SpectralStop.of(rule, listener::latest));

      assertThat(stopped.getStopEpoch()).isEqualTo(4);
      assertThat(stopped.getMessage())
          .startsWith("mean alpha below 0.5, 2 times in a row; unknown: 01Linear: ")
          .contains("NaN");
    }
    try (SpectralListener listener = SpectralListener.builder().build()) {
      SpectralStop allowing = SpectralStop.of(rule.allowingUnknown(), listener::latest);

      Trained.by(6, new Poison(3), listener, allowing);

      assertThat(listener.history().steps()).hasSize(6);
    }
  }

  @Test
  void eachAnalysisIsJudgedOnce() throws Exception {
    try (SpectralListener second = SpectralListener.builder().everyEpochs(2).build()) {
      EarlyStoppedException stopped =
          stopOf(9, second, SpectralStop.of(ALWAYS.times(2), second::latest));

      assertThat(stopped.getStopEpoch()).isEqualTo(4);
      assertThat(stopped).hasMessage("always, 2 times in a row");
    }
  }

  @Test
  void trainingStopsWithinAnEpoch() throws Exception {
    try (SpectralListener third = SpectralListener.builder().everyBatches(3).build()) {
      EarlyStoppedException stopped =
          stopOf(9, third, SpectralStop.of(ALWAYS.times(2), third::latest));

      assertThat(stopped.getStopEpoch()).as("epochs that ended").isEqualTo(1);
      assertThat(third.history().steps()).extracting(TrainingStep::iteration).containsExactly(3, 6);
    }
  }

  @Test
  void aTrainingBeforeIsForgottenButForItsEpochs() throws Exception {
    try (SpectralListener listener = SpectralListener.builder().build()) {
      SpectralStop stop = SpectralStop.of(ALWAYS.times(3), listener::latest);
      Trained.by(2, listener, stop);

      assertThat(stopOf(9, listener, stop).getStopEpoch()).isEqualTo(2 + 3);
    }
  }

  @Test
  void aTrapThatIsNotLookedForIsAnError() {
    try (SpectralListener listener = SpectralListener.builder().build()) {
      SpectralStop stop = SpectralStop.of(StopRule.correlationTrap(), listener::latest);

      assertThatThrownBy(() -> Trained.by(3, listener, stop))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("o.randomize(true)");
    }
  }
}
