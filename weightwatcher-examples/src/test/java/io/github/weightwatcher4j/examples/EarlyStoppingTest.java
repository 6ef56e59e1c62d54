package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.examples.EarlyStopping.Epoch;
import java.util.List;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {

  @Test
  void theTrainingEndsInTheEpochWhoseAlphaIsFirstBelowTwo() {
    EarlyStopping watched = EarlyStopping.watched(1, 0.03, 12);

    EarlyStoppingResult<MultiLayerNetwork> result = EarlyStopping.stopped(1, 0.03, 12);

    assertThat(watched.belowTwo()).isBetween(2, 11);
    assertThat(result.getTotalEpochs()).isEqualTo(watched.belowTwo());
    assertThat(result.getTerminationDetails()).contains("mean alpha below 2.0");
  }

  @Test
  void eachRuleNamesItsEpoch() {
    EarlyStopping training =
        new EarlyStopping(
            List.of(
                new Epoch(4, 0.7, 0.8),
                new Epoch(3, 0.8, 0.9),
                new Epoch(2.1, 0.9, 0.9),
                new Epoch(1.8, 1, 0.7)));

    assertThat(training.best()).isEqualTo(2);
    assertThat(training.nearestToTwo()).isEqualTo(3);
    assertThat(training.belowTwo()).isEqualTo(4);
    assertThat(EarlyStopping.summary(List.of(training, training)))
        .contains("best test          epoch  2.0 ±  0.0, alpha 3.00 ± 0.00, test accuracy 90.0 ±");
    assertThat(training.plot().description())
        .contains("test from 0.200 to 0.300", "mean of fc1 and fc2 from 4.00 to 1.80");
  }

  @Test
  void whereAlphaStaysAboveTwoTheLastEpochCounts() {
    assertThat(new EarlyStopping(List.of(new Epoch(4, 1, 1), new Epoch(3, 1, 1))).belowTwo())
        .isEqualTo(2);
  }
}
