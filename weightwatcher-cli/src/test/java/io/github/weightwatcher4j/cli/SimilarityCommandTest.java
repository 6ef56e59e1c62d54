package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weightwatcher4j.similarity.Representation;
import io.github.weightwatcher4j.similarity.SimilarityMeasure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimilarityCommandTest {

  private static final Path GOLDEN =
      Path.of("..", "weightwatcher-core", "src", "test", "resources", "theory");
  private static final String X = GOLDEN.resolve("sim_X.npy").toString();
  private static final String Y = GOLDEN.resolve("sim_Y.npy").toString();

  @TempDir private Path folder;
  private String several = "";

  @BeforeEach
  void writeArrays() throws IOException {
    Map<String, float[][]> arrays = new LinkedHashMap<>();
    arrays.put("a", SampleFiles.noise(40, 6, 1));
    arrays.put("b", SampleFiles.noise(40, 5, 2));
    arrays.put("wide", SampleFiles.noise(40, 50, 3));
    arrays.put("other", SampleFiles.noise(30, 5, 4));
    arrays.put("nan", SampleFiles.notANumber());
    several = SampleFiles.write(folder.resolve("x.safetensors"), arrays).toString();
  }

  @Test
  void theTableHasEveryMeasureInEightyColumns() {
    CommandRun run = CommandRun.of("similarity", X, Y);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .containsSubsequence(
            "sim_X, 120 samples x 16 features, rank 16",
            "sim_Y, 120 samples x 12 features, rank 12",
            "cca ",
            "0.4802",
            "pwcca_x ",
            "0.7469",
            "cka_unbiased ",
            "0.7086",
            "procrustes ",
            "0.8037");
    assertThat(run.out().lines().filter(line -> !line.contains(".npy")))
        .allMatch(line -> line.length() <= 80);
  }

  @Test
  void whatWouldBeABiasInAModelIsAnArrayHere() throws IOException {
    String bias = raw("conv1.bias", 40, 3);
    String mask = raw("mask", 40, 1);
    CommandRun run = CommandRun.of("similarity", bias, mask);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("40 samples x 3 features", "40 samples x 1 feature");
    assertThat(CommandRun.of("similarity", bias, bias, "--array", "conv1.bias").exitCode())
        .isZero();
  }

  /** A safetensors file of one array with a name of its own. */
  private String raw(String name, int rows, int columns) throws IOException {
    int bytes = rows * columns * Float.BYTES;
    String header =
        "{\"%s\":{\"dtype\":\"F32\",\"shape\":[%d,%d],\"data_offsets\":[0,%d]}}"
            .formatted(name, rows, columns, bytes);
    ByteBuffer file =
        ByteBuffer.allocate(Long.BYTES + header.length() + bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(header.length()).put(header.getBytes(StandardCharsets.UTF_8));
    for (float[] row : SampleFiles.noise(rows, columns, 5)) {
      for (float number : row) {
        file.putFloat(number);
      }
    }
    return Files.write(folder.resolve(name + ".safetensors"), file.array()).toString();
  }

  @Test
  void arraysAreChosenByName() {
    CommandRun run = CommandRun.of("similarity", several, several, "--array", "a", "--array", "b");

    double cka =
        SimilarityMeasure.CKA.of(
            Representation.of((Object) SampleFiles.noise(40, 6, 1)),
            Representation.of((Object) SampleFiles.noise(40, 5, 2)));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains(String.format(Locale.ROOT, "%.4f", cka));
    CommandRun same = CommandRun.of("similarity", several, several, "--array", "a");
    assertThat(same.out()).containsPattern("cca +1.0000");
  }

  @Test
  void columnsMayBeTheSamples() {
    CommandRun run =
        CommandRun.of(
            "similarity",
            several,
            several,
            "--array",
            "b",
            "--array",
            "other",
            "--samples",
            "columns");

    assertThat(run.out()).contains("5 samples x 40 features", "5 samples x 30 features");
  }

  @Test
  void jsonHasTheSame() throws IOException {
    Path file = folder.resolve("x.json");
    CommandRun run = CommandRun.of("similarity", X, Y, "--json", file.toString());
    CommandRun streamed = CommandRun.of("similarity", X, Y, "--json", "-");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(streamed.out()).isEqualTo(Files.readString(file));
    JsonNode document = new ObjectMapper().readTree(streamed.out());
    assertThat(document.path("format").asText()).isEqualTo("weightwatcher-similarity");
    assertThat(document.path("first").path("rank").asInt()).isEqualTo(16);
    assertThat(document.path("measures")).hasSize(SimilarityMeasure.values().length);
  }

  @Test
  void aMeasureThatCannotBeHadIsUnknown() throws IOException {
    CommandRun run =
        CommandRun.of(
            "similarity", several, several, "--array", "a", "--array", "wide", "--json", "-");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.UNKNOWN);
    assertThat(run.err()).contains("no cca, cca_r2", "needs more samples than directions");
    JsonNode cca = new ObjectMapper().readTree(run.out()).path("measures").path(0);
    assertThat(cca.path("value").isNull()).isTrue();
    assertThat(cca.path("reason").asText()).contains("n > p + q");
  }

  @Test
  void whatCannotBeComparedIsALineThatSaysWhy() {
    CommandRun sizes =
        CommandRun.of("similarity", several, several, "--array", "a", "--array", "other");
    CommandRun nan = CommandRun.of("similarity", several, several, "--array", "nan");
    CommandRun unnamed = CommandRun.of("similarity", X, several);
    CommandRun unknown = CommandRun.of("similarity", several, several, "--array", "c");
    CommandRun missing = CommandRun.of("similarity", X, "nothing.npy");
    CommandRun thrice =
        CommandRun.of("similarity", X, Y, "--array", "a", "--array", "b", "--array", "c");

    assertThat(sizes.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(sizes.err()).contains("one has 40 and the other 30");
    assertThat(nan.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(nan.err()).contains("nan: the value of sample 3, feature 2 is NaN");
    assertThat(unnamed.err()).contains("holds 5 arrays: choose one with --array, of a, b, wide");
    assertThat(unknown.err()).contains("has no array 'c'; there are: a, b");
    assertThat(missing.err()).contains("there is no file nothing.npy");
    assertThat(thrice.exitCode()).isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void anInputIsNeverReplaced() {
    CommandRun run =
        CommandRun.of("similarity", several, several, "--array", "a", "--json", several);

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(run.err()).contains("would replace");
  }
}
