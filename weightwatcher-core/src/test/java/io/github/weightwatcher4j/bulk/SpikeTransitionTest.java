package io.github.weightwatcher4j.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.samples.Matrices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpikeTransitionTest {

  @ParameterizedTest
  @CsvSource({"300, 1.5", "300, 4", "450, 2", "1200, 1.5", "1200, 3"})
  void plantedDirectionGivesTheEigenvalueThatTheFormulaSays(int n, double timesThreshold) {
    int m = 300;
    SpikeTransition transition = new SpikeTransition(MarchenkoPastur.ofEntries(n, m, 1));
    double strength = timesThreshold * transition.threshold();
    int matrices = 12;
    double mean = 0;
    for (int seed = 0; seed < matrices; seed++) {
      double[][] matrix = Matrices.gaussian(seed, n, m);
      // Unit vectors with all entries alike: nothing to see in any single weight.
      double each = strength / Math.sqrt((double) n * m);
      for (double[] row : matrix) {
        for (int j = 0; j < m; j++) {
          row[j] += each;
        }
      }
      mean += NoiseSpectra.of(matrix).max() / matrices;
    }
    // One eigenvalue varies by some 4 % here; 12 of them, three standard errors.
    assertThat(mean).isCloseTo(transition.eigenvalue(strength), within(0.035 * mean));
  }

  @Test
  void directionBelowTheThresholdDrowns() {
    SpikeTransition transition = new SpikeTransition(MarchenkoPastur.ofEntries(400, 200, 1));
    double weak = 0.7 * transition.threshold();
    assertThat(transition.eigenvalue(weak)).isEqualTo(transition.noise().upper());
    double largest = NoiseSpectra.of(5, 400, 200, weak).max();
    // Tracy-Widom fluctuations about the edge.
    assertThat(largest).isCloseTo(transition.noise().upper(), within(0.05 * largest));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1.5, 10, 1e4})
  void strengthIsTheInverseOfTheEigenvalue(double q) {
    SpikeTransition transition = new SpikeTransition(new MarchenkoPastur(q, 0.3));
    for (double times : new double[] {1.001, 1.5, 10, 1e4}) {
      double strength = times * transition.threshold();
      double back = transition.strength(transition.eigenvalue(strength)).orElseThrow();
      // Near the threshold the eigenvalue hardly depends on the strength: its rounding is
      // magnified.
      assertThat(back).isCloseTo(strength, within(1e-7 * strength));
    }
  }

  @Test
  void transitionIsWhereTheSpikeLeavesTheBulk() {
    // Q = 1 and sigma = 1: threshold 1, and strength s gives (1 + s^2)^2 / s^2.
    SpikeTransition transition = new SpikeTransition(new MarchenkoPastur(1, 1));
    assertThat(transition.threshold()).isEqualTo(1);
    assertThat(transition.eigenvalue(2)).isCloseTo(6.25, within(1e-14));
    assertThat(transition.eigenvalue(1)).isEqualTo(4);
    assertThat(transition.eigenvalue(1.0001)).isCloseTo(4, within(1e-6));
    assertThat(transition.strength(6.25).orElseThrow()).isCloseTo(2, within(1e-14));
    assertThat(transition.strength(4)).isEmpty();
    assertThatThrownBy(() -> transition.eigenvalue(-1)).hasMessageContaining("-1");
  }
}
