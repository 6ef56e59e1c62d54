package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormerResultTest {

  @TempDir private Path folder;

  @Test
  void everyResultOfEveryCommandIsOne() throws IOException {
    Path results = Files.createDirectory(folder.resolve("results"));
    Path one = model("one", 1);
    Path two = model("two", 2);
    Path pages = Files.createDirectory(folder.resolve("pages"));

    call("analyze", results, List.of(one), "json", "csv", "markdown", "report", "junit", "sarif");
    call("compare", results, List.of(one, two), "json", "csv", "markdown", "report");
    call("trend", results, List.of(series(one, two)), "json", "csv", "markdown", "report");
    call("rank", results, List.of(one, two), "json", "csv", "report");
    call("prune", results, List.of(one, Path.of("--sparsity=0.5"), Path.of("--with-first")), "csv");
    for (String format : List.of("png", "svg", "pdf")) {
      run("analyze", one + "", "-q", "--plots", pages + "", "--plot-format", format);
    }

    try (Stream<Path> written = Files.list(results);
        Stream<Path> drawn = Files.list(pages)) {
      List<Path> all = Stream.concat(written, drawn).toList();
      assertThat(all).hasSizeGreaterThan(20);
      assertThat(all).allMatch(FormerResult::is);
    }
  }

  @Test
  void whatOthersWroteIsNone() throws IOException {
    Map<String, String> files =
        Map.of(
            "config.json", "{\"architectures\": [\"A\"]}",
            "README.md", "## Model\n\nA model.\n",
            "names.csv", "name,path\na,b\n",
            "TEST-a.xml", "<?xml version=\"1.0\"?>\n<testsuites name=\"other\"></testsuites>\n",
            "lint.sarif", "{\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\"}",
            "index.html", "<!DOCTYPE html>\n<html></html>\n",
            "empty", "");
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = Files.writeString(folder.resolve(file.getKey()), file.getValue());
      assertThat(FormerResult.is(path)).as(file.getKey()).isFalse();
    }
    assertThat(FormerResult.is(model("m", 3))).isFalse();
  }

  private Path model(String name, long seed) throws IOException {
    return SampleFiles.write(
        folder.resolve(name + ".safetensors"), Map.of("fc", SampleFiles.noise(70, 60, seed)));
  }

  /** A series of models with a number that each has. */
  private Path series(Path... models) throws IOException {
    StringBuilder text = new StringBuilder("path,test_error\n");
    for (int i = 0; i < models.length; i++) {
      text.append(models[i]).append(',').append(i + 1).append('\n');
    }
    return Files.writeString(folder.resolve("series.csv"), text);
  }

  private static void call(String command, Path folder, List<Path> arguments, String... results) {
    Stream<String> files =
        Stream.of(results).map(it -> "--" + it + "=" + folder.resolve(command + "." + it));
    run(
        Stream.of(Stream.of(command, "-q"), arguments.stream().map(Path::toString), files)
            .flatMap(it -> it)
            .toArray(String[]::new));
  }

  private static void run(String... call) {
    CommandRun run = CommandRun.of(call);
    assertThat(run.exitCode())
        .as(String.join(" ", call) + "\n" + run.err())
        .isNotEqualTo(ExitCodes.FAILURE)
        .isNotEqualTo(ExitCodes.USAGE);
  }
}
