package io.github.weightwatcher4j.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.formats.samples.SafetensorsBytes;
import io.github.weightwatcher4j.formats.samples.Tensors;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.internal.ModelAdapters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is lost, and what is none: a layer is lost unless something says that it is not. */
class AbsenceTest {

  @TempDir private Path folder;

  private SafetensorsBytes file;

  @BeforeEach
  void aLayerThatIsRead() {
    file = new SafetensorsBytes().counting("fc.weight", 4, 3);
  }

  private Layer layer(String name) throws IOException {
    return Tensors.layer(ModelAdapters.open(file.write(folder.resolve("m.safetensors"))), name);
  }

  @ParameterizedTest(name = "{0} {1} [{2}, {3}]: {5}")
  @CsvSource({
    "x.gamma, F32, 8, 1, x, NO_WEIGHTS",
    "x.running_mean, F32, 4, 4, x, NO_WEIGHTS",
    "x.exp_avg, F32, 4, 4, x, NO_WEIGHTS",
    "x.attn_bias, F32, 4, 4, x, NO_WEIGHTS",
    "x.position_ids, I32, 4, 4, x, NO_WEIGHTS",
    "x.tokens, I32, 4, 4, x, NO_WEIGHTS",
    "x.weight, I32, 4, 4, x, UNREAD",
    "x.weight, I32, 16, 1, x, UNREAD",
    "x.qweight, I32, 4, 4, x, UNREAD",
    "x.W_q, I32, 16, 1, x, UNREAD",
    "x.weight_v, F32, 4, 4, x, UNREAD",
    "x.weight, NEW4, 4, 4, x, UNREAD",
    "x.anything, NEW4, 16, 1, x, UNREAD",
    "x.num_batches_tracked, NEW4, 16, 1, x, NO_WEIGHTS",
    "x.bias, NEW4, 16, 1, x, UNREAD"
  })
  void aTensorIsLostUnlessItCannotBeWeights(
      String name, String type, int rows, int columns, String layer, Absence absence)
      throws IOException {
    file.tensor(name, type, List.of(rows, columns), new byte[4 * rows * columns]);

    assertThat(layer(layer).absence()).as(layer(layer).reason()).contains(absence);
  }

  @Test
  void integersBesideTheirScalesAreLostWeights() throws IOException {
    file.tensor("x.codes", "I32", List.of(4, 4), new byte[64]).counting("x.scales", 4, 2);

    assertThat(layer("x").absence()).contains(Absence.UNREAD);
  }

  @Test
  void aLayerThatIsReadLacksNothing() throws IOException {
    assertThat(layer("fc").absence()).isEmpty();
  }

  @Test
  void factorsOfAnAdapterAreLeftOutAndTheWeightsThatTheyChangeAreLost() throws IOException {
    file.counting("q.base_layer.weight", 4, 3)
        .counting("q.lora_A.weight", 2, 3)
        .counting("q.lora_B.weight", 4, 2);

    assertThat(layer("q.lora_A").absence()).contains(Absence.LEFT_OUT);
    assertThat(layer("q.base_layer").absence()).contains(Absence.UNREAD);
  }

  @Test
  void anotherFormOfTheSameFolderIsLeftOutAndABrokenFileIsLost() throws IOException {
    file.write(folder.resolve("model.safetensors"));
    file.write(Files.createDirectory(folder.resolve("fp16")).resolve("model.safetensors"));
    Files.writeString(folder.resolve("other.safetensors"), "nothing");
    ModelSource model = ModelAdapters.open(folder);

    assertThat(Tensors.layer(model, "fp16/").absence()).contains(Absence.LEFT_OUT);
    assertThat(Tensors.layer(model, "other.safetensors").absence()).contains(Absence.UNREAD);
  }

  @Test
  void onePartOfAModelLacksTheOthers() throws IOException {
    Path part = file.write(folder.resolve("model-00001-of-00002.safetensors"));

    assertThat(Tensors.layer(ModelAdapters.open(part), part.getFileName().toString()).absence())
        .contains(Absence.UNREAD);
  }
}
