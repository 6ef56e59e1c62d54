package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExitCodesTest {

  @TempDir private Path folder;

  private String good(String name, long seed) throws IOException {
    return SampleFiles.write(folder.resolve(name), Map.of("fc", SampleFiles.noise(40, 30, seed)))
        .toString();
  }

  private String notANumber() throws IOException {
    return SampleFiles.write(
            folder.resolve("nan.safetensors"), Map.of("fc", SampleFiles.notANumber()))
        .toString();
  }

  /** A matrix beside one of a type that nobody knows, or that alone. */
  private String unread(boolean alone) throws IOException {
    return alone
        ? safetensors(
            "{'b.weight': {'dtype': 'F3_NEW', 'shape': [2, 2], 'data_offsets': [0, 1284]}}")
        : safetensors(
            "{'a.weight': {'dtype': 'F32', 'shape': [20, 16], 'data_offsets': [4, 1284]},"
                + " 'b.weight': {'dtype': 'F3_NEW', 'shape': [2, 2], 'data_offsets': [0, 4]}}");
  }

  private String safetensors(String header) throws IOException {
    byte[] text = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + text.length + 1284).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(text.length).put(text);
    while (file.hasRemaining()) {
      file.putFloat((float) Math.sin(file.position() * file.position()));
    }
    return Files.write(folder.resolve("sample.safetensors"), file.array()).toString();
  }

  private static void requireUnknown(CommandRun run, String why) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCodes.UNKNOWN);
    assertThat(run.err()).startsWith("weightwatcher: ").contains(why).hasLineCount(1);
  }

  @Test
  void aLayerOfNumbersThatAreNoneIsUnknown() throws IOException {
    requireUnknown(
        CommandRun.of("analyze", notANumber()),
        "nan.safetensors: 1 layer with weights could not be analysed: fc: 1 NaN and 0 infinite"
            + " weights, the first");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"analyze", "describe"})
  void aLayerOfATypeThatIsNotKnownIsUnknownBesideOthersAndAlone(String command) throws IOException {
    String why = "1 layer with weights could not be analysed: b: weight [2 x 2]: the type 'F3_NEW'";
    requireUnknown(CommandRun.of(command, unread(false)), why);
    requireUnknown(CommandRun.of(command, unread(true)), why);
  }

  @Test
  void aLayerThatIsLostMayBeLeftOutByChoice() throws IOException {
    CommandRun run = CommandRun.of("analyze", unread(false), "--exclude=b");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void whereNothingWasAnalysedNothingIsKnown() throws IOException {
    String file = good("a.safetensors", 1);
    requireUnknown(
        CommandRun.of("analyze", file, "--exclude=fc"), "nothing was analysed: fc: excluded: name");
    requireUnknown(
        CommandRun.of("describe", file, "--min-evals=1000"),
        "nothing was analysed: fc: 30 eigenvalues, fewer than minEvals = 1000");
  }

  @Test
  void aFileOfVectorsAloneIsUnknown() throws IOException {
    String file =
        safetensors("{'norm.weight': {'dtype': 'F32', 'shape': [321], 'data_offsets': [0, 1284]}}");

    requireUnknown(
        CommandRun.of("analyze", file),
        "nothing was analysed: norm: normalization carries vectors");
  }

  @Test
  void ofSeveralModelsTheWorstCounts() throws IOException {
    String good = good("a.safetensors", 1);
    String none = folder.resolve("none.safetensors").toString();

    assertThat(CommandRun.of("analyze", good, notANumber()).exitCode()).isEqualTo(3);
    assertThat(CommandRun.of("analyze", none, good, notANumber()).exitCode()).isEqualTo(1);
    assertThat(CommandRun.of("describe", none, good, unread(false)).exitCode()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"analyzed>5, 3", "analyzed<5, 4", "lost>0, 4"})
  void aConditionCountsBesideWhatIsLost(String condition, int code) throws IOException {
    CommandRun run = CommandRun.of("analyze", unread(false), "--fail-on", condition);

    assertThat(run.exitCode()).as(run.err()).isEqualTo(code);
  }

  @Test
  void aFolderOfWhichOneFileCannotBeReadIsUnknown() throws IOException {
    good("a.safetensors", 1);
    Files.writeString(folder.resolve("b.safetensors"), "not a header");

    requireUnknown(
        CommandRun.of("analyze", folder.toString()),
        "1 layer with weights could not be analysed: b.safetensors: ");
  }

  @Test
  void convertTellsOfTheLayersThatItDidNotWrite() throws IOException {
    String out = folder.resolve("out.safetensors").toString();

    requireUnknown(
        CommandRun.of("convert", unread(false), out, "-q"),
        "1 layer with weights could not be written: b: weight [2 x 2]: ");
    requireUnknown(CommandRun.of("analyze", out), "could not be analysed: b: weight [2 x 2]: ");
  }

  @Test
  void whatIsLeftOutOfAConvertedFileIsToldAsBefore() throws IOException {
    String out = folder.resolve("out.safetensors").toString();

    assertThat(CommandRun.of("convert", SampleFiles.RESNET20.toString(), out, "-q").exitCode())
        .isZero();
    assertThat(CommandRun.of("describe", out).exitCode()).isZero();
  }

  @Test
  void compareTellsOfTheLayersThatItDidNotCompare() throws IOException {
    Map<String, float[][]> both = new LinkedHashMap<>();
    both.put("fc", SampleFiles.noise(40, 30, 1));
    both.put("nan", SampleFiles.notANumber());
    String broken = SampleFiles.write(folder.resolve("two.safetensors"), both).toString();
    String other =
        SampleFiles.write(
                folder.resolve("other.safetensors"), Map.of("x", SampleFiles.noise(20, 10, 1)))
            .toString();

    requireUnknown(
        CommandRun.of("compare", broken, broken, "--no-summaries"),
        "1 layer with weights could not be compared: nan: ");
    requireUnknown(
        CommandRun.of("compare", good("a.safetensors", 1), other, "--no-summaries"),
        "nothing was compared: fc: only in the first model; x: only in");
  }

  @Test
  void aHistoryThatHoldsNoAnalysisIsUnknown() throws IOException {
    Path empty = Files.writeString(folder.resolve("run.jsonl"), "");

    requireUnknown(CommandRun.of("history", empty.toString()), "nothing was analysed yet");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "analyze",
        "describe",
        "compare",
        "similarity",
        "convert",
        "prune",
        "history",
        "formats",
        "demo"
      })
  void theHelpOfEveryCommandHasTheWholeTable(String command) {
    CommandRun run = CommandRun.of(command, "--help");

    String text = run.out().replaceAll("\\s+", " ");
    ExitCodes.help()
        .forEach((code, meaning) -> assertThat(text).contains(code.strip() + " " + meaning));
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
  }
}
