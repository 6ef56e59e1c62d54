package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.export.HistoryWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class StandardOutputTest {

  @TempDir private Path folder;

  @BeforeEach
  void inputsAreThere() throws IOException {
    SampleFiles.write(folder.resolve("m.safetensors"), Map.of("fc", SampleFiles.noise(40, 30, 1)));
    HistoryWriter.appendTo(folder.resolve("run.jsonl")).close();
  }

  /** What the shell gets where nothing can be printed, and what is said of it. */
  private CommandRun run(String call, String reason, boolean pipe) {
    OutputStream failing =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException(reason);
          }
        };
    StringWriter err = new StringWriter();
    CommandLine line =
        WeightWatcherCommand.commandLine(new WeightWatcherCommand()).setErr(new PrintWriter(err));
    String[] args = call.replace("DIR", folder.toString()).split(" ");
    int code = WeightWatcherCommand.run(line, new StandardOutput(failing, pipe), args);
    return new CommandRun(code, "", err.toString());
  }

  private static final String CONVERT = "convert -q DIR/m.safetensors DIR/o.safetensors";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "--version",
        "help analyze",
        "analyze --help",
        "formats",
        "describe DIR/m.safetensors",
        "analyze -q DIR/m.safetensors",
        "analyze -q DIR/m.safetensors --json -",
        "compare -q DIR/m.safetensors DIR/m.safetensors",
        CONVERT,
        "history DIR/run.jsonl",
        "demo -q --epochs 1 --out DIR/demo",
      })
  void aFullDiskIsToldOfEveryCommand(String call) {
    CommandRun full = run(call, "No space left on device", false);

    assertThat(full.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(full.err().lines().filter(line -> line.contains("standard output")))
        .containsExactly("weightwatcher: cannot write to standard output: No space left on device");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "formats", "describe DIR/m.safetensors", CONVERT})
  void aReaderWhoLeavesIsNoFailureToTell(String call) {
    CommandRun english = run(call, "Broken pipe", false);
    CommandRun other = run(call, "Kaputt", true);

    assertThat(english.exitCode()).isEqualTo(ExitCodes.READER_LEFT);
    assertThat(english.err()).doesNotContain("weightwatcher: ");
    assertThat(other.err()).doesNotContain("standard output");
  }

  @Test
  void aWorseExitCodeStays() {
    String met = "analyze -q DIR/m.safetensors --fail-on analyzed>0";

    assertThat(run("nonsense", "No space left on device", false).exitCode())
        .isEqualTo(ExitCodes.USAGE);
    assertThat(run(met, "Broken pipe", false).exitCode()).isEqualTo(ExitCodes.CONDITION_MET);
    assertThat(run("describe DIR/none", "Broken pipe", false).exitCode())
        .isEqualTo(ExitCodes.FAILURE);
  }
}
