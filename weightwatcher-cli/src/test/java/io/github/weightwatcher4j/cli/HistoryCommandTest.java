package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.export.HistoryJson;
import io.github.weightwatcher4j.export.HistoryWriter;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryCommandTest {

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("run.jsonl");
    try (HistoryWriter writer = HistoryWriter.appendTo(file)) {
      for (int epoch = 1; epoch <= 3; epoch++) {
        Map<String, float[][]> weights = Map.of("fc:1", SampleFiles.noise(40, 30, epoch));
        Analysis analysis = new WeightWatcher(weights).analyze();
        OptionalDouble score = OptionalDouble.of(1.0 / epoch);
        writer.write(new TrainingStep(epoch, 50 * epoch, score, Duration.ofMillis(3), analysis));
      }
    }
  }

  private CommandRun run(String... options) {
    return CommandRun.of(
        Stream.concat(Stream.of("history", file.toString(), "-q"), Stream.of(options))
            .toArray(String[]::new));
  }

  @Test
  void printsALineForEachAnalysis() throws IOException {
    CommandRun run = run();

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out().strip()).isEqualTo(HistoryJson.read(file).toString().strip());
    assertThat(run.out()).containsSubsequence("epoch", "alpha", "stable_rank", "150", "0.3333");
  }

  @Test
  void theLastAnalysisIsAskedAndTheWholeIsOneDocument() throws IOException {
    CommandRun met = run("--json", "-", "--fail-on", "analyzed>0");
    CommandRun passed = run("--fail-on", "analyzed>1");

    assertThat(met.exitCode()).isEqualTo(ExitCodes.CONDITION_MET);
    assertThat(met.err()).contains("epoch 3, iteration 150: analyzed>0 is met");
    assertThat(new ObjectMapper().readTree(met.out())).hasSize(3);
    assertThat(passed.exitCode()).as(passed.err()).isZero();
  }

  @Test
  void writesThePageAndThePictures() throws IOException {
    Path page = folder.resolve("run.html");
    Path plots = folder.resolve("new/plots");

    CommandRun run = run("--report", page.toString(), "--plots", plots.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("report in " + page, "10 pictures in " + plots);
    assertThat(Files.readString(page)).contains("Epoch by epoch", "fc:1");
    try (Stream<Path> files = Files.list(plots)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "training-alpha-history.png",
              "training-entropy-history.png",
              "training-stable-rank-history.png",
              "training-soft-rank-history.png",
              "training-loss-history.png",
              "training-alpha-map.png",
              "training-phase-map.png",
              "training-verdict-map.png",
              "000-fc_1-spectra.png",
              "000-fc_1-spectra-overlay.png");
    }
  }

  @Test
  void aMetricOfChoiceIsDrawnToo() throws IOException {
    Path plots = folder.resolve("chosen");

    CommandRun run = run("--plots", plots.toString(), "--metric", "rank_loss");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(plots.resolve("training-rank-loss-map.png")).exists();
    assertThat(plots.resolve("training-rank-loss-history.png")).exists();
    assertThat(plots.resolve("training-alpha-history.png")).exists();
  }

  @Test
  void aMetricThatThereIsNotIsToldBeforeTheWork() throws IOException {
    CommandRun run = run("--plots", folder.resolve("none").toString(), "--metric", "alfa");

    assertThat(run.exitCode()).isEqualTo(64);
    assertThat(run.err())
        .contains("--metric: there is no column 'alfa'; the nearest of", "'alpha'");
    assertThat(folder.resolve("none")).doesNotExist();
    assertThat(run("--metric", "alpha").err()).contains("--metric needs --plots");
  }

  @Test
  void aTornLastLineIsANote() throws IOException {
    Files.writeString(file, "{\"epoch\": 4, \"iter", StandardOpenOption.APPEND);

    CommandRun run = run();

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).containsSubsequence("0.3333", "Note: ", "line 4 is incomplete");
  }

  @Test
  void anotherBadLineIsNamedWithItsFile() throws IOException {
    Files.writeString(file, "{\"epoch\": 4}\n", StandardOpenOption.APPEND);

    CommandRun run = run();

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(run.err()).contains(file + " line 4 does not hold a training step").hasLineCount(1);
  }

  @Test
  void anEmptyFileSaysThatThereIsNothingYet() throws IOException {
    Files.writeString(file, "");

    assertThat(run().out()).startsWith("no analysis in " + file + " yet");
  }

  @Test
  void whatCannotBeDoneIsSaidBeforeTheWork() {
    CommandRun missing = CommandRun.of("history", folder.resolve("no.jsonl").toString());
    assertThat(missing.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(missing.err()).contains("there is no file").hasLineCount(1);

    CommandRun wrong = run("--plot-format", "svg", "--report", file.toString());
    assertThat(wrong.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(wrong.err()).contains("needs --plots", "--report would replace " + file);
  }
}
