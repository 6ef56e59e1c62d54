package io.github.weightwatcher4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.export.HistoryJson;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.Provenance;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A training program is killed; what it had found is in its file. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@Tag("thorough")
class KilledTrainingTest {

  private static final int ENOUGH = 7;

  @TempDir Path folder;

  @Test
  void theFileOfAKilledProgramHoldsEveryAnalysisThatItFinishedAndIsContinued() throws Exception {
    Path file = folder.resolve("run.jsonl");
    killWhenThereAreEnoughLines(file);

    List<TrainingStep> read = HistoryJson.read(file).steps();
    SpectralListener again = KilledTraining.listener().build();
    KilledTraining.train(again, (read.size() + Trained.BATCHES - 1) / Trained.BATCHES);

    // The same training in this program: everything is equal but the times that it took.
    List<TrainingStep> computed = again.history().steps().subList(0, read.size());
    assertThat(read).hasSizeGreaterThanOrEqualTo(ENOUGH);
    for (int i = 0; i < read.size(); i++) {
      assertThat(untimed(read.get(i))).isEqualTo(untimed(computed.get(i)));
    }

    try (SpectralListener listener = KilledTraining.listener().writeTo(file).build()) {
      KilledTraining.train(listener, 1);
    }
    History continued = HistoryJson.read(file);
    assertThat(continued.steps())
        .hasSize(read.size() + Trained.BATCHES)
        .startsWith(read.toArray(TrainingStep[]::new));
    assertThat(continued.notes()).isEmpty();
    assertThat(continued.resumptions()).as("begun anew").containsExactly(read.size());
  }

  private static TrainingStep untimed(TrainingStep step) {
    Analysis found = step.analysis();
    Provenance from = found.provenance();
    Provenance untimed =
        Provenance.of(
            from.library(),
            from.java(),
            from.system(),
            from.solver(),
            from.nativeLibrary(),
            from.options(),
            from.seed(),
            Instant.EPOCH,
            Duration.ZERO,
            from.file());
    Analysis analysis =
        Analysis.of(
            found.model(),
            found.details(),
            found.summary(),
            found.skipped(),
            found.findings(),
            found.notes(),
            untimed);
    return new TrainingStep(step.epoch(), step.iteration(), step.score(), Duration.ZERO, analysis);
  }

  private static void killWhenThereAreEnoughLines(Path file)
      throws IOException, InterruptedException {
    Path log = file.resolveSibling("log.txt");
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledTraining.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      while (lines(file) < ENOUGH) {
        assertThat(program.isAlive()).as(() -> read(log)).isTrue();
        Thread.sleep(5);
      }
    } finally {
      program.destroyForcibly().waitFor();
    }
  }

  private static long lines(Path file) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    return Files.readString(file).chars().filter(c -> c == '\n').count();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
