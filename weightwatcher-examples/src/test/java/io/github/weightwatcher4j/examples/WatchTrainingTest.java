package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.export.HistoryJson;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.TrainingStep;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTrainingTest {

  @Test
  void theFileHoldsTheHistory(@TempDir Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("run.jsonl");

    History history = WatchTraining.run(DigitsMlp.untrained(1), file, 3);

    // A slow machine may drop an analysis, never the first.
    assertThat(history.steps()).extracting(TrainingStep::epoch).contains(1).isSubsetOf(1, 2, 3);
    assertThat(HistoryJson.read(file)).isEqualTo(history);
  }
}
