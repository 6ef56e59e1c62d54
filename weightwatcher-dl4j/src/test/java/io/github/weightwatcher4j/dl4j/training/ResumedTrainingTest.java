package io.github.weightwatcher4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.export.HistoryJson;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.Adam;

/** A training goes on from a checkpoint, with the history of the program before. */
class ResumedTrainingTest {

  @TempDir Path folder;

  static Stream<Supplier<Model>> networks() {
    return Stream.of(
        () -> SteeredNets.dense(new Adam(0.01)), () -> SteeredNets.graph(new Adam(0.01)));
  }

  private void fit(Model net, int epochs, Path file) {
    try (SpectralListener listener = SpectralListener.builder().writeTo(file).build()) {
      net.setListeners(listener);
      SteeredNets.fit(net, epochs);
    }
  }

  private Model restored(Model like, File file) throws IOException {
    return like instanceof MultiLayerNetwork
        ? ModelSerializer.restoreMultiLayerNetwork(file, true)
        : ModelSerializer.restoreComputationGraph(file, true);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aHistoryThatGoesBackIsMarkedAndOneThatGoesOnIsNot(Supplier<Model> networks)
      throws IOException {
    Path file = folder.resolve("run.jsonl");
    File checkpoint = folder.resolve("checkpoint.zip").toFile();
    Model net = networks.get();
    fit(net, 2, file);
    ModelSerializer.writeModel(net, checkpoint, true);
    fit(restored(net, checkpoint), 2, file);
    assertThat(HistoryJson.read(file).resumptions()).isEmpty();

    fit(restored(net, checkpoint), 3, file);

    History history = HistoryJson.read(file);
    assertThat(history.steps())
        .extracting(TrainingStep::epoch)
        .containsExactly(1, 2, 3, 4, 3, 4, 5);
    assertThat(history.resumptions()).containsExactly(4);
    assertThat(history.toString())
        .contains("Note: numbers go back at epoch 3, update 9, after epoch 4, update 12");
    List<String> lines = Files.readAllLines(file);
    assertThat(lines.get(4)).contains("\"resumed\":true");
    assertThat(lines).filteredOn(line -> line.contains("\"resumed\"")).hasSize(1);
    // From the same checkpoint the same training, to the last bit.
    assertThat(history.steps().get(5).analysis().details())
        .isEqualTo(history.steps().get(3).analysis().details());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theLastStepOnceMoreIsMarked(Supplier<Model> networks) throws IOException {
    Path file = folder.resolve("run.jsonl");
    File checkpoint = folder.resolve("checkpoint.zip").toFile();
    Model net = networks.get();
    fit(net, 2, file);
    ModelSerializer.writeModel(net, checkpoint, true);
    fit(restored(net, checkpoint), 1, file);

    fit(restored(net, checkpoint), 2, file);

    History history = HistoryJson.read(file);
    assertThat(history.steps()).extracting(TrainingStep::epoch).containsExactly(1, 2, 3, 3, 4);
    assertThat(history.resumptions()).containsExactly(3);
    assertThat(Files.readAllLines(file).get(3)).contains("\"resumed\":true");
  }

  @Test
  void aSecondListenerOfOneFileIsRefused() {
    Path file = folder.resolve("run.jsonl");
    try (SpectralListener first = SpectralListener.builder().writeTo(file).build()) {
      assertThatThrownBy(() -> SpectralListener.builder().writeTo(file).build())
          .isInstanceOf(UncheckedIOException.class)
          .hasRootCauseMessage(
              file
                  + " is being written by another listener or program: give each a file of its own,"
                  + " or close the other first");
      first.onEpochEnd(Trained.layers());
      assertThat(first.cost().failures()).isZero();
    }
    SpectralListener.builder().writeTo(file).build().close();
  }
}
