package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.History;
import io.github.weightwatcher4j.report.History.Point;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Sgd;

class Mlp3OverEpochsTest {

  @Test
  void everyMetricFallsFromWhatRandomWeightsHave() {
    MultiLayerNetwork network = DigitsMlp.untrained(1, new Sgd(0.2), 0, 96, 96, 96);
    History history = Mlp3OverEpochs.history(network, Digits.load(1).first(400), 16, 8);

    assertThat(history.steps()).hasSize(9);
    assertThat(history.layers()).containsExactly("fc1", "fc2", "fc3");
    for (String layer : history.layers()) {
      // The largest eigenvalue of noise is at the edge of the bulk, but for fluctuations.
      assertThat(first(history, layer, Metric.MP_SOFTRANK)).isBetween(0.9, 1.15);
      for (Metric metric : Mlp3OverEpochs.METRICS) {
        assertThat(last(history, layer, metric))
            .as("%s of %s", metric, layer)
            .isLessThan(first(history, layer, metric));
      }
    }
    assertThat(Mlp3OverEpochs.table(history, 0, 8)).hasLineCount(1 + 2 * 3).contains("    8   fc3");
    assertThat(Mlp3OverEpochs.plot(history).panels()).hasSize(4);
  }

  private static double first(History history, String layer, Metric metric) {
    return history.series(layer, metric).get(0).value();
  }

  private static double last(History history, String layer, Metric metric) {
    List<Point> points = history.series(layer, metric);
    return points.get(points.size() - 1).value();
  }
}
