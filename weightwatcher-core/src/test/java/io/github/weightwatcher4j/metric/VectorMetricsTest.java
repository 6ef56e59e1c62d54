package io.github.weightwatcher4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.samples.Matrices;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors whose numbers are known in closed form, and what the numbers must not depend on. */
class VectorMetricsTest {

  /** A few hundred additions of numbers up to 1. */
  private static final double TOLERANCE = 1e-12;

  private static final int N = 256;

  private static void requireNumbers(
      double[] vector, double entropy, double localization, double participation) {
    VectorMetrics metrics = VectorMetrics.of(vector);
    assertThat(metrics.entropy()).isCloseTo(entropy, within(TOLERANCE));
    assertThat(metrics.localizationRatio()).isCloseTo(localization, within(TOLERANCE * N));
    assertThat(metrics.participationRatio()).isCloseTo(participation, within(TOLERANCE));
  }

  @Test
  void aSingleComponentIsAsLocalAsCanBe() {
    double[] v = new double[N];
    v[17] = -1;
    double p = 1.0 / N; // one value in the last bin, all others in the first
    requireNumbers(v, -p * Math.log(p) - (1 - p) * Math.log(1 - p), 1, 1);
  }

  @Test
  void componentsOfOneSizeAreAsSpreadAsCanBe() {
    double[] constant = new double[N];
    Arrays.fill(constant, 1 / Math.sqrt(N));
    requireNumbers(constant, 0, N, Math.pow(N, 0.25));
    double[] alternating = new double[N];
    Arrays.setAll(alternating, i -> (i % 2 == 0 ? 1 : -1) / Math.sqrt(N));
    requireNumbers(alternating, 0, N, Math.pow(N, 0.25));
  }

  @Test
  void roundingErrorsInComponentsOfOneSizeFillNoBins() {
    double[] v = new double[N];
    Arrays.setAll(v, i -> 1 / Math.sqrt(N) * (1 + i % 7 * Math.ulp(1.0)));
    assertThat(VectorMetrics.of(v).entropy()).isZero();
  }

  @Test
  void anEvenRampFillsAllBinsAlike() {
    double[] ramp = new double[1000];
    Arrays.setAll(ramp, i -> i + 0.5);
    // Ten values to each bin; sums of powers of i + 1/2: n^2 / 2, n^3 / 3 and n^5 / 5 to 1 / n^2.
    VectorMetrics metrics = VectorMetrics.of(ramp);
    assertThat(metrics.entropy()).isCloseTo(Math.log(100), within(1e-3));
    assertThat(metrics.localizationRatio()).isCloseTo(500_000 / 999.5, within(1e-9));
    assertThat(metrics.participationRatio())
        .isCloseTo(Math.sqrt(1e9 / 3) / Math.pow(1e15 / 5, 0.25), within(1e-5));
  }

  @Test
  void twoSizesAreCountedByHand() {
    requireNumbers(
        new double[] {3, -1, 1, -3, 1},
        -0.4 * Math.log(0.4) - 0.6 * Math.log(0.6),
        9.0 / 3,
        Math.sqrt(21) / Math.pow(165, 0.25));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 2, 1e-200, -1e200})
  void signAndLengthDoNotMatter(double factor) {
    double[] v = Matrices.gaussian(51, 1, N)[0];
    double[] scaled = Arrays.stream(v).map(x -> x * factor).toArray();
    VectorMetrics expected = VectorMetrics.of(v);
    requireNumbers(
        scaled, expected.entropy(), expected.localizationRatio(), expected.participationRatio());
  }

  @Test
  void aVectorOfRandomDirectionIsSpreadAsItsFourthMomentSays() {
    // E x^4 = 3 (E x^2)^2 for Gaussian components: (n / 3)^(1/4), here to 1 % by their number.
    double[] v = Matrices.gaussian(52, 1, 100_000)[0];
    assertThat(VectorMetrics.of(v).participationRatio())
        .isCloseTo(Math.pow(100_000 / 3.0, 0.25), within(0.01 * Math.pow(100_000 / 3.0, 0.25)));
  }

  @Test
  void vectorsWithoutADirectionAreRefused() {
    for (double[] v :
        new double[][] {
          {}, {0, 0}, {1, Double.NaN}, {Double.NaN, 1}, {1, Double.NEGATIVE_INFINITY}
        }) {
      assertThatThrownBy(() -> VectorMetrics.of(v))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("finite components");
    }
  }
}
