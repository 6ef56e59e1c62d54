package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code DIR/*} names beside the models. */
class BystandersTest {

  @TempDir private Path folder;

  private Path model = Path.of("");

  @BeforeEach
  void writeAModel() throws IOException {
    model =
        SampleFiles.write(
            folder.resolve("model.safetensors"), Map.of("fc", SampleFiles.noise(60, 50, 1)));
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static CommandRun run(String command, Path... paths) {
    List<String> call = new ArrayList<>(List.of(command));
    List.of(paths).forEach(path -> call.add(path.toString()));
    return CommandRun.of(call.toArray(new String[0]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"analyze", "describe"})
  void aReadmeAndSettingsArePassedOverInOneLine(String command) throws IOException {
    Path readme = file("README.md", "# Modèle é".repeat(2000));
    Path settings = file("config.json", "{\"model_type\": \"bert\"}");
    Path tokens = file("tokenizer.model", "\u0000\u0001");

    CommandRun run = run(command, settings, model, readme, tokens);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "weightwatcher: passed over, no models: %s, %s, %s"
                .formatted(settings, readme, tokens));
    assertThat(run.out()).contains("fc").doesNotContain("README", "config");
  }

  @ParameterizedTest
  @ValueSource(strings = {"analyze", "describe"})
  void withoutAnyModelEachIsAFailure(String command) throws IOException {
    Path readme = file("README.md", "# A model");
    Path licence = file("LICENSE", "Do what you like.");

    CommandRun run = run(command, readme, licence);
    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(run.err().lines()).hasSize(2).allMatch(it -> it.contains("is not a weight file"));

    assertThat(run(command, readme).exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(run(command, readme, readme).exitCode()).isEqualTo(ExitCodes.FAILURE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"analyze", "describe"})
  void whatMayBeADamagedModelStaysAFailure(String command) throws IOException {
    for (Path damaged :
        List.of(
            file("other.safetensors", "no model"),
            file("pytorch_model.bin", "\u0000\u0001\u0002"),
            file("weights", "\u0000\u0001\u0002"),
            file("pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:12\n"),
            file("empty.txt", ""),
            folder.resolve("missing.md"))) {
      CommandRun run = run(command, model, damaged);
      assertThat(run.exitCode()).as(damaged.toString()).isEqualTo(ExitCodes.FAILURE);
      assertThat(run.err()).contains(damaged.toString()).doesNotContain("passed over");
    }
  }
}
