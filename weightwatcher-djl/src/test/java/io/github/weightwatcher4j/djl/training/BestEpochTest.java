package io.github.weightwatcher4j.djl.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.training.Trainer;
import ai.djl.training.listener.EarlyStoppingListener.EarlyStoppedException;
import ai.djl.training.listener.TrainingListenerAdapter;
import io.github.weightwatcher4j.djl.NeedsPyTorch;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.TrainingStep;
import io.github.weightwatcher4j.training.AnalysisScore;
import io.github.weightwatcher4j.training.StopRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The weights of which epoch are kept, and that they come back. */
@NeedsPyTorch
class BestEpochTest {

  private static final AnalysisScore SMALLEST = AnalysisScore.minimizing(Metric.LOG_NORM);

  @TempDir private Path folder;

  /** Keeps the weights of each epoch by itself. */
  private static final class Weights extends TrainingListenerAdapter {

    private final List<Map<String, float[]>> epochs = new ArrayList<>();

    @Override
    public void onEpoch(Trainer trainer) {
      epochs.add(Trained.weights(trainer.getModel()));
    }
  }

  private static void assertSame(Map<String, float[]> found, Map<String, float[]> expected) {
    assertThat(found).containsOnlyKeys(expected.keySet());
    expected.forEach((name, values) -> assertThat(found.get(name)).as(name).isEqualTo(values));
  }

  /** The last two cannot both be best in the last epoch. */
  static List<AnalysisScore> scores() {
    return List.of(
        AnalysisScore.alphaDistance(), SMALLEST, AnalysisScore.maximizing(Metric.LOG_NORM));
  }

  @ParameterizedTest
  @MethodSource("scores")
  void theBestEpochComesBackBitForBit(AnalysisScore score) throws Exception {
    Weights weights = new Weights();
    try (Model model = Model.newInstance("net");
        Model other = Model.newInstance("another name");
        SpectralListener listener = SpectralListener.builder().build()) {
      BestEpoch best = BestEpoch.savedTo(folder.resolve("new"), score, listener);
      Trained.train(model, 5, listener, best, weights);
      TrainingStep expected = score.best(listener.history()).orElseThrow();

      best.load(model);
      other.setBlock(Trained.block());
      best.load(other);

      assertThat(best.step()).contains(expected);
      assertSame(Trained.weights(model), weights.epochs.get(expected.epoch() - 1));
      assertSame(Trained.weights(other), weights.epochs.get(expected.epoch() - 1));
      Path file = folder.resolve("new").resolve("net-000" + expected.epoch() + ".params");
      try (var files = Files.list(folder.resolve("new"))) {
        assertThat(files).as("of each epoch that was the best before, none").containsOnly(file);
      }
      assertThat(best.toString()).contains(score.toString(), " in epoch " + expected.epoch());
    }
  }

  @Test
  void aTrainingThatIsStoppedGoesBackToItsBestEpoch() throws Exception {
    Weights weights = new Weights();
    try (Model model = Model.newInstance("net");
        SpectralListener listener = SpectralListener.builder().build()) {
      BestEpoch best = BestEpoch.savedTo(folder, AnalysisScore.alphaDistance(), listener);
      StopRule rule = StopRule.when("the fourth analysis", analysis -> true).times(4);
      SpectralStop stop = SpectralStop.of(rule, listener::latest);
      try {
        Trained.train(model, 20, listener, best, weights, stop);
      } catch (EarlyStoppedException e) {
        assertThat(e.getStopEpoch()).isEqualTo(4);
      }
      best.load(model);

      int epoch = AnalysisScore.alphaDistance().best(listener.history()).orElseThrow().epoch();
      assertThat(weights.epochs).hasSize(4);
      assertSame(Trained.weights(model), weights.epochs.get(epoch - 1));
    }
  }

  @Test
  void aTrainingIsTheSameToTheBitAlsoWhereSavingFails() throws Exception {
    Path file = Files.createFile(folder.resolve("a file"));
    Map<String, float[]> without = Trained.by(3);
    try (SpectralListener listener = SpectralListener.builder().build()) {
      BestEpoch saved = BestEpoch.savedTo(folder, SMALLEST, listener);
      BestEpoch failing = BestEpoch.savedTo(file, SMALLEST, listener);

      assertSame(Trained.by(3, listener, saved, failing), without);
      assertThat(saved.step()).isPresent();
      assertThat(failing.step()).isEmpty();
      assertThat(failing).hasToString("mean log_norm, minimized: no epoch yet");
    }
  }

  @Test
  void anEpochOfWhichALayerIsUnknownIsNeverTheBest() throws Exception {
    try (Model model = Model.newInstance("net");
        SpectralListener listener = SpectralListener.builder().build()) {
      BestEpoch known = BestEpoch.savedTo(folder, SMALLEST, listener);
      Trained.train(model, 4, new Poison(3), listener, known);

      assertThat(known.step().orElseThrow().epoch()).isLessThan(3);
      assertThat(known.file().orElseThrow()).exists();
    }
    try (Model model = Model.newInstance("net");
        SpectralListener listener = SpectralListener.builder().build()) {
      BestEpoch none = BestEpoch.savedTo(folder.resolve("none"), SMALLEST, listener);
      Trained.train(model, 3, new Poison(1), listener, none);

      assertThat(none.file()).isEmpty();
      assertThatThrownBy(() -> none.load(model))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("no epoch was saved to " + folder.resolve("none"));
      assertThat(folder.resolve("none")).doesNotExist();
    }
  }

  @Test
  void addedBeforeItsListenerItSavesNothing() throws Exception {
    try (SpectralListener listener = SpectralListener.builder().build()) {
      BestEpoch best = BestEpoch.savedTo(folder, SMALLEST, listener);
      Trained.by(3, best, listener);

      assertThat(best.step()).isEmpty();
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void aListenerWhoseAnalysesAreNotOfTheWeightsThenIsRefused() {
    refuses(SpectralListener.builder().inBackground(), "onTrainingThread(), not inBackground()");
    refuses(SpectralListener.builder().everyBatches(4), "everyEpochs(n), not everyBatches(n)");
    refuses(SpectralListener.builder().keep(0), "keep(1) or more, not keep(0)");
  }

  private void refuses(SpectralListenerBuilder builder, String needed) {
    try (SpectralListener listener = builder.build()) {
      assertThatThrownBy(() -> BestEpoch.savedTo(folder, SMALLEST, listener))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith("the SpectralListener needs " + needed);
    }
  }
}
