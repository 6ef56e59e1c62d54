package io.github.weightwatcher4j.examples;

import static io.github.weightwatcher4j.assertj.WeightWatcherAssertions.assertThat;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.digits.Digits;
import io.github.weightwatcher4j.digits.DigitsMlp;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A test of a network's quality, as a project that trains one may have it. */
@Tag("thorough")
class NetworkQualityTest {

  private static MultiLayerNetwork trained() {
    MultiLayerNetwork network = DigitsMlp.untrained(1);
    network.fit(Digits.load(1).batches(32), 25);
    return network;
  }

  @Test
  void theHiddenLayersAreTrainedWell() {
    Analysis analysis = new WeightWatcher(trained()).analyze(options -> options.randomize(true));

    assertThat(analysis).layer("fc1").hasAlphaBetween(2, 6);
    assertThat(analysis).hasNoCorrelationTraps();
    assertThat(analysis).meanOf(Metric.STABLE_RANK).isLessThan(25);
  }
}
