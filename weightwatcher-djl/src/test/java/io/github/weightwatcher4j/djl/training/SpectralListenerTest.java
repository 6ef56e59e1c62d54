package io.github.weightwatcher4j.djl.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ai.djl.Model;
import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.djl.BlockSnapshot;
import io.github.weightwatcher4j.djl.NeedsPyTorch;
import io.github.weightwatcher4j.export.HistoryJson;
import io.github.weightwatcher4j.plot.html.HistoryReport;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.LayerTable;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@NeedsPyTorch
class SpectralListenerTest {

  @TempDir private Path folder;

  static List<Named<SpectralListenerBuilder>> modes() {
    return List.of(
        Named.of("training thread", SpectralListener.builder()),
        Named.of("background", SpectralListener.builder().inBackground().queue(9)),
        Named.of("batches", SpectralListener.builder().everyBatches(1)),
        Named.of("batches, background", SpectralListener.builder().everyBatches(1).inBackground()),
        Named.of(
            "with shuffled weights",
            SpectralListener.builder().options(o -> o.threads(2).randomize(true).vectors(true))));
  }

  @ParameterizedTest
  @MethodSource("modes")
  void aModelIsTrainedToTheSameBitsWithAListenerAsWithout(SpectralListenerBuilder mode)
      throws Exception {
    Map<String, float[]> without = Trained.by(3);
    try (SpectralListener listener = mode.writeTo(folder.resolve("run.jsonl")).build()) {
      Map<String, float[]> with = Trained.by(3, listener);

      assertThat(with).containsOnlyKeys(without.keySet());
      without.forEach((name, values) -> assertThat(with.get(name)).as(name).isEqualTo(values));
      listener.await();
      assertThat(listener.cost().failures()).isZero();
      assertThat(listener.cost().analyses()).isPositive();
    }
  }

  /** Analyses the model itself, at the same moments. */
  private static final class Probe extends TrainingListenerAdapter {

    private final List<LayerTable> tables = new ArrayList<>();

    @Override
    public void onEpoch(Trainer trainer) {
      tables.add(new WeightWatcher(trainer.getModel()).analyze().details());
    }
  }

  private static List<LayerTable> tables(SpectralListener listener) {
    return listener.history().steps().stream().map(step -> step.analysis().details()).toList();
  }

  @Test
  void eachEpochIsAnalysedAsTheModelWasThen() throws Exception {
    Probe probe = new Probe();
    try (SpectralListener here = SpectralListener.builder().build();
        SpectralListener copies = SpectralListener.builder().inBackground().queue(9).build()) {
      Trained.by(3, here, copies, probe);
      copies.await();

      assertThat(here.history().steps())
          .extracting(TrainingStep::epoch, TrainingStep::iteration)
          .containsExactly(tuple(1, 4), tuple(2, 8), tuple(3, 12));
      assertThat(here.history().steps()).allMatch(step -> step.score().isPresent());
      assertThat(tables(here)).isEqualTo(probe.tables).doesNotHaveDuplicates();
      assertThat(tables(copies)).isEqualTo(probe.tables);
    }
  }

  @Test
  void theStepOfABatchIsSeenAlsoThatOfTheLast() throws Exception {
    Probe probe = new Probe();
    try (SpectralListener each = SpectralListener.builder().everyBatches(1).build();
        SpectralListener third = SpectralListener.builder().everyBatches(3).build()) {
      Trained.by(2, each, third, probe);

      assertThat(each.history().steps())
          .extracting(TrainingStep::epoch, TrainingStep::iteration)
          .containsExactly(
              tuple(0, 1),
              tuple(0, 2),
              tuple(0, 3),
              tuple(0, 4),
              tuple(1, 5),
              tuple(1, 6),
              tuple(1, 7),
              tuple(1, 8));
      assertThat(third.history().steps())
          .extracting(TrainingStep::epoch, TrainingStep::iteration)
          .containsExactly(tuple(0, 3), tuple(1, 6));
      assertThat(tables(each)).doesNotHaveDuplicates();
      assertThat(tables(each).get(3)).isEqualTo(probe.tables.get(0));
      assertThat(tables(each).get(7)).isEqualTo(probe.tables.get(1));
      assertThat(tables(third)).isEqualTo(List.of(tables(each).get(2), tables(each).get(5)));
    }
  }

  @Test
  void theHistoryHasTheFormatThatEveryListenerWrites() throws Exception {
    Path file = folder.resolve("run.jsonl");
    try (SpectralListener listener = SpectralListener.builder().writeTo(file).build()) {
      Trained.by(2, listener);
    }

    History read = HistoryJson.read(file);

    assertThat(read.steps()).extracting(TrainingStep::epoch).containsExactly(1, 2);
    assertThat(read.steps().get(0).analysis().details())
        .extracting(row -> row.name())
        .containsExactly("01Linear", "04Linear");
    ObjectMapper mapper = new ObjectMapper();
    JsonNode schema = mapper.readTree(Path.of("../docs/schema/history-1.schema.json").toFile());
    List<String> required = new ArrayList<>();
    schema.get("required").forEach(name -> required.add(name.asText()));
    for (String line : Files.readAllLines(file)) {
      List<String> names = new ArrayList<>();
      mapper.readTree(line).fieldNames().forEachRemaining(names::add);
      assertThat(names).containsExactlyElementsOf(required);
    }
  }

  @Test
  void thePageOfTheHistoryIsThatOfEveryListener() throws Exception {
    Path file = folder.resolve("run.jsonl");
    History kept;
    try (SpectralListener listener = SpectralListener.builder().writeTo(file).build()) {
      Trained.by(3, listener);
      kept = listener.history();
    }

    String page = page(HistoryJson.read(file));

    assertThat(page).contains("01Linear", "04Linear", "<svg", "</html>").isEqualTo(page(kept));
    assertThat(page).isNotEqualTo(page(History.of(kept.steps().subList(0, 2))));
  }

  private static String page(History history) throws IOException {
    StringWriter page = new StringWriter();
    HistoryReport.of(history).titled("run").write(page);
    return page.toString();
  }

  @Test
  void everyFewEpochsAreHandedOver() throws Exception {
    List<TrainingStep> told = new ArrayList<>();
    List<Analysis> each = new ArrayList<>();
    try (SpectralListener second =
            SpectralListener.builder().everyEpochs(2).onAnalysis(told::add).keep(0).build();
        SpectralListener all = SpectralListener.everyEpoch(each::add)) {
      Trained.by(5, second, all);

      assertThat(told).extracting(TrainingStep::epoch).containsExactly(2, 4);
      assertThat(second.latest()).isEmpty();
      assertThat(each).hasSize(5);
    }
  }

  @Test
  void whatFailsIsCountedAndTheTrainingGoesOn() throws Exception {
    try (SpectralListener listener =
        SpectralListener.builder()
            .onAnalysis(
                step -> {
                  throw new IllegalStateException("a callback");
                })
            .build()) {
      Trained.by(3, listener);

      assertThat(listener.cost().failures()).isEqualTo(3);
      assertThat(listener.history().steps()).hasSize(3);
    }
  }

  @Test
  void aNumberOutOfRangeIsSaid() {
    assertThatThrownBy(() -> SpectralListener.builder().everyBatches(0).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the interval must be >= 1 but was 0");
  }

  @Test
  void aSnapshotOutlivesItsModelAndLeavesNothing() throws Exception {
    LayerTable expected;
    BlockSnapshot snapshot;
    try (Model model = Model.newInstance("short")) {
      Trained.train(model, 1);
      int before = model.getNDManager().getManagedArrays().size();
      expected = new WeightWatcher(model).analyze().details();
      snapshot = BlockSnapshot.of(model);
      assertThat(model.getNDManager().getManagedArrays()).hasSize(before);
    }

    assertThat(new WeightWatcher(snapshot).analyze().details()).isEqualTo(expected);
    snapshot.close();
    assertThatThrownBy(snapshot::layers).hasMessageContaining("the snapshot is closed");
  }
}
