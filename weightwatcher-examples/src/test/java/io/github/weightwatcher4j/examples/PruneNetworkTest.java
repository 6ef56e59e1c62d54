package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.examples.PruneNetwork.Row;
import io.github.weightwatcher4j.examples.PruneNetwork.Way;
import org.junit.jupiter.api.Test;

class PruneNetworkTest {

  @Test
  void aThirdOfTheWeightsIsNotMissedAndNearlyAllAre() {
    PruneNetwork pruned = PruneNetwork.of(1, 600, 8, 0.3, 0.95);

    double before = 100 * pruned.unpruned().get(0);
    assertThat(before).isGreaterThan(80);
    Row few = pruned.rows().get(0);
    Row nearlyAll = pruned.rows().get(1);
    for (Way way : Way.values()) {
      assertThat(few.of(way).getMean()).isGreaterThan(before - 10);
      assertThat(nearlyAll.of(way).getMean()).isLessThan(before - 20);
    }
    assertThat(pruned.plot().mark("uniform").name()).isEqualTo("uniform");
    assertThat(pruned.toString()).contains("\n| 95 % | ");
  }
}
