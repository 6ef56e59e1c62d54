package io.github.weightwatcher4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import org.junit.jupiter.api.Test;

class AnalyzeArraysTest {

  @Test
  void alphaIsWhatTheoryKnowsOfHeavyTailedEntries() {
    LayerTable layers = AnalyzeArrays.analyze().details();

    LayerReport heavy = layers.get("heavy");
    double error = heavy.metric(Metric.SIGMA).orElseThrow();
    assertThat(heavy.alpha().orElseThrow()).isCloseTo(1.5, within(3 * error));
    assertThat(layers.get("gaussian").alpha().orElseThrow()).isGreaterThan(4);
  }
}
