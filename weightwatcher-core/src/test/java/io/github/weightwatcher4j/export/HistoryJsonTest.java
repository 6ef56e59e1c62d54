package io.github.weightwatcher4j.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryJsonTest {

  private static final int REFUSED = 17;

  private static final List<TrainingStep> STEPS =
      Stream.of(Sample.analysis(), Sample.everything(), Sample.unpooled())
          .map(HistoryJsonTest::step)
          .toList();

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("runs").resolve("history.jsonl");
  }

  private static TrainingStep step(Analysis analysis) {
    int layers = analysis.details().size();
    OptionalDouble score = layers > 2 ? OptionalDouble.of(0.1 + 0.2) : OptionalDouble.empty();
    return new TrainingStep(layers, 7 * layers, score, Duration.ofNanos(1_234_567), analysis);
  }

  private void write(List<TrainingStep> steps) throws IOException {
    try (HistoryWriter writer = HistoryWriter.appendTo(file)) {
      for (TrainingStep step : steps) {
        writer.write(step);
      }
    }
  }

  @Test
  void whatIsReadBackEqualsWhatWasWritten() throws IOException {
    write(STEPS);

    assertThat(HistoryJson.read(file)).isEqualTo(History.of(STEPS));
    assertThat(Files.readAllLines(file)).hasSize(3);
  }

  @Test
  void aStepIsInTheFileBeforeTheWriterIsClosed() throws IOException {
    try (HistoryWriter writer = HistoryWriter.appendTo(file)) {
      writer.write(STEPS.get(0));
      assertThat(HistoryJson.read(file).steps()).containsExactly(STEPS.get(0));
      writer.write(STEPS.get(1));
      assertThat(HistoryJson.read(file).steps()).containsExactly(STEPS.get(0), STEPS.get(1));
    }
  }

  @Test
  void aFileIsContinued() throws IOException {
    write(STEPS.subList(0, 1));
    write(STEPS.subList(1, 3));

    assertThat(HistoryJson.read(file)).isEqualTo(History.of(STEPS));
  }

  @Test
  void stepsAreHandedOverOneByOne() throws IOException {
    write(STEPS);
    List<TrainingStep> read = new ArrayList<>();

    assertThat(HistoryJson.read(file, read::add)).isEmpty();
    assertThat(read).isEqualTo(STEPS);
  }

  /** Wherever the last line is torn: every step before it is there, and writing goes on. */
  @ParameterizedTest
  @ValueSource(doubles = {0.0001, 0.3, 0.7, 0.9999})
  void aTornLastLineIsLeftOutAndThenCutOff(double part) throws IOException {
    write(STEPS);
    byte[] bytes = Files.readAllBytes(file);
    int last = (HistoryJson.line(STEPS.get(2)) + "\n").getBytes(StandardCharsets.UTF_8).length;
    int kept = bytes.length - last + Math.max(1, (int) (part * (last - 2)));
    Files.write(file, Arrays.copyOf(bytes, kept));

    History torn = HistoryJson.read(file);
    assertThat(torn.steps()).isEqualTo(STEPS.subList(0, 2));
    assertThat(torn.notes()).singleElement().asString().contains("line 3 is incomplete");

    write(STEPS.subList(2, 3));
    assertThat(HistoryJson.read(file)).isEqualTo(History.of(STEPS));
  }

  @Test
  void aLastLineThatOnlyLacksItsEndIsKept() throws IOException {
    write(STEPS.subList(0, 2));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));

    assertThat(HistoryJson.read(file)).isEqualTo(History.of(STEPS.subList(0, 2)));
    write(STEPS.subList(2, 3));
    assertThat(HistoryJson.read(file)).isEqualTo(History.of(STEPS));
  }

  @Test
  void aSecondWriterIsRefusedAndTheFirstKeepsTheFile() throws Exception {
    try (HistoryWriter first = HistoryWriter.appendTo(file)) {
      first.write(STEPS.get(0));
      for (Path name : List.of(file, folder.resolve("runs/../runs").resolve(file.getFileName()))) {
        assertThatThrownBy(() -> HistoryWriter.appendTo(name))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("is being written by another");
      }
      assertThat(first.history()).isEqualTo(History.of(STEPS.subList(0, 1)));
      String java = ProcessHandle.current().info().command().orElse("java");
      Process other =
          new ProcessBuilder(
                  java,
                  "-cp",
                  System.getProperty("java.class.path"),
                  HistoryJsonTest.class.getName(),
                  file.toString())
              .start();
      assertThat(other.waitFor()).as("another program is refused too").isEqualTo(REFUSED);
      first.write(STEPS.get(1));
      assertThat(first.history()).isEqualTo(History.of(STEPS.subList(0, 2)));
    }
    assertThat(HistoryJson.read(file).steps()).isEqualTo(STEPS.subList(0, 2));
    HistoryWriter.appendTo(file).close();
  }

  /** What another program does. */
  public static void main(String[] arguments) {
    try {
      HistoryWriter.appendTo(Path.of(arguments[0])).close();
    } catch (IOException e) {
      System.exit(e.toString().contains("is being written by another") ? REFUSED : 1);
    }
  }

  @Test
  void aTornFirstLineLeavesAnEmptyHistory() throws IOException {
    Files.createDirectories(folder.resolve("runs"));
    Files.writeString(file, HistoryJson.line(STEPS.get(0)).substring(0, 60));

    assertThat(HistoryJson.read(file).steps()).isEmpty();
    write(STEPS.subList(0, 1));
    assertThat(HistoryJson.read(file)).isEqualTo(History.of(STEPS.subList(0, 1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"epoch\": 3, \"best_loss\": 0.12}", "{\"epoch\": 1, \"ite", "{", " "})
  void aLineWithoutAnEndThatIsNotOursStaysAsItIs(String line) throws IOException {
    Files.createDirectories(folder.resolve("runs"));
    Files.writeString(file, line);

    assertThatThrownBy(() -> write(STEPS.subList(0, 1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds something else than a history");
    assertThat(file).hasContent(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"epoch\": 1, \"ite",
        "{}",
        "3",
        "{\"epoch\": 1, \"iteration\": 2, \"score\": null, \"waited\": \"soon\", \"analysis\": {}}",
        "{\"epoch\": \"a\", \"iteration\": 2, \"score\": null, \"waited\": \"PT0S\"}"
      })
  void aDamagedLineIsNamedWithItsFileAndNumber(String damaged) throws IOException {
    write(STEPS.subList(0, 1));
    Files.writeString(
        file,
        Files.readString(file) + "\n" + damaged + "\n" + HistoryJson.line(STEPS.get(1)) + "\n");

    assertThatThrownBy(() -> HistoryJson.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("history.jsonl line 3 does not hold a training step: ");
  }

  @Test
  void twoStepsOnOneLineAreRefused() {
    String line = HistoryJson.line(STEPS.get(0));

    assertThatThrownBy(() -> HistoryJson.parse(line + line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not valid JSON: ");
  }

  @Test
  void anInterruptedThreadStillWrites() throws IOException {
    Thread.currentThread().interrupt();
    try {
      write(STEPS.subList(0, 1));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }

    assertThat(HistoryJson.read(file).steps()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "precious",
        "precious\n",
        "{\n  \"format\" : \"weightwatcher-analysis\"\n}\n",
        "{\"format\":\"weightwatcher-history\",\"version\":\"2.0\"}\n",
        "{\"epoch\": 4}\n",
        "\u0000\u0001\n\u0000\u0002",
        "[",
      })
  void whatIsNoHistoryIsLeftAsItIs(String precious) throws IOException {
    Files.createDirectories(folder.resolve("runs"));
    Files.writeString(file, precious);

    assertThatThrownBy(() -> HistoryWriter.appendTo(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " holds something else than a history");
    assertThat(file).hasContent(precious);
  }

  @Test
  void aHistoryWhoseLastLineIsDamagedIsNotContinued() throws IOException {
    write(STEPS.subList(0, 1));
    String damaged = Files.readString(file) + "{\"epoch\": 4}\n";
    Files.writeString(file, damaged);

    assertThatThrownBy(() -> HistoryWriter.appendTo(file))
        .hasMessageContaining("its last line is no training step");
    assertThat(file).hasContent(damaged);
  }

  @Test
  void blankLinesAtTheEndDoNoHarm() throws IOException {
    write(STEPS.subList(0, 1));
    Files.writeString(file, Files.readString(file) + "\n \n");

    write(STEPS.subList(1, 2));

    assertThat(HistoryJson.read(file)).isEqualTo(History.of(STEPS.subList(0, 2)));
  }

  @Test
  void aFolderIsNoHistory() throws IOException {
    Path inTheWay = Files.createDirectories(folder.resolve("in the way"));

    assertThatThrownBy(() -> HistoryWriter.appendTo(inTheWay))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no file that a history can be appended to");
  }
}
