package io.github.weightwatcher4j.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The interpolation between the corners of the table; {@link MatrixNoiseTest} has what it says. */
class SparseNoiseTest {

  private static final double ROUNDING = 1e-12;

  @ParameterizedTest
  @CsvSource({
    "0.35, 0.1, 0.5, 0.9647", // a corner
    "0.35, 0.15, 0.5, 0.951", // half way to 0.9373
    "0.35, 0.01, 0.5, 0.99615", // half way from 1 to 0.9923
    "0.425, 0.1, 0.5, 0.9604", // half way to 0.9561
    "0.35, 0.1, 0.55, 0.97305", // half way to 0.9814
    "1, 0.3, 0.01, 0.5632",
    "0.05, 0.02, 0.002, 0.9802",
    "0.05, 0.02, 0, 0.9802", // below the first share as at it
    "0.01, 0.02, 0.5, 0.9973", // a smaller c as the smallest
    "1, 0.9, 0.5, 0.8424" // a larger excess as 0.3
  })
  void ratiosAreLinearBetweenTheCorners(double c, double e, double p, double ratio) {
    assertThat(new SparseNoise(c, e).ratio(p)).isCloseTo(ratio, within(ROUNDING));
  }

  @Test
  void theLastQuantileRunsUpToTheEdge() {
    SparseNoise noise = new SparseNoise(0.35, 0.1);
    double edge = 1 + 0.1 / (1 + 0.18 - 0.014);
    assertThat(noise.edge()).isCloseTo(edge, within(ROUNDING));
    assertThat(noise.ratio(1)).isCloseTo(edge, within(ROUNDING));
    assertThat(noise.ratio(0.999)).isCloseTo((1.0824 + edge) / 2, within(ROUNDING));
    // The table of c = 0.35 ends at 1.0824 for 0.998: the edge goes on from there.
    assertThat(edge).isBetween(1.0824, 1.09);
  }

  @Test
  void percentsAreThoseThatABulkIsFittedBy() {
    SparseNoise noise = new SparseNoise(0.35, 0.1);
    assertThat(noise.atPercent(0)).isCloseTo(0.9202, within(ROUNDING)); // 20 %
    assertThat(noise.atPercent(60)).isCloseTo(1.0199, within(ROUNDING)); // 80 %
  }

  @Test
  void lightEntriesMoveTheEdgeAlone() {
    SparseNoise light = new SparseNoise(0.5, -0.02);
    assertThat(light.isPlain()).isTrue();
    assertThat(light.edge()).isEqualTo(0.98);
    assertThat(light.ratio(0.9)).isEqualTo(1);
    assertThat(light.atPercent(7)).isEqualTo(1);
    SparseNoise normal = new SparseNoise(0.5, 0);
    assertThat(normal.isPlain()).isTrue();
    assertThat(normal.edge()).isEqualTo(1);
    assertThat(new SparseNoise(0.5, 0.01).isPlain()).isFalse();
  }
}
