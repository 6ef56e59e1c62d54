package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.examples.LearningRates.Run;
import io.github.weightwatcher4j.examples.LearningRates.Training;
import io.github.weightwatcher4j.metric.Metric;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

class LearningRatesTest {

  @Test
  void alphaFallsWithTheRateAndSoDoesWhereTheTailBegins() {
    LearningRates trainings =
        LearningRates.of(new Training(false, 300, 16, 8), new double[] {0.1, 0.4}, 1);

    Run slow = trainings.at(0.1).get(0);
    Run fast = trainings.at(0.4).get(0);
    assertThat(alpha(fast)).isLessThan(alpha(slow) - 0.5);
    assertThat(fast.fc1().logDelta().orElseThrow())
        .isLessThan(slow.fc1().logDelta().orElseThrow() - 0.1);
    assertThat(fast.trainError()).isLessThan(slow.trainError());
    assertThat(trainings.worked()).containsExactly(slow, fast);
    assertThat(trainings.toString()).hasLineCount(3).contains("rate  0.100: alpha ");
    assertThat(trainings.plot().panels()).hasSize(4);
  }

  @Test
  void aRateThatBreaksTheNetworkIsToldAndNotDrawnAgainstAlpha() {
    LearningRates trainings =
        LearningRates.of(new Training(false, 300, 16, 2), new double[] {20}, 1);

    assertThat(trainings.at(20)).singleElement().matches(Run::broken);
    assertThat(trainings.worked()).isEmpty();
    assertThat(trainings.toString()).contains("rate 20.000: ");
    assertThat(trainings.plot().panels()).hasSize(4);
  }

  @Test
  void onlyTheFirstLayerIsTrainedWhereTheOthersAreFrozen() {
    Training training = new Training(true, 300, 16, 2);
    Digits digits = training.digits(1);
    MultiLayerNetwork before = training.network(1, 0.2);
    MultiLayerNetwork network = training.network(1, 0.2);

    network.fit(digits.batches(training.batch()), training.epochs());

    for (String frozen : List.of("1_W", "1_b", "2_W", "2_b")) {
      assertThat(network.getParam(frozen)).as(frozen).isEqualTo(before.getParam(frozen));
    }
    assertThat(network.getParam("0_W").distance2(before.getParam("0_W"))).isGreaterThan(1);
    assertThat(Digits.accuracy(network, digits.train()))
        .isGreaterThan(Digits.accuracy(before, digits.train()) + 0.4);
  }

  private static double alpha(Run run) {
    return run.fc1().metric(Metric.ALPHA).orElseThrow();
  }
}
