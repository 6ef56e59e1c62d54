package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standard input and pipes, which cannot be sought in. */
class StreamedTest {

  @TempDir private Path folder;

  private final InputStream before = System.in;

  @AfterEach
  void giveStandardInputBack() {
    System.setIn(before);
  }

  private static CommandRun run(byte[] input, String... call) {
    System.setIn(new ByteArrayInputStream(input));
    return CommandRun.of(call);
  }

  private byte[] model() throws IOException {
    Path file = folder.resolve("m.safetensors");
    return Files.readAllBytes(SampleFiles.write(file, Map.of("fc", SampleFiles.noise(60, 50, 1))));
  }

  @Test
  void aModelIsReadFromStandardInputAndSoCalled() throws IOException {
    CommandRun described = run(model(), "describe", "-");
    assertThat(described.exitCode()).as(described.err()).isZero();
    assertThat(described.out())
        .startsWith("format safetensors\nstandard input: 1 layer, 3,000 parameters");

    String file = folder.resolve("m.safetensors").toString();
    CommandRun based = run(model(), "analyze", file, "--base", "-", "--min-evals", "1");
    assertThat(based.out()).as(based.err()).contains("m.safetensors - standard input");

    CommandRun analyzed = run(model(), "analyze", "-", "--csv", "-");
    assertThat(analyzed.exitCode()).as(analyzed.err()).isZero();
    assertThat(analyzed.out()).startsWith("layer_id,").contains(",fc,");
  }

  @Test
  void whatIsWrongWithStandardInputIsToldInItsName() throws IOException {
    byte[] whole = model();
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    for (byte[] input :
        new byte[][] {half, new byte[0], "hello".getBytes(StandardCharsets.UTF_8)}) {
      CommandRun run = run(input, "analyze", "-");
      assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILURE);
      assertThat(run.err().lines()).hasSize(1);
      assertThat(run.err()).startsWith("weightwatcher: standard input").doesNotContain("/tmp");
    }
    CommandRun twice = run(whole, "describe", "-", "-");
    assertThat(twice.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(twice.out()).contains("1 layer");
    assertThat(twice.err()).contains("standard input: the file is empty");
  }

  @Test
  void aHistoryIsReadFromStandardInput() {
    CommandRun run =
        run("{\"format\":\"none\"}\n".getBytes(StandardCharsets.UTF_8), "history", "-");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(run.err()).contains("standard input").doesNotContain("there is no file");
  }

  @Test
  void aNamedPipeIsReadOnceAsShellsMakeThemOfACommand() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "no mkfifo");
    new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor(10, TimeUnit.SECONDS);
    byte[] model = model();
    Thread writer =
        new Thread(
            () -> {
              try {
                Files.write(pipe, model);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    writer.setDaemon(true);
    writer.start();

    CommandRun run = CommandRun.of("describe", pipe.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("pipe: 1 layer");
  }
}
