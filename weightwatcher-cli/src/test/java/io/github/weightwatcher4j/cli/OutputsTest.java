package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.export.HistoryWriter;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a call reads is replaced, and no two outputs are one file. */
class OutputsTest {

  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void aModelIsThere() throws IOException {
    model = model("m.safetensors");
  }

  private Path model(String name) throws IOException {
    Map<String, float[][]> weights = Map.of("fc", SampleFiles.noise(40, 30, 1));
    return SampleFiles.write(folder.resolve(name), weights);
  }

  /** All files, by their names, with their content. */
  private static Map<Path, String> content(Path folder) throws IOException {
    Map<Path, String> content = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        if (Files.isSymbolicLink(path)) {
          content.put(path, Files.readSymbolicLink(path).toString());
        } else if (Files.isRegularFile(path)) {
          content.put(path, new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
        }
      }
    }
    return content;
  }

  private void refused(String says, List<String> call) throws IOException {
    Map<Path, String> before = content(folder);

    CommandRun run = CommandRun.of(call.toArray(String[]::new));

    assertThat(run.exitCode()).as(run.err()).isIn(ExitCodes.USAGE, ExitCodes.FAILURE);
    assertThat(run.err()).contains(says).hasLineCount(1);
    assertThat(run.out()).as("before the work begins").isEmpty();
    assertThat(content(folder)).isEqualTo(before);
  }

  private List<String> analyze(String... options) {
    List<String> call = new ArrayList<>(List.of("analyze", model.toString(), "-q"));
    call.addAll(List.of(options));
    return call;
  }

  private String path(String name) {
    return folder + "/" + name;
  }

  @ParameterizedTest
  @ValueSource(strings = {"--json", "--csv", "--markdown", "--report"})
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void theModelIsNotReplacedHoweverItIsSpelled(String option) throws IOException {
    Files.createDirectory(folder.resolve("sub"));
    Files.createSymbolicLink(folder.resolve("symbolic"), model);
    Files.createLink(folder.resolve("hard"), model);
    Files.createSymbolicLink(folder.resolve("here"), folder);

    for (String name :
        List.of("m.safetensors", "sub/../m.safetensors", "symbolic", "hard", "here/hard")) {
      refused(option + " would replace " + path(name), analyze(option, path(name)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--json, --csv",
    "--csv, --markdown",
    "--markdown, --report",
    "--json, --report",
  })
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void twoOutputsAreNeverOneFile(String first, String second) throws IOException {
    Path one = Files.writeString(folder.resolve("one"), "old");
    Files.createDirectory(folder.resolve("sub"));
    Files.createSymbolicLink(folder.resolve("symbolic"), one);
    Files.createLink(folder.resolve("hard"), one);
    String says = first + " and " + second + " need a file each";

    for (String name : List.of("one", "./one", "sub/../one", "symbolic", "hard")) {
      refused(says, analyze(first, path("one"), second, path(name)));
    }
    refused(says, analyze(first, path("new"), second, path("sub/../new")));
  }

  @Test
  void theOtherModelIsNotReplaced() throws IOException {
    Path base = model("base.safetensors");

    refused("would replace", analyze("--base", base.toString(), "--json", base.toString()));
  }

  @Test
  void partsOfAModelInSeveralFilesAreNotReplaced() throws IOException {
    Path index = folder.resolve("x.safetensors.index.json");
    Files.writeString(index, "{\"weight_map\":{\"fc.weight\":\"weights of fc\"}}");
    Files.writeString(folder.resolve("weights of fc"), "precious");
    Files.writeString(folder.resolve("config.json"), "{\"quantization_config\": {}}");
    Files.writeString(folder.resolve("x.gguf"), "precious");
    Files.writeString(folder.resolve("x.safetensors.data"), "precious");

    for (String name : List.of("weights of fc", "config.json", "x.gguf", "x.safetensors")) {
      Files.writeString(folder.resolve("x.safetensors"), "precious");
      refused("would replace", List.of("analyze", index.toString(), "-q", "--json", path(name)));
    }
    refused("would replace", analyze("--json", path("x.gguf")));
  }

  @Test
  void noFileOfAFolderThatIsReadIsReplacedButWhatWasWrittenThere() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("model"));
    Files.move(model, inside.resolve("model.safetensors"));
    Files.writeString(inside.resolve("README.md"), "# A model card");
    Files.writeString(inside.resolve("config.json"), "{}");
    Files.writeString(inside.resolve("model-alpha.png"), "weights");
    model = inside;

    refused("would replace", analyze("--markdown", path("model/README.md")));
    refused("would replace", analyze("--json", path("model/config.json")));
    refused("would replace", analyze("--report", path("model/model.safetensors")));
    refused("--plots might replace", analyze("--plots", path("model")));

    Files.delete(inside.resolve("model-alpha.png"));
    String[] results = {
      "--json", path("model/a.json"), "--csv", path("model/a.csv"),
      "--markdown", path("model/a.md"), "--report", path("model/a.html"),
      "--plots", path("model")
    };
    for (int i = 0; i < 2; i++) {
      CommandRun run = CommandRun.of(analyze(results).toArray(String[]::new));
      assertThat(run.exitCode()).as(run.err()).isZero();
    }
  }

  @Test
  void picturesAreNoModelsAndNoOtherOutputs() throws IOException {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    Path odd = Files.copy(model, pictures.resolve("model-alpha.png"));

    refused(
        "--plots might replace", List.of("analyze", odd.toString(), "--plots", path("pictures")));
    refused(
        "need a place each",
        analyze("--json", path("pictures/model-esd.png"), "--plots", path("pictures")));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aLinkIsReplacedAndWhatItPointsToStays() throws IOException {
    Path precious = Files.writeString(folder.resolve("precious"), "old");
    List<String> call = analyze();
    Map<String, String> options =
        Map.of("--json", "a.json", "--csv", "a.csv", "--markdown", "a.md", "--report", "a.html");
    options.forEach((option, name) -> call.addAll(List.of(option, path(name))));
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    call.addAll(List.of("--plots", pictures.toString()));
    List<Path> links = new ArrayList<>(List.of(pictures.resolve("model-alpha.png")));
    options.values().forEach(name -> links.add(folder.resolve(name)));
    for (Path link : links) {
      // each to a file of its own: two names of one are refused
      Path target = folder.resolve("target of " + link.getFileName());
      Files.createSymbolicLink(link, Files.copy(precious, target));
    }

    CommandRun run = CommandRun.of(call.toArray(String[]::new));

    assertThat(run.exitCode()).as(run.err()).isZero();
    for (Path link : links) {
      assertThat(Files.isSymbolicLink(link)).as(link.toString()).isFalse();
      assertThat(link).isNotEmptyFile();
      assertThat(folder.resolve("target of " + link.getFileName())).hasContent("old");
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void whatIsConvertedIsNeverReplaced() throws IOException {
    Path out = folder.resolve("out.safetensors");
    List<String> call = List.of("convert", "--force", "-q", model.toString(), out.toString());

    Files.createSymbolicLink(out, model);
    refused("OUT would replace", call);
    Files.delete(out);
    Files.createLink(out, model);
    refused("OUT would replace", call);

    Files.delete(out);
    Path precious = Files.writeString(folder.resolve("precious"), "old");
    Files.createSymbolicLink(out, precious);
    refused("--force replaces it", List.of("convert", "-q", model.toString(), out.toString()));
    assertThat(CommandRun.of(call.toArray(String[]::new)).exitCode()).isZero();
    assertThat(precious).hasContent("old");
    assertThat(Files.isSymbolicLink(out)).isFalse();
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void theHistoryIsNotReplacedByItsPage() throws IOException {
    Path history = folder.resolve("run.jsonl");
    try (HistoryWriter writer = HistoryWriter.appendTo(history)) {
      var analysis = new WeightWatcher(model).analyze();
      writer.write(new TrainingStep(1, 1, OptionalDouble.empty(), Duration.ZERO, analysis));
    }
    Files.createLink(folder.resolve("hard"), history);
    Files.createSymbolicLink(folder.resolve("symbolic"), history);

    for (String name : List.of("run.jsonl", "./run.jsonl", "hard", "symbolic")) {
      refused(
          "--report would replace",
          List.of("history", history.toString(), "-q", "--report", path(name)));
    }
  }

  @Test
  void theDemoLooksForRoomBeforeItTrains() throws IOException {
    Files.createDirectories(folder.resolve("demo/conv.json"));

    refused("it is a folder", List.of("demo", "-q", "--out", path("demo")));
  }

  @Test
  void aReportGoesToStandardOutputToo() {
    CommandRun run = CommandRun.of(analyze("--report", "-").toArray(String[]::new));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    assertThat(CommandRun.of(analyze("--report=-", "--json=-").toArray(String[]::new)).err())
        .contains("only one of --json");
    assertThat(CommandRun.of("analyze", "a", "b", "--report", "-").err())
        .contains("needs a file to name the pages by");
  }
}
