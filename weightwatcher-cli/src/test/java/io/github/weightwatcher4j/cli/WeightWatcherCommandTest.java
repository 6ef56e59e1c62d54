package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightWatcherCommandTest {

  @ParameterizedTest(name = "[{0}]")
  @ValueSource(strings = {"", "--help", "-h", "help"})
  void helpTeachesWhereToStartAndHowToReadAlpha(String arguments) {
    CommandRun run = CommandRun.of(arguments.isEmpty() ? new String[0] : arguments.split(" "));

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("weightwatcher demo", "2 to 6", "Exit codes", "64");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void helpOfACommandNamesItsOptionsAndDefaults() {
    CommandRun run = CommandRun.of("help", "demo");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("--epochs", "--seed", "--out", "--quiet", "default: 25");
  }

  @Test
  void versionNamesLibraryJavaSystemAndKernels() {
    CommandRun run = CommandRun.of("--version");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).matches("weightwatcher .+"),
            line -> assertThat(line).startsWith("Java " + System.getProperty("java.version")),
            line -> assertThat(line).startsWith(System.getProperty("os.name")),
            line -> assertThat(line).matches("OpenBLAS 0\\.3\\.31, .+ kernels"));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "--bad",
        "dmeo",
        "demo --epochs x",
        "demo --epochs 0",
        "demo --epoch",
        "demo more"
      })
  void wrongUsageIsOneLineThatPointsToTheHelp(String arguments) {
    CommandRun run = CommandRun.of(arguments.split(" "));

    assertThat(run.exitCode()).isEqualTo(64);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines().findFirst().orElse(""))
        .startsWith("weightwatcher: ")
        .endsWith("--help");
  }

  @Test
  void aModelWithoutACommandIsToldHowToBeAnalysed(@TempDir Path folder) throws IOException {
    Path model = Files.createFile(folder.resolve("mine.safetensors"));

    assertThat(CommandRun.of(model.toString()).err())
        .endsWith("To analyse it: weightwatcher analyze " + model + System.lineSeparator())
        .doesNotContain("Did you mean");
    assertThat(CommandRun.of("analise").err()).contains("Did you mean: ").contains("analyze");
    assertThat(CommandRun.of("formats", "too", "many").err()).hasLineCount(1);
  }

  @Test
  void aMistypedOptionGetsASuggestion() {
    assertThat(CommandRun.of("demo", "--epoch", "3").err()).contains("--epochs");
    assertThat(CommandRun.of("analyze", "x", "--lyaers=fc").err().lines().skip(1))
        .singleElement()
        .asString()
        .startsWith("The nearest options are --layers, ");
  }

  @Test
  void versionLeavesNd4jAsleep() throws IOException, InterruptedException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                WeightWatcherCommand.class.getName(),
                "--version")
            .redirectErrorStream(true)
            .start();
    List<String> lines;
    try (BufferedReader out = java.inputReader(StandardCharsets.UTF_8)) {
      lines = out.lines().toList();
    }

    assertThat(java.waitFor()).isZero();
    assertThat(lines).filteredOn(line -> line.contains("picocli.CommandLine ")).isNotEmpty();
    assertThat(lines).filteredOn(line -> line.contains("org.nd4j.")).isEmpty();
  }
}
