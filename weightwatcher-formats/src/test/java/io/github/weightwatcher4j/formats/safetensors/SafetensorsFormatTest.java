package io.github.weightwatcher4j.formats.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import io.github.weightwatcher4j.compare.LoraScale;
import io.github.weightwatcher4j.compare.LoraSettings;
import io.github.weightwatcher4j.formats.AdapterConfig;
import io.github.weightwatcher4j.formats.WeightFile;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.formats.samples.Reading;
import io.github.weightwatcher4j.formats.samples.SafetensorsBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders, shards and adapters. */
class SafetensorsFormatTest {

  private static final String INDEX = "model.safetensors.index.json";

  @TempDir Path parent;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(parent.resolve("my-model"));
  }

  private void shard(String file, String... names) throws IOException {
    SafetensorsBytes shard = new SafetensorsBytes();
    for (String name : names) {
      shard.counting(name, 3, 2);
    }
    shard.write(folder.resolve(file));
  }

  private Path index(String weightMap) throws IOException {
    String text = "{\"metadata\":{\"total_size\":{\"a\":[1]}},\"weight_map\":" + weightMap + "}";
    return Files.writeString(folder.resolve(INDEX), text);
  }

  private static List<String> names(WeightFile file) {
    return file.layers().stream().map(layer -> layer.info().name()).toList();
  }

  private static void refuses(Path path, String message) {
    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> Reading.open(path).layers())
        .withMessageContaining(message);
  }

  @Test
  void shardsAreOneModelInTheOrderOfTheIndex() throws IOException {
    shard("a.safetensors", "h.0.weight", "h.10.weight", "other.weight");
    shard("b.safetensors", "h.2.weight", "wte.weight");
    Path index =
        index(
            "{\"h.0.weight\":\"a.safetensors\",\"h.10.weight\":\"a.safetensors\","
                + "\"h.2.weight\":\"b.safetensors\",\"wte.weight\":\"b.safetensors\"}");

    assertThat(names(Reading.open(index))).containsExactly("h.0", "h.2", "h.10", "wte");
    assertThat(names(Reading.open(folder))).containsExactly("h.0", "h.2", "h.10", "wte");
    assertThat(Reading.open(folder).name()).isEqualTo("my-model");
    assertThat(Reading.values(Reading.open(folder).layers().get(1)))
        .containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void aMissingShardIsNamed() throws IOException {
    shard("a.safetensors", "a.weight");
    index("{\"a.weight\":\"a.safetensors\",\"b.weight\":\"b.safetensors\"}");

    refuses(
        folder,
        INDEX + ": the file 'b.safetensors' that it names is not there; download that file");
  }

  @Test
  void aTensorThatIsNotInItsShardIsNamed() throws IOException {
    shard("a.safetensors", "a.weight");
    index("{\"a.weight\":\"a.safetensors\",\"b.weight\":\"a.safetensors\"}");

    refuses(folder, "tensor 'b.weight': is not in a.safetensors, where it should be");
  }

  @Test
  void anIndexThatNamesItselfIsRefused() throws IOException {
    refuses(index("{\"a\":\"" + INDEX + "\"}"), "the header is said to be");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../a.safetensors", "/etc/passwd", "..", ".", "", "a\\\\b", "a/", "\\u0000"})
  void anIndexThatPointsElsewhereIsRefused(String name) throws IOException {
    shard("a.safetensors", "a.weight");
    refuses(index("{\"a.weight\":\"" + name + "\"}"), "does not name a file in its folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{\"a\":1}", "{\"a\":\"x\",\"a\":\"x\"}", "null"})
  void anIndexOfAnotherShapeIsRefused(String weightMap) throws IOException {
    refuses(index(weightMap), INDEX);
  }

  @Test
  void theUsualNameComesBeforeOthers() throws IOException {
    shard("model.safetensors", "a.weight");
    shard("model.fp16.safetensors", "b.weight");

    assertThat(names(Reading.open(folder))).containsExactly("a", "model.fp16.safetensors");
  }

  @Test
  void aSingleFileOfAnyNameWillDo() throws IOException {
    shard("lora.safetensors", "a.weight");
    Files.writeString(folder.resolve("config.json"), "{}");

    assertThat(names(Reading.open(folder))).containsExactly("a");
  }

  @Test
  void severalFilesOfUnusualNamesAreForTheUserToChooseFrom() throws IOException {
    shard("one.safetensors", "a.weight", "b.weight");
    shard("two.safetensors", "a.weight", "b.weight", "c.weight");

    refuses(folder, "holds 2 files, some of the same tensors, none with a usual name; give one of");
  }

  @Test
  void anAdapterIsReadWithItsConfiguration() throws IOException {
    shard("adapter_model.safetensors", "base_model.model.q_proj.lora_A.weight");
    Files.writeString(
        folder.resolve("adapter_config.json"),
        "{\"peft_type\":\"LORA\",\"r\":8,\"lora_alpha\":16,\"base_model_name_or_path\":\"a/b\","
            + "\"target_modules\":[\"q_proj\"],\"rank_pattern\":{\"layers.1.q_proj\":4},"
            + "\"alpha_pattern\":{\"k_proj\":2.5},\"use_rslora\":false,\"fan_in_fan_out\":true}");

    assertThat(names(Reading.open(folder))).containsExactly("base_model.model.q_proj.lora_A");
    LoraSettings settings = AdapterConfig.in(folder).orElseThrow();
    assertThat(settings.fanInFanOut()).isTrue();
    assertThat(settings.rank()).hasValue(8);
    assertThat(settings.scale()).contains(LoraScale.of(16));
    assertThat(settings.ranks()).containsExactly(entry("layers.1.q_proj", 4));
    assertThat(settings.alphas()).containsExactly(entry("k_proj", 2.5));
    assertThat(AdapterConfig.in(parent)).isEmpty();
  }

  @Test
  void aRankStabilizedAdapterIsScaledByTheRootOfItsRank() throws IOException {
    Files.writeString(
        folder.resolve("adapter_config.json"), "{\"r\":16,\"lora_alpha\":8,\"use_rslora\":true}");

    assertThat(AdapterConfig.in(folder).orElseThrow().scale())
        .contains(LoraScale.rankStabilized(8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"r\":0,\"lora_alpha\":1}", "{\"r\":\"8\"}", "{\"r\":8}", "["})
  void anAdapterWithoutRankOrAlphaIsRefused(String json) throws IOException {
    Path file = Files.writeString(folder.resolve("adapter_config.json"), json);
    assertThatExceptionOfType(WeightFileException.class)
        .isThrownBy(() -> AdapterConfig.in(folder))
        .withMessageContaining(file.toString());
  }
}
