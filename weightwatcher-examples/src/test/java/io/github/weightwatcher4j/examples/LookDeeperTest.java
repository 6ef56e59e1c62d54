package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LookDeeperTest {

  @Test
  void spikesTrapsIntervalsChangesAndDistancesArePrinted() {
    PrintStream console = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      LookDeeper.main(new String[0]);
    } finally {
      System.setOut(console);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("spikes", "traps", "MultiLayerNetwork - MultiLayerNetwork", "mean of 3 layers: ");
  }
}
