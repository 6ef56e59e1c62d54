package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weightwatcher4j.change.ChangedLayer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("thorough")
class SharpenNetworkTest {

  @Test
  void sharpeningGivesBackMostOfWhatTheTrapsTook() {
    SharpenNetwork run = SharpenNetwork.run();

    // 97.8, 75.3 and 96.4 %; of 360 images one more or less is 0.3 %.
    assertThat(run.trained()).isGreaterThan(0.96);
    assertThat(run.trapped()).isLessThan(0.85);
    assertThat(run.sharpened()).isGreaterThan(0.94);
    ChangedLayer damaged = run.change().find("fc1").orElseThrow();
    // Two outsized weights of one row or column have one component.
    assertThat(damaged.allComponents()).isBetween(14, 17);
    assertThat(run.change().changed()).containsExactly(damaged);
    assertThat(run.toString())
        .startsWith("accuracy: trained 9")
        .contains("fc2: unchanged, no trap");
  }
}
