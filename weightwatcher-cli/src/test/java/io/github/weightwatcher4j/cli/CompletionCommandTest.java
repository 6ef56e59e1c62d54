package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of {@code weightwatcher completion} in a shell that runs it. */
class CompletionCommandTest {

  /** What is typed, and what the script makes of it. */
  private static final String CALLS =
      """
      compopt() { :; }
      source "$1" || exit 1
      complete() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
        _complete_weightwatcher; echo "${COMPREPLY[*]}"; }
      complete weightwatcher ana
      complete weightwatcher analyze --fai
      complete weightwatcher analyze --no-mp
      complete weightwatcher analyze --plot-format ''
      complete weightwatcher describe mod
      complete weightwatcher analyze --json mod
      complete weightwatcher completion z
      """;

  @TempDir private Path folder;

  @Test
  void bashCompletesCommandsOptionsValuesAndFiles() throws Exception {
    Path bash = Path.of("/bin/bash");
    assumeTrue(Files.isExecutable(bash), "no bash");
    CommandRun printed = CommandRun.of("completion", "bash");
    assertThat(printed.exitCode()).as(printed.err()).isZero();
    Path script = Files.writeString(folder.resolve("script"), printed.out());
    Files.createFile(folder.resolve("model.safetensors"));
    Process process =
        new ProcessBuilder(bash.toString(), "-c", CALLS, "test", script.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output.lines().toList())
        .as("and nothing else is printed")
        .isEqualTo(
            List.of(
                "analyze analyse",
                "--fail-on",
                "--no-mp-fit",
                "png svg pdf",
                "model.safetensors",
                "model.safetensors",
                "zsh"));
  }

  @Test
  void zshHasTheSameScriptWhichPreparesIt() {
    assertThat(CommandRun.of("completion", "ZSH").out().lines().skip(1).toList())
        .isEqualTo(CommandRun.of("completion", "bash").out().lines().skip(1).toList())
        .anyMatch(line -> line.contains("bashcompinit"));
    assertThat(CommandRun.of("completion", "fish").exitCode()).isEqualTo(ExitCodes.USAGE);
  }
}
