package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.cli.TrainingProgress.Display;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TrainingProgressTest {

  @Test
  void aLogGetsALineForEachQuarter() {
    assertThat(shown(Display.LINES, 30))
        .isEqualTo(
            """
            training net: epoch 8 of 30, loss 0.125
            training net: epoch 15 of 30, loss 0.067
            training net: epoch 23 of 30, loss 0.043
            training net: epoch 30 of 30, loss 0.033
            """);
  }

  @Test
  void aShortTrainingGetsALineForEachEpoch() {
    assertThat(shown(Display.LINES, 2).lines()).hasSize(2);
  }

  @Test
  void quietShowsNothing() {
    assertThat(shown(Display.NONE, 30)).isEmpty();
  }

  private static String shown(Display display, int epochs) {
    StringWriter err = new StringWriter();
    try (TrainingProgress progress =
        TrainingProgress.start(display, "net", epochs, new PrintWriter(err))) {
      for (int epoch = 1; epoch <= epochs; epoch++) {
        progress.finished(epoch, 1.0 / epoch);
      }
    }
    return err.toString();
  }
}
