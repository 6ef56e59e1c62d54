package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that several processes share. */
class MergeCommandTest {

  @TempDir private Path folder;

  private Path model(String name, long seed) throws IOException {
    Map<String, float[][]> layers = new LinkedHashMap<>();
    for (int i = 0; i < 7; i++) {
      layers.put("fc" + i, SampleFiles.noise(90 - 5 * i, 60 - 5 * i, seed + i));
    }
    return SampleFiles.write(folder.resolve(name), layers);
  }

  private List<Path> parts(int count, Path... models) {
    List<Path> parts = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      Path part = folder.resolve("part-" + number + "-of-" + count + ".json");
      List<String> call = new ArrayList<>(List.of("analyze"));
      for (Path model : models) {
        call.add(model.toString());
      }
      call.addAll(List.of("-q", "--shard", number + "/" + count, "--json", part.toString()));
      CommandRun run = CommandRun.of(call.toArray(String[]::new));
      assertThat(run.exitCode()).as(run.err()).isZero();
      parts.add(part);
    }
    return parts;
  }

  private CommandRun merge(List<Path> parts, String... arguments) {
    List<String> call = new ArrayList<>(List.of("merge"));
    parts.forEach(part -> call.add(part.toString()));
    call.addAll(List.of(arguments));
    return CommandRun.of(call.toArray(String[]::new));
  }

  private static String withoutTimes(Path json) throws IOException {
    return Files.readString(json).replaceAll("\"(started|elapsed)\" : \"[^\"]*\"", "");
  }

  @Test
  void mergedPartsAreTheBytesOfOneProcess() throws IOException {
    Path model = model("model.safetensors", 1);
    Path whole = folder.resolve("whole.json");
    CommandRun.of("analyze", model.toString(), "-q", "--json", whole.toString());
    Path merged = folder.resolve("merged.json");
    Path page = folder.resolve("merged.html");

    CommandRun run =
        merge(parts(4, model), "--json", merged.toString(), "--report", page.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("7 rows analysed");
    assertThat(withoutTimes(merged)).isEqualTo(withoutTimes(whole));
    assertThat(page).content().contains("fc6");
  }

  @Test
  void partsOfSeveralModelsAreJoinedModelByModel() throws IOException {
    Path one = model("one.safetensors", 1);
    Path two = model("two.safetensors", 11);
    Path merged = folder.resolve("merged.json");

    CommandRun run = merge(parts(2, one, two), "--json", merged.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("one.safetensors: 7 rows", "two.safetensors: 7 rows");
    Path whole = folder.resolve("whole.json");
    CommandRun.of("analyze", one.toString(), two.toString(), "-q", "--json", whole.toString());
    assertThat(withoutTimes(merged)).isEqualTo(withoutTimes(whole));
  }

  @Test
  void aPartIsTellingThatItIsOneAndIsNotRankedAsAWhole() throws IOException {
    Path part = parts(3, model("model.safetensors", 1)).get(0);

    CommandRun rank = CommandRun.of("rank", part.toString(), "-q");
    assertThat(rank.exitCode()).isEqualTo(ExitCodes.UNKNOWN);
    assertThat(rank.err()).contains("in another shard than 1/3");
    assertThat(rank.out()).contains("model.safetensors*");
  }

  @Test
  void missingShardsFailAndAreNamed() throws IOException {
    List<Path> parts = parts(3, model("model.safetensors", 1));

    CommandRun run = merge(parts.subList(0, 2));

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(run.err()).contains("model.safetensors: a shard is missing: 3/3");
  }

  @Test
  void partsOfAFileThatHasChangedBetweenThemAreRefused() throws IOException {
    Path model = model("model.safetensors", 1);
    List<Path> parts = parts(2, model);
    SampleFiles.write(model, Map.of("fc0", SampleFiles.noise(90, 60, 1)));
    Path later = folder.resolve("later.json");
    CommandRun.of("analyze", model.toString(), "-q", "--shard", "2/2", "--json", later.toString());
    List<Path> mixed = List.of(parts.get(0), later);

    assertThat(merge(mixed).exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(merge(mixed).err())
        .contains("must have the same size of the model's file, but shard 1/2 has");
  }

  @Test
  void theWholeIsJudgedAndNotThePart() throws IOException {
    Path model = model("model.safetensors", 1);
    List<Path> parts = parts(2, model);

    CommandRun met = merge(parts, "--fail-on", "analyzed>6");
    CommandRun asked =
        CommandRun.of("analyze", model.toString(), "--shard", "5/2", "--fail-on", "analyzed>6");

    assertThat(met.exitCode()).isEqualTo(ExitCodes.CONDITION_MET);
    assertThat(asked.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(asked.err())
        .contains("must be one of 1/2 to 2/2 but was 5/2")
        .contains("give them to 'merge'")
        .contains("--shard needs --json FILE");
  }

  @Test
  void whatIsNoPartIsTold() throws IOException {
    Path model = model("model.safetensors", 1);

    assertThat(merge(List.of(model)).err()).contains("does not hold an analysis");
    assertThat(merge(List.of(folder.resolve("none.json"))).err()).contains("there is no file");
  }
}
