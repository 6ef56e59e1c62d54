package io.github.weightwatcher4j.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseEdgeTest {

  private static final int MATRICES = 500;

  @ParameterizedTest
  @CsvSource({"40, 40", "60, 40", "400, 40", "100, 80"})
  void largestEigenvalueOfNoiseFollowsTracyAndWidom(int n, int m) {
    NoiseEdge edge = NoiseEdge.of(n, m, 1, 1);
    SummaryStatistics statistic = new SummaryStatistics();
    double[] pValues = new double[MATRICES];
    for (int seed = 0; seed < MATRICES; seed++) {
      double largest = NoiseSpectra.of(1000 + seed, n, m).max();
      statistic.addValue(edge.statistic(largest));
      pValues[seed] = edge.pValue(largest);
    }
    // Mean and deviation of the law; four standard errors of 500, and the order M^(-2/3).
    assertThat(statistic.getMean()).isCloseTo(-1.2065, within(0.25));
    assertThat(statistic.getStandardDeviation()).isCloseTo(1.268, within(0.17));
    assertThat(uniformity(pValues)).isGreaterThan(1e-3);
  }

  /** p-value of the hypothesis that these are uniform on [0, 1]. */
  static double uniformity(double[] values) {
    double[] grid = new double[100_000];
    Arrays.setAll(grid, i -> (i + 0.5) / grid.length);
    return new KolmogorovSmirnovTest().kolmogorovSmirnovTest(values, grid);
  }

  @Test
  void severalMatricesHaveTheEdgeOfTheirLargest() {
    NoiseEdge one = NoiseEdge.of(64, 32, 0.7, 1);
    NoiseEdge nine = NoiseEdge.of(64, 32, 0.7, 9);
    for (double probability : new double[] {0.5, 0.05, 1e-4}) {
      double point = nine.exceededWith(probability);
      assertThat(nine.pValue(point)).isCloseTo(probability, within(1e-6 * probability));
      double ofOne = one.pValue(point);
      assertThat(1 - Math.pow(1 - ofOne, 9)).isCloseTo(probability, within(1e-6 * probability));
    }
    assertThat(nine.pValue(1e6)).isBetween(0.0, 1e-300);
    assertThat(nine.pValue(nine.center() + 30 * nine.scale()))
        .isCloseTo(9 * one.pValue(one.center() + 30 * one.scale()), within(1e-50));
  }

  @Test
  void johnstonesPointOfASquareMatrixIsCloseToTheEdgeOfTheLaw() {
    // (sqrt(99.5) + sqrt(99.5))^2 = 398, scale 19.95 * (2 / 9.975)^(1/3) = 11.677.
    NoiseEdge edge = NoiseEdge.of(100, 100, 1, 1);
    assertThat(edge.center()).isCloseTo(398, within(1e-10));
    assertThat(edge.exceededWith(0.05)).isCloseTo(398 + 0.97932 * 11.677, within(0.01));
  }

  /**
   * The calibration by hand: T' = (T - a) / b + mean of Tracy-Widom, with a = mean + shift, so that
   * T' = 0 lies at T = mean + shift - mean b.
   */
  @ParameterizedTest
  @CsvSource({
    "16, 16, 0, 0.02, 1.10, 1", // 0.03 of a fit, 0.07 of fewer than 17 columns
    "40, 20, 0, 0.02, 1.05, 1", // 0.015 of a fit, half of 0.07
    "100, 100, -1.2, -0.064, 1, 0.98888889", // light: e = -0.012 100 / 108
    // e = 0.05; 0.02 - 0.026 20 + 0.0023 400 4^-0.1; 1.0075 (1 + 0.5 4^-0.4)
    "800, 200, 20, 0.30090652, 1.29682840, 1.04601933",
    // kurtosis of at most 30, and e = 0.0625: 0.02 - 0.78 4^-0.25 + 1.035
    "800, 800, 50, 0.50345671, 1.3196875, 1.05645730"
  })
  void edgeOfAFittedMatrixIsTheCalibratedOne(
      int n, int m, double kurtosis, double shift, double width, double factor) {
    NoiseEdge plain = NoiseEdge.of(n, m, 3, 1);
    NoiseEdge edge = NoiseEdge.fitted(n, m, 3, kurtosis);
    assertThat(edge.scale() / plain.scale()).isCloseTo(width * factor, within(1e-7));
    double zero = (edge.center() / factor - plain.center()) / plain.scale();
    // The numbers above have eight digits, the centre is up to 200 units.
    assertThat(zero).isCloseTo(-1.2065 + shift + 1.2065 * width, within(1e-5));
    assertThat(edge.matrices()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"100, 50", "400, 400", "40, 40"})
  void aKnownVarianceTakesItsOwnFluctuationOffTheEdge(int n, int m) {
    NoiseEdge plain = NoiseEdge.of(n, m, 3, 1);
    // The mean square of n m normal entries has the variance 2 / (n m) of its mean.
    double edge = Math.pow(1.268 * plain.scale() / plain.center(), 2);
    double width = Math.sqrt((edge - 2.0 / (n * m)) / edge);
    NoiseEdge known = NoiseEdge.known(n, m, 3, 0);
    assertThat(known.scale() / plain.scale()).isCloseTo(width, within(1e-12));
    assertThat(width).isBetween(0.8, 1.0);
  }

  @Test
  void aKnownVarianceOfATinyMatrixLeavesFourFifths() {
    double plain = NoiseEdge.of(20, 1, 3, 1).scale();
    assertThat(NoiseEdge.known(20, 1, 3, 0).scale() / plain).isCloseTo(0.8, within(1e-12));
  }

  @Test
  void argumentsOutsideOfTheDomainAreRefused() {
    assertThatThrownBy(() -> NoiseEdge.of(0.5, 1, 1, 1)).hasMessageContaining("0.5");
    assertThatThrownBy(() -> NoiseEdge.of(5, 3, 0, 1)).hasMessageContaining("0.0");
    assertThatThrownBy(() -> NoiseEdge.of(5, 3, Double.NaN, 1)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> NoiseEdge.of(5, 3, 1, 0)).hasMessageContaining("matrices");
  }
}
