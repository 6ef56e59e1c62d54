package io.github.weightwatcher4j.cli;

import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.weightwatcher4j.run.Progress;
import org.junit.jupiter.api.Test;

class AnalysisProgressTest {

  @Test
  void aBarGoesThroughAnAnalysis() {
    assertThatNoException()
        .isThrownBy(
            () -> {
              try (AnalysisProgress bar = new AnalysisProgress.Bar("model")) {
                bar.onProgress(new Progress(0, 2, 0, ""));
                bar.onProgress(new Progress(1, 2, 0.25, "fc1"));
                bar.onProgress(new Progress(2, 2, 1, "fc2"));
              }
            });
  }
}
