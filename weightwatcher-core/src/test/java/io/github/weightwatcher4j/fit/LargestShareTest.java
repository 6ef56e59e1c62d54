package io.github.weightwatcher4j.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargestShareTest {

  @Test
  void twoAndThreePartsAreAsByHand() {
    // Of two, the larger is uniform on [1/2, 1]; of three, one exceeds 1/2 with 3/4.
    assertThat(LargestShare.probabilityOfAtMost(0.8, 2)).isCloseTo(0.6, within(1e-15));
    assertThat(LargestShare.probabilityOfAtMost(0.5, 3)).isCloseTo(0.25, within(1e-15));
    // All three below 0.4: a triangle of side 0.2 in one of side 1.
    assertThat(LargestShare.probabilityOfAtMost(0.4, 3)).isCloseTo(0.04, within(1e-15));
    assertThat(LargestShare.probabilityOfAtMost(1, 3)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 50, 1000})
  void itIsTheShareOfSimulatedParts(int m) {
    int samples = 4000;
    SplittableRandom random = new SplittableRandom(3);
    double[] shares = new double[samples];
    for (int i = 0; i < samples; i++) {
      double sum = 0;
      double largest = 0;
      for (int j = 0; j < m; j++) {
        double part = -Math.log(1 - random.nextDouble());
        sum += part;
        largest = Math.max(largest, part);
      }
      shares[i] = largest / sum;
    }
    Arrays.sort(shares);
    for (double level : new double[] {0.01, 0.1, 0.5, 0.9, 0.99}) {
      double share = shares[(int) (level * samples)];
      // Four standard deviations of a fraction of 4000.
      double error = 4 * Math.sqrt(level * (1 - level) / samples);
      assertThat(LargestShare.probabilityOfAtMost(share, m)).isCloseTo(level, within(error));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 100, 1000, 15_000, 1_000_000})
  void itRisesWithTheShareFromTheLeastThatIsToldToOne(int m) {
    double last = 0;
    for (int step = 0; step <= 2000; step++) {
      double share = Math.pow(m, step / 2000.0 - 1);
      double probability = LargestShare.probabilityOfAtMost(Math.min(1, share), m);
      // Where terms of up to e^14 cancel, rounding leaves 1e-6.
      assertThat(probability).isBetween(Math.max(1e-6, last - 1e-6), 1.0);
      last = probability;
    }
    assertThat(LargestShare.probabilityOfAtMost(1.0 / m, m)).isEqualTo(1e-6);
    assertThat(last).isEqualTo(1);
  }

  @Test
  void ofManyValuesItIsGumbels() {
    // P(largest <= ln m + x) tends to exp(-e^-x), their sum to m.
    int m = 1_000_000;
    for (double x : new double[] {-1.5, 0, 2}) {
      double share = (Math.log(m) + x) / m;
      assertThat(LargestShare.probabilityOfAtMost(share, m))
          .isCloseTo(Math.exp(-Math.exp(-x)), within(1e-3));
    }
  }
}
