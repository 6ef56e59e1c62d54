package io.github.weightwatcher4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.report.Analysis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingModelSaver;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.EarlyStoppingResult.TerminationReason;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.saver.LocalFileModelSaver;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingGraphTrainer;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The epoch at which early stopping ends a training. */
class SpectralStopTest {

  @Test
  void trainingStopsWhenMeanAlphaWasBelowTwoForThreeEpochs() {
    SpectralScore<MultiLayerNetwork> score = ScriptedTraining.ofFc(SpectralScore.alphaDistance());

    EarlyStoppingResult<MultiLayerNetwork> result =
        ScriptedTraining.train(
            ScriptedTraining.alphas(4, 1.5, 1.5, 2.2, 1.5, 1.6, 1.5, 1.5),
            score,
            SpectralStop.meanAlphaBelow(2, score::latest).times(3),
            ScriptedTraining.atMost(20));

    assertThat(result.getTotalEpochs()).isEqualTo(7);
    assertThat(result.getTerminationReason())
        .isEqualTo(TerminationReason.EpochTerminationCondition);
    assertThat(result.getTerminationDetails())
        .matches("mean alpha below 2\\.0, 3 times in a row; it is 1\\.[0-9]+");
    assertThat(result.getBestModelEpoch()).as("where alpha is 2.2").isEqualTo(3);
  }

  @Test
  void trainingStopsAtATrap() {
    INDArray trapped = ScriptedTraining.noise();
    trapped.putScalar(3, 4, 40);
    SpectralScore<MultiLayerNetwork> score =
        SpectralScore.<MultiLayerNetwork>alphaDistance()
            .options(o -> o.layers(LayerSelector.byName("fc")).randomize(true));

    EarlyStoppingResult<MultiLayerNetwork> result =
        ScriptedTraining.train(
            new ScriptedTraining.Script(
                ScriptedTraining.ofSigns(), ScriptedTraining.ofSigns(), trapped),
            score,
            SpectralStop.correlationTrap(score::latest),
            ScriptedTraining.atMost(9));

    assertThat(result.getTotalEpochs()).isEqualTo(3);
    assertThat(result.getTerminationDetails()).startsWith("a correlation trap in any layer; fc: ");
  }

  @Test
  void aTrapThatIsNotLookedForIsAnError() {
    SpectralScore<MultiLayerNetwork> score = ScriptedTraining.ofFc(SpectralScore.alphaDistance());

    assertThatThrownBy(
            () ->
                ScriptedTraining.train(
                    ScriptedTraining.alphas(3),
                    score,
                    SpectralStop.correlationTrap(score::latest),
                    ScriptedTraining.atMost(9)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("o.randomize(true)");
  }

  @Test
  void aGraphStopsAtARankCollapseThatAListenerSees() {
    INDArray collapsed = ScriptedTraining.noise();
    for (int i = 0; i < 3; i++) {
      // Rows of zeros would be dead units; rows that repeat others lose their direction.
      collapsed.putRow(ScriptedTraining.M - 1 - i, collapsed.getRow(i));
    }
    ComputationGraph net = Trained.graph();
    SpectralListener listener = SpectralListener.builder().build();
    net.setListeners(
        new ScriptedTraining.Script(
            ScriptedTraining.ofAlpha(3),
            ScriptedTraining.ofAlpha(3),
            ScriptedTraining.ofAlpha(3),
            collapsed),
        listener);

    EarlyStoppingResult<ComputationGraph> result =
        new EarlyStoppingGraphTrainer(
                new EarlyStoppingConfiguration.Builder<ComputationGraph>()
                    .scoreCalculator(SpectralScore.<ComputationGraph>meanAlpha())
                    .epochTerminationConditions(
                        SpectralStop.rankCollapse(listener::latest), ScriptedTraining.atMost(9))
                    .build(),
                net,
                Trained.data())
            .fit();

    assertThat(result.getTotalEpochs()).isEqualTo(4);
    assertThat(result.getTerminationDetails()).startsWith("rank collapse in any layer; fc: ");
    assertThat(listener.history().steps()).extracting(step -> step.epoch()).endsWith(4);
  }

  @Test
  void trainingStopsWithinAnEpoch() {
    MultiLayerNetwork net = Trained.layers();
    SpectralListener listener = SpectralListener.builder().everyIterations(1).build();
    net.setListeners(listener);
    SpectralStop sixth =
        SpectralStop.when("the sixth analysis", analysis -> true, listener::latest).times(6);

    EarlyStoppingResult<MultiLayerNetwork> result =
        new EarlyStoppingTrainer(
                new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>()
                    .scoreCalculator(SpectralScore.<MultiLayerNetwork>meanAlpha())
                    .iterationTerminationConditions(sixth)
                    .epochTerminationConditions(ScriptedTraining.atMost(9))
                    .build(),
                net,
                Trained.data())
            .fit();

    assertThat(result.getTerminationReason())
        .isEqualTo(TerminationReason.IterationTerminationCondition);
    assertThat(net.getIterationCount()).isEqualTo(6);
  }

  @Test
  void aStopInTheFirstEpochIsHeldUntilThereIsAModelToReturn(@TempDir Path folder) {
    for (EarlyStoppingModelSaver<MultiLayerNetwork> saver :
        List.of(
            new InMemoryModelSaver<MultiLayerNetwork>(),
            new LocalFileModelSaver(folder.toFile()))) {
      MultiLayerNetwork net = Trained.layers();
      SpectralListener listener = SpectralListener.builder().everyIterations(1).build();
      net.setListeners(listener);

      EarlyStoppingResult<MultiLayerNetwork> result =
          new EarlyStoppingTrainer(held(listener, saver), net, Trained.data()).fit();

      assertThat(net.getIterationCount()).as("an epoch and an update").isEqualTo(5);
      isHeld(result);
    }
  }

  @Test
  void aStopOfAGraphInTheFirstEpochIsHeld() {
    ComputationGraph net = Trained.graph();
    SpectralListener listener = SpectralListener.builder().everyIterations(1).build();
    net.setListeners(listener);

    isHeld(
        new EarlyStoppingGraphTrainer(
                held(listener, new InMemoryModelSaver<ComputationGraph>()), net, Trained.data())
            .fit());
  }

  private static <T extends Model> EarlyStoppingConfiguration<T> held(
      SpectralListener listener, EarlyStoppingModelSaver<T> saver) {
    return new EarlyStoppingConfiguration.Builder<T>()
        .scoreCalculator(SpectralScore.<T>meanAlpha())
        .iterationTerminationConditions(
            SpectralStop.when("always", analysis -> true, listener::latest).times(2))
        .epochTerminationConditions(ScriptedTraining.atMost(9))
        .modelSaver(saver)
        .build();
  }

  private static void isHeld(EarlyStoppingResult<?> result) {
    assertThat(result.getTerminationReason())
        .isEqualTo(TerminationReason.IterationTerminationCondition);
    assertThat(result.getTerminationDetails())
        .isEqualTo("always, 2 times in a row; held until the first epoch has ended");
    assertThat(result.getBestModelEpoch()).isZero();
    assertThat(result.getBestModel()).isNotNull();
  }

  @Test
  void anAnalysisIsJudgedOnce() {
    Analysis analysis = new WeightWatcher(Trained.layers()).analyze();
    List<Optional<Analysis>> newest = new ArrayList<>(List.of(Optional.empty()));
    SpectralStop stop = SpectralStop.when("two", a -> true, () -> newest.get(0)).times(2);

    stop.initialize();
    assertThat(stop.terminate(0)).isFalse();
    newest.set(0, Optional.of(analysis));
    assertThat(stop.terminate(0)).isFalse();
    assertThat(stop.terminate(0)).as("the same analysis").isFalse();
    newest.set(0, Optional.of(new WeightWatcher(Map.of()).analyze()));
    assertThat(stop.terminate(0)).isTrue();
  }

  @Test
  void argumentsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> SpectralScore.minimizing(Metric.RANK_LOSS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("RANK_LOSS is not among the metrics of the summary");
    assertThatThrownBy(() -> SpectralStop.meanAlphaBelow(Double.NaN, Optional::empty))
        .hasMessageContaining("must be a number but was NaN");
    assertThatThrownBy(() -> SpectralStop.rankCollapse(Optional::empty).times(0))
        .hasMessage("times must be >= 1 but was 0");
  }
}
