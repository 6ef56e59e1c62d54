package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --axes} on a tensor of which nothing tells the axes. */
class AxesOptionTest {

  @TempDir private Path folder;
  private String file = "";

  @BeforeEach
  void writeATensorOfFourEqualAxes() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(4 * 4096).order(ByteOrder.LITTLE_ENDIAN);
    Random random = new Random(3);
    for (int i = 0; i < 4096; i++) {
      data.putFloat((float) random.nextGaussian());
    }
    String header =
        "{\"thing\":{\"dtype\":\"F32\",\"shape\":[8,8,8,8],\"data_offsets\":[0,16384]}}  ";
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer whole = ByteBuffer.allocate(8 + text.length + 16384).order(ByteOrder.LITTLE_ENDIAN);
    whole.putLong(text.length).put(text).put(data.array());
    file = Files.write(folder.resolve("t.safetensors"), whole.array()).toString();
  }

  @Test
  void describeNotesWhichReadingWasTakenAndHowToSetAnother() {
    CommandRun run = CommandRun.of("describe", file, "--min-evals", "1");

    assertThat(run.out())
        .containsSubsequence("Notes", "thing: axes taken for [out, in, kernel...]", "--axes");
  }

  @Test
  void theOptionSettlesItForEveryCommand() throws IOException {
    CommandRun described =
        CommandRun.of("describe", file, "--min-evals", "1", "--axes", "th*=stack");
    Path csv = folder.resolve("t.csv");
    CommandRun analyzed =
        CommandRun.of(
            "analyze",
            file,
            "--min-evals",
            "1",
            "-q",
            "--csv",
            csv.toString(),
            "--axes",
            "th*=stack");

    assertThat(described.out()).contains("other").doesNotContain("Notes");
    assertThat(analyzed.exitCode()).as(analyzed.err()).isZero();
    assertThat(Files.readString(csv)).contains("other").doesNotContain("conv2d");
  }

  @Test
  void aPatternThatFitsNothingAndAnOrderThatIsNoneAreRefused() {
    assertThat(CommandRun.of("describe", file, "--axes", "other*=stack").err())
        .contains("no layer that matches 'other*'");
    assertThat(CommandRun.of("describe", file, "--axes", "thing=in-heads").err())
        .contains("can be read as [in, heads, size]");
    assertThat(CommandRun.of("describe", file, "--axes", "thing").err()).contains("NAMES=ORDER");
  }
}
