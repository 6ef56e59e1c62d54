package io.github.weightwatcher4j.djl.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import io.github.weightwatcher4j.djl.NeedsPyTorch;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.TrainingStep;
import java.util.List;
import org.junit.jupiter.api.Test;

@NeedsPyTorch
class DigitsExampleTest {

  @Test
  void alphaFallsWhileTheDigitsAreLearned() throws Exception {
    try (Model model = Model.newInstance("digits");
        SpectralListener listener = SpectralListener.builder().inBackground().queue(9).build()) {
      double right = DigitsExample.train(model, 10, listener);
      listener.await();

      assertThat(right).as("0.969 was measured, 0.1 is chance").isGreaterThan(0.9);
      List<TrainingStep> steps = listener.history().steps();
      assertThat(steps).hasSize(10);
      // 5.52 and 4.56 were measured.
      assertThat(alpha(steps.get(9).analysis())).isLessThan(alpha(steps.get(0).analysis()));
      assertThat(steps.get(9).score().orElseThrow()).isLessThan(steps.get(0).score().orElseThrow());
    }
  }

  private static double alpha(Analysis analysis) {
    return analysis.details().get("01Linear").metric(Metric.ALPHA).orElseThrow();
  }
}
