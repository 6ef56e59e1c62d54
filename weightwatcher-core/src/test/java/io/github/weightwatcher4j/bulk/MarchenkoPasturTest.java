package io.github.weightwatcher4j.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.spectrum.Spectrum;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarchenkoPasturTest {

  private static final String LAWS =
      """
      1, 1
      1, 3
      1.0001, 0.5
      1.5, 1
      4, 2
      100, 1e-3
      1000000, 1
      """;

  @ParameterizedTest
  @CsvSource(textBlock = LAWS)
  void densityHasIntegralMeanAndVarianceOfTheLaw(double q, double sigma) {
    MarchenkoPastur law = new MarchenkoPastur(q, sigma);
    double variance = sigma * sigma;
    // For Q = 1.0001 the density is steep near 0; for Q = 1e6 its edges are rounded.
    assertThat(integral(law, x -> 1)).isCloseTo(1, within(1e-9));
    assertThat(integral(law, x -> x)).isCloseTo(variance, within(1e-9 * variance));
    assertThat(integral(law, x -> (x / variance - 1) * (x / variance - 1) * q))
        .isCloseTo(1, within(1e-8));
  }

  /** Over v = mid - half cos(t), periodic and smooth in t, where the midpoint rule is exact. */
  private static double integral(MarchenkoPastur law, UnivariateFunction f) {
    double from = Math.sqrt(law.lower());
    double half = (Math.sqrt(law.upper()) - from) / 2;
    int points = 20_000;
    double sum = 0;
    for (int i = 0; i < points; i++) {
      double t = Math.PI * (i + 0.5) / points;
      double v = from + half * (1 - Math.cos(t));
      sum += law.singularValueDensity(v) * f.value(v * v) * half * Math.sin(t);
    }
    return sum * Math.PI / points;
  }

  @ParameterizedTest
  @CsvSource(textBlock = LAWS)
  void slopeOfTheCdfIsTheDensity(double q, double sigma) {
    MarchenkoPastur law = new MarchenkoPastur(q, sigma);
    for (double share = 0.05; share < 1; share += 0.05) {
      double x = law.lower() + share * (law.upper() - law.lower());
      double step = 1e-4 * (law.upper() - law.lower());
      double slope = (law.cdf(x + step) - law.cdf(x - step)) / (2 * step);
      // A difference of second order over a step of 1e-4, with roots near.
      assertThat(slope).isCloseTo(law.density(x), within(1e-5 * law.density(x)));
      assertThat(law.singularValueDensity(Math.sqrt(x)))
          .isCloseTo(2 * Math.sqrt(x) * law.density(x), within(1e-9 * law.density(x)));
      assertThat(law.logDensity(x)).isCloseTo(Math.log(law.density(x)), within(1e-12));
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = LAWS)
  void quantileIsTheInverseOfTheCdf(double q, double sigma) {
    MarchenkoPastur law = new MarchenkoPastur(q, sigma);
    assertThat(law.quantile(0)).isEqualTo(law.lower());
    assertThat(law.quantile(1)).isCloseTo(law.upper(), within(1e-15 * law.upper()));
    for (double p = 0.01; p < 1; p += 0.07) {
      // The cdf loses up to sqrt(Q) eps, and an eigenvalue as much.
      assertThat(law.cdf(law.quantile(p))).isCloseTo(p, within(1e-11));
    }
  }

  @Test
  void atQOneSingularValuesLieOnAQuarterCircle() {
    MarchenkoPastur law = new MarchenkoPastur(1, 1.5);
    for (double v = 0; v < 3; v += 0.25) {
      double circle = Math.sqrt(9 - v * v) / (Math.PI * 2.25);
      assertThat(law.singularValueDensity(v)).isCloseTo(circle, within(1e-14));
    }
    assertThat(law.lower()).isZero();
    assertThat(law.density(0)).isEqualTo(Double.POSITIVE_INFINITY);
    // phi = pi / 2 at the middle: (pi / 2 + 1) / pi.
    assertThat(law.cdf(4.5)).isCloseTo(0.5 + 1 / Math.PI, within(1e-14));
  }

  @Test
  void thereIsNothingOutsideOfTheEdges() {
    MarchenkoPastur law = new MarchenkoPastur(4, 1);
    assertThat(law.lower()).isEqualTo(0.25);
    assertThat(law.upper()).isEqualTo(2.25);
    for (double x : new double[] {-1, 0, 0.2499, 2.2501, 9}) {
      assertThat(law.density(x)).isZero();
      assertThat(law.logDensity(x)).isEqualTo(Double.NEGATIVE_INFINITY);
      assertThat(law.cdf(x)).isEqualTo(x < 1 ? 0 : 1);
    }
    assertThat(law.singularValueDensity(-1)).isZero();
    assertThat(law.singularValueDensity(2)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 450, 1200})
  void eigenvaluesOfAGaussianMatrixFollowTheLaw(int n) {
    int m = 300;
    Spectrum spectrum = NoiseSpectra.of(n, n, m);
    MarchenkoPastur law = MarchenkoPastur.ofEntries(n, m, 1);
    double distance = GoodnessOfFit.of(spectrum.values().map(law::cdf).toArray(), 1).distance();
    // The eigenvalues lie within a few ranks of where the law has them.
    assertThat(distance).isLessThan(5.0 / m);
  }

  @ParameterizedTest
  @CsvSource({"20, 20", "30, 20", "80, 20"})
  void countsOfASmallGaussianMatrixAreThoseExpected(int n, int m) {
    MarchenkoPastur law = MarchenkoPastur.ofEntries(n, m, 1);
    int matrices = 2000;
    double[] shares = {0.2, 0.5, 0.8};
    double[] below = new double[shares.length];
    for (int seed = 0; seed < matrices; seed++) {
      Spectrum spectrum = NoiseSpectra.of(seed, n, m);
      for (int i = 0; i < shares.length; i++) {
        below[i] +=
            spectrum.countBelow(law.expectedQuantiles(m)[(int) Math.rint(100 * shares[i]) - 20]);
      }
    }
    for (int i = 0; i < shares.length; i++) {
      // Counts vary by 0.6 from matrix to matrix, so a mean by 0.013; the rest is of order 1 / m.
      assertThat(below[i] / matrices).isCloseTo(shares[i] * m, within(0.07));
    }
  }

  @ParameterizedTest
  @CsvSource({"20, 20", "30, 20", "320, 20"})
  void expectedQuantilesSolveTheirEquation(int n, int m) {
    MarchenkoPastur law = MarchenkoPastur.ofEntries(n, m, 1);
    double[] quantiles = law.expectedQuantiles(m);
    for (int i = 0; i < quantiles.length; i++) {
      double x = quantiles[i];
      double phi = Math.acos(1 - 2 * (x - law.lower()) / (law.upper() - law.lower()));
      double count = m * law.cdf(x) + 0.25 - phi / (2 * Math.PI);
      // Newton's last step is below 1e-10.
      assertThat(count).isCloseTo(m * (20 + i) / 100.0, within(1e-8));
    }
  }

  @Test
  void argumentsOutsideOfTheDomainAreRefused() {
    assertThatThrownBy(() -> new MarchenkoPastur(0.99, 1)).hasMessageContaining("q");
    assertThatThrownBy(() -> new MarchenkoPastur(Double.NaN, 1)).hasMessageContaining("q");
    assertThatThrownBy(() -> new MarchenkoPastur(2, 0)).hasMessageContaining("sigma");
    MarchenkoPastur law = new MarchenkoPastur(2, 1);
    assertThatThrownBy(() -> law.quantile(1.01)).hasMessageContaining("1.01");
    assertThatThrownBy(() -> law.quantile(Double.NaN)).hasMessageContaining("NaN");
  }
}
