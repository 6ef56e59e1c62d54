package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankCommandTest {

  @TempDir private Path folder;

  private Path weights(String name, long seed) throws IOException {
    return SampleFiles.write(folder.resolve(name), Map.of("fc", SampleFiles.noise(70, 60, seed)));
  }

  private Path analysis(String name, long seed) throws IOException {
    Path model = weights(name + ".safetensors", seed);
    Path json = folder.resolve(name + ".json");
    CommandRun run = CommandRun.of("analyze", model.toString(), "-q", "--json", json.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    return json;
  }

  @Test
  void anAnalysisAndItsModelAreOneRowAndADamagedOneIsToldAndLosesNothing() throws IOException {
    Path first = analysis("a", 1);
    weights("b.safetensors", 2);
    String whole = Files.readString(first);
    Files.writeString(folder.resolve("torn.json"), whole.substring(0, whole.length() / 2));
    Files.writeString(folder.resolve("README.md"), "models");
    Path json = folder.resolve("board/out.json");
    Files.createDirectories(json.getParent());

    CommandRun run = CommandRun.of("rank", folder.toString(), "-q", "--json", json.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(run.err()).contains("torn.json");
    assertThat(run.out()).contains("2 models by mean alpha", "Worst layers");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
    JsonNode board = new ObjectMapper().readTree(json.toFile());
    assertThat(board.get("models")).hasSize(2);
    assertThat(board.get("failed")).hasSize(1);
  }

  @Test
  void whatEarlierCallsWroteIntoTheFolderIsPassedOverAndReplaced() throws IOException {
    Path model = weights("a.safetensors", 1);
    weights("b.safetensors", 2);
    CommandRun.of(
        "analyze",
        model + "",
        "-q",
        "--junit",
        in("j.xml"),
        "--sarif",
        in("s.sarif"),
        "--csv",
        in("a.csv"),
        "--markdown",
        in("a.md"),
        "--plots",
        in("plots"));
    String[] call = {
      "rank",
      folder + "",
      "-q",
      "--json",
      in("b.json"),
      "--csv",
      in("b.csv"),
      "--report",
      in("b.html")
    };

    CommandRun first = CommandRun.of(call);
    CommandRun second = CommandRun.of(call);

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(second.out()).isEqualTo(first.out()).contains("2 models by mean alpha");
    assertThat(second.err()).isEqualTo(first.err());
  }

  private String in(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void severalAnalysesInOneFileAreSeveralModels() throws IOException {
    Path a = weights("a.safetensors", 1);
    Path b = weights("b.safetensors", 2);
    Path both = folder.resolve("both.json");
    CommandRun.of("analyze", a.toString(), b.toString(), "-q", "--json", both.toString());
    Files.delete(a);
    Files.delete(b);

    CommandRun run = CommandRun.of("rank", both.toString(), "-q");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("2 models");
  }

  @Test
  void anEmptyFolderIsUnknownAndNotFine() {
    CommandRun run = CommandRun.of("rank", folder.toString(), "-q");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.UNKNOWN);
  }

  @Test
  void aConditionFailsTheBuildWithTheModelsName() throws IOException {
    Path json = analysis("a", 1);

    CommandRun run = CommandRun.of("rank", json.toString(), "-q", "--fail-on", "analyzed>0");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.CONDITION_MET);
    assertThat(run.err()).contains("a.json", "analyzed>0 is met: it is 1");
  }

  @Test
  void thePageLinksToThePagesOfItsModelsAndEscapesTheirNames() throws IOException {
    Path a = weights("a<b>&.safetensors", 1);
    Path page = folder.resolve("board.html");
    Path pages = folder.resolve("pages");

    CommandRun run =
        CommandRun.of(
            "rank", a.toString(), "-q", "--report", page.toString(), "--pages", pages.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    String text = Files.readString(page);
    assertThat(text).contains("a&lt;b&gt;&amp;").doesNotContain("a<b>&");
    assertThat(text).containsPattern("href=\"pages/[^\"]+\\.html\"");
    try (var files = Files.list(pages)) {
      assertThat(files).hasSize(1);
    }
  }
}
