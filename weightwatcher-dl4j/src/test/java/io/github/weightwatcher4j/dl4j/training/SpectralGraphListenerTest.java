package io.github.weightwatcher4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.export.HistoryJson;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

class SpectralGraphListenerTest {

  private final SameDiff graph = graph();

  /** 30 - 40 - 3 with seeded weights. */
  private static SameDiff graph() {
    Nd4j.getRandom().setSeed(5);
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, 30);
    SDVariable y = graph.placeHolder("y", DataType.FLOAT, -1, 3);
    SDVariable w = graph.var("w", Nd4j.rand(DataType.FLOAT, 30, 40).subi(0.5));
    SDVariable hidden = graph.nn.tanh(x.mmul(w));
    SDVariable out = hidden.mmul(graph.var("a", Nd4j.rand(DataType.FLOAT, 40, 3).subi(0.5)));
    graph.loss.meanSquaredError("loss", y, out, null);
    graph.setLossVariables("loss");
    graph.setTrainingConfig(
        TrainingConfig.builder()
            .updater(new Adam(0.01))
            .dataSetFeatureMapping("x")
            .dataSetLabelMapping("y")
            .build());
    return graph;
  }

  /** Four batches an epoch. */
  private static void fit(SameDiff graph, int epochs) {
    Nd4j.getRandom().setSeed(6);
    DataSet data = new DataSet(Nd4j.rand(DataType.FLOAT, 32, 30), Nd4j.rand(DataType.FLOAT, 32, 3));
    graph.fit(new ViewIterator(data, 8), epochs);
  }

  private static SpectralGraphListenerBuilder builder() {
    return SpectralGraphListener.builder().options(o -> o.minEvals(2));
  }

  @Test
  void eachEpochIsAnalysedWithItsNumberAndLoss() {
    try (SpectralGraphListener listener = builder().build()) {
      graph.setListeners(listener);

      fit(graph, 2);
      fit(graph, 1);

      List<TrainingStep> steps = listener.history().steps();
      assertThat(steps).extracting(TrainingStep::epoch).containsExactly(1, 2, 3);
      assertThat(steps).extracting(TrainingStep::iteration).containsExactly(4, 8, 12);
      assertThat(steps).allMatch(step -> step.score().isPresent());
      assertThat(listener.latest().orElseThrow().details())
          .isEqualTo(new WeightWatcher(graph).analyze(o -> o.minEvals(2)).details());
    }
  }

  @Test
  void everyFewIterationsInTheBackgroundIntoAFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("run.jsonl");
    List<Integer> told = new ArrayList<>();
    try (SpectralGraphListener listener =
        builder()
            .everyIterations(3)
            .inBackground()
            .queue(10)
            .writeTo(file)
            .onAnalysis(step -> told.add(step.iteration()))
            .build()) {
      graph.setListeners(listener);

      fit(graph, 2);
      listener.await();

      assertThat(told).containsExactly(3, 6);
      assertThat(listener.cost().toString()).contains("2 analyses");
    }
    assertThat(HistoryJson.read(file).steps())
        .extracting(TrainingStep::iteration)
        .containsExactly(3, 6);
  }

  @Test
  void theWeightsAreThoseOfATrainingWithoutIt() throws IOException {
    SameDiff alone = graph();
    fit(alone, 3);
    try (SpectralGraphListener listener = SpectralGraphListener.everyEpoch(analysis -> {})) {
      graph.setListeners(listener);
      fit(graph, 3);
      assertThat(listener.history().steps()).hasSize(3);
    }

    for (String name : List.of("w", "a")) {
      assertThat(graph.getVariable(name).getArr().data().asFloat())
          .isEqualTo(alone.getVariable(name).getArr().data().asFloat());
    }
  }

  @Test
  void whatFailsInACallbackDoesNotStopTheTraining() {
    try (SpectralGraphListener listener =
        SpectralGraphListener.everyEpoch(
            analysis -> {
              throw new IllegalStateException("of the user's own");
            })) {
      graph.setListeners(listener);

      fit(graph, 2);

      assertThat(listener.history().steps()).hasSize(2);
      assertThat(graph.getTrainingConfig().getEpochCount()).isEqualTo(2);
    }
  }
}
