package io.github.weightwatcher4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.change.Sharpening;
import io.github.weightwatcher4j.dl4j.ChangedNetwork;
import io.github.weightwatcher4j.export.HistoryJson;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerTable;
import io.github.weightwatcher4j.report.TrainingStep;
import io.github.weightwatcher4j.training.internal.StepText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SpectralListenerTest {

  /** Analyses by itself, beside the listener under test. */
  private static final class Probe extends BaseTrainingListener {

    private final List<LayerTable> tables = new ArrayList<>();
    private final List<Double> scores = new ArrayList<>();

    @Override
    public void onEpochEnd(Model model) {
      tables.add(new WeightWatcher(model).analyze().details());
      scores.add(model.score());
    }
  }

  private static List<LayerTable> tables(SpectralListener listener) {
    return listener.history().steps().stream().map(step -> step.analysis().details()).toList();
  }

  @Test
  void eachEpochIsAnalysedAsTheNetworkWasThen() {
    MultiLayerNetwork net = Trained.layers();
    SpectralListener listener = SpectralListener.builder().build();
    Probe probe = new Probe();
    net.setListeners(listener, probe);

    net.fit(Trained.data(), 2);
    net.fit(Trained.data());

    assertThat(listener.history().steps())
        .extracting(TrainingStep::epoch, TrainingStep::iteration)
        .containsExactly(tuple(1, 4), tuple(2, 8), tuple(3, 12));
    assertThat(tables(listener)).isEqualTo(probe.tables);
    assertThat(listener.history().steps())
        .extracting(TrainingStep::score)
        .isEqualTo(probe.scores.stream().map(OptionalDouble::of).toList());
    assertThat(listener.cost().analyses()).isEqualTo(3);
    assertThat(listener.cost().failures()).isZero();
  }

  @Test
  void aCopyInTheBackgroundGivesTheSameAnalyses() throws InterruptedException {
    ComputationGraph net = Trained.graph();
    Probe probe = new Probe();
    try (SpectralListener listener = SpectralListener.builder().inBackground().queue(9).build()) {
      net.setListeners(listener, probe);

      net.fit(Trained.data(), 5);
      listener.await();

      assertThat(tables(listener)).isEqualTo(probe.tables);
      assertThat(listener.cost().dropped()).isZero();
      assertThat(listener.history().series("fc", Metric.LOG_NORM)).hasSize(5);
    }
  }

  @Test
  void everyFewUpdatesAreCountedFromTheFirstUpdateOfAll() {
    MultiLayerNetwork net = Trained.layers();
    SpectralListener listener = SpectralListener.builder().everyIterations(3).build();
    net.setListeners(listener);

    net.fit(Trained.data(), 2);

    assertThat(listener.history().steps())
        .extracting(TrainingStep::epoch, TrainingStep::iteration)
        .containsExactly(tuple(0, 3), tuple(1, 6));
    assertThat(tables(listener)).doesNotHaveDuplicates();
  }

  @Test
  void everyFewEpochsAreThoseOfTheNetwork() {
    MultiLayerNetwork net = Trained.layers();
    SpectralListener listener = SpectralListener.builder().everyEpochs(2).build();

    net.fit(Trained.data(), 3);
    net.setListeners(listener);
    net.fit(Trained.data(), 3);

    assertThat(listener.history().steps()).extracting(TrainingStep::epoch).containsExactly(4, 6);
  }

  @Test
  void theShortFormHandsOverTheAnalysis() {
    MultiLayerNetwork net = Trained.layers();
    List<Analysis> analyses = new ArrayList<>();
    net.setListeners(SpectralListener.everyEpoch(analyses::add));

    net.fit(Trained.data(), 2);

    assertThat(analyses.get(1).details()).isEqualTo(new WeightWatcher(net).analyze().details());
  }

  @Test
  void onlyTheLayersAndMetricsAskedForAreComputed() {
    MultiLayerNetwork net = Trained.layers();
    SpectralListener listener =
        SpectralListener.builder()
            .options(o -> o.layers(LayerSelector.byName("out")).randomize(true))
            .build();
    net.setListeners(listener);

    net.fit(Trained.data());

    assertThat(listener.history().layers()).containsExactly("out");
    assertThat(listener.history().series("out", Metric.RAND_NUM_SPIKES)).hasSize(1);
  }

  @Test
  void theFileHoldsAllAnalysesAndTheMemoryTheNewest(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("run.jsonl");
    MultiLayerNetwork net = Trained.layers();
    for (int run = 0; run < 2; run++) {
      try (SpectralListener listener = SpectralListener.builder().keep(2).writeTo(file).build()) {
        net.setListeners(listener);
        net.fit(Trained.data(), 3);

        List<TrainingStep> written = HistoryJson.read(file).steps();
        assertThat(written)
            .extracting(TrainingStep::epoch)
            .hasSize(3 * run + 3)
            .endsWith(3 * run + 3);
        assertThat(listener.history().steps())
            .isEqualTo(written.subList(written.size() - 2, written.size()));
        assertThat(listener.latest()).contains(written.get(written.size() - 1).analysis());
      }
    }
  }

  @Test
  void aFileThatCannotBeOpenedFailsBeforeTraining(@TempDir Path folder) throws IOException {
    Files.createDirectory(folder.resolve("run.jsonl"));

    assertThatThrownBy(
            () -> SpectralListener.builder().writeTo(folder.resolve("run.jsonl")).build())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("the history cannot be written to")
        .hasMessageContaining("run.jsonl");
  }

  @Test
  void aFindingIsToldWhenItIsNew() {
    MultiLayerNetwork net = Trained.layers();
    INDArray weights = net.getLayer(0).getParam("W");
    INDArray before = weights.dup();
    List<String> told = new ArrayList<>();
    SpectralListener listener =
        SpectralListener.builder()
            .options(o -> o.layers(LayerSelector.byName("fc")))
            .onFinding((step, finding) -> told.add(step.epoch() + " " + finding.type()))
            .build();

    // fc is NaN in the second and third epoch and in the fifth.
    for (boolean broken : new boolean[] {false, true, true, false, true}) {
      weights.assign(broken ? Nd4j.valueArrayOf(before.shape(), Float.NaN) : before);
      listener.onEpochEnd(net);
      net.incrementEpochCount();
    }

    assertThat(told.stream().filter(text -> text.endsWith(FindingType.NOT_FINITE.name())))
        .containsExactly("2 NOT_FINITE", "5 NOT_FINITE");
  }

  @Test
  void sharpeningWritesWhatItWouldByHand() {
    MultiLayerNetwork net = Trained.layers();
    MultiLayerNetwork byHand = Trained.layers();
    for (MultiLayerNetwork each : List.of(net, byHand)) {
      each.getLayer(0).getParam("W").putScalar(3, 4, 9.0); // an outsized weight, a trap
    }
    Sharpening sharpening = Sharpening.seeded(42);
    SpectralListener listener =
        SpectralListener.builder().options(o -> o.randomize(true)).sharpening(sharpening).build();

    listener.onEpochEnd(net);
    ChangedNetwork.writeInto(byHand, new WeightWatcher(byHand).change(sharpening));

    assertThat(listener.latest().orElseThrow().findings(FindingType.CORRELATION_TRAP)).hasSize(1);
    assertThat(net.params()).isEqualTo(byHand.params());
    assertThat(net.params()).isNotEqualTo(Trained.layers().params());
  }

  @Test
  void settingsOutOfRangeAreRefusedWhenBuilt() {
    assertThatThrownBy(() -> SpectralListener.builder().everyEpochs(0).build())
        .hasMessage("the interval must be >= 1 but was 0");
    assertThatThrownBy(() -> SpectralListener.builder().queue(0).build())
        .hasMessage("the capacity of the queue must be >= 1 but was 0");
    assertThatThrownBy(() -> SpectralListener.builder().keep(-1).build())
        .hasMessage("the number of analyses kept must be >= 0 but was -1");
    assertThatThrownBy(() -> SpectralListener.builder().options(o -> o.minEvals(0)).build())
        .hasMessageContaining("minEvals must be >= 1");
  }

  @Test
  void theLineOfTheLogSaysWhereAndWhatAndWhatItCost() {
    MultiLayerNetwork net = Trained.layers();
    SpectralListener listener = SpectralListener.builder().build();
    net.setListeners(listener);
    net.fit(Trained.data());

    assertThat(StepText.of(listener.history().steps().get(0)))
        .matches(
            "epoch 1, update 4: [0-9]+ of 2 layers [-a-z, 0-9()]+; mean alpha [0-9.]+ \\([0-9.]+ to"
                + " [0-9.]+\\), loss [0-9.]+; analysed in [0-9.]+ ms, training waited [0-9.]+"
                + " ms");
  }
}
