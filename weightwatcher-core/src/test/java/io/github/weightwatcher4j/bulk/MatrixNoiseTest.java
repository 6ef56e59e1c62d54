package io.github.weightwatcher4j.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixNoiseTest {

  private static final String LAWS =
      """
      200, 200, 1, 0
      200, 200, 2, 20
      200, 200, 1, 60
      400, 130, 0.01, 27
      900, 100, 3, -1.2
      5000, 100, 1, 27
      """;

  @ParameterizedTest
  @CsvSource(textBlock = LAWS)
  void quantileIsTheInverseOfTheCdf(double n, double m, double variance, double kurtosis) {
    MatrixNoise noise = noiseOf(n, m, variance, kurtosis);
    for (double p = 0.005; p < 1; p += 0.005) {
      // A few times the last change of the share.
      assertThat(noise.cdf(noise.quantile(p))).isCloseTo(p, within(1e-7));
    }
    assertThat(noise.cdf(noise.lower() * (1 - 1e-9))).isZero();
    assertThat(noise.cdf(noise.law().upper() * 1.3)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(textBlock = LAWS)
  void slopeOfTheCdfIsTheDensity(double n, double m, double variance, double kurtosis) {
    MatrixNoise noise = noiseOf(n, m, variance, kurtosis);
    // Between the corners of the table.
    for (double p : new double[] {0.03, 0.075, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85}) {
      double x = noise.quantile(p);
      double step = 1e-3 * x;
      double slope = (noise.cdf(x + step) - noise.cdf(x - step)) / (2 * step);
      // A difference of second order over a step of 1e-3, of shares known to 1e-8.
      assertThat(slope).isCloseTo(noise.density(x), within(1e-4 * noise.density(x)));
    }
    assertThat(noise.density(noise.lower() * 0.99 - 1e-9)).isZero();
    assertThat(noise.density(noise.law().upper() * 1.3)).isZero();
  }

  @Test
  void gaussianNoiseHasTheLawOfMarchenkoAndPastur() {
    MatrixNoise noise = noiseOf(300, 200, 2, 0);
    MarchenkoPastur law = noise.law();
    assertThat(noise.excess()).isZero();
    assertThat(noise.upper()).isEqualTo(law.upper());
    assertThat(noise.lower()).isEqualTo(law.lower());
    for (double x = 10; x < law.upper(); x += 100) {
      assertThat(noise.cdf(x)).isEqualTo(law.cdf(x));
      assertThat(noise.density(x)).isEqualTo(law.density(x));
    }
  }

  @Test
  void kurtosisMovesTheEdgeByItselfOverTheRootOfTheSize() {
    double gaussian = noiseOf(400, 225, 1, 0).upper();
    // sqrt(400 x 225) = 300; the second order is 1.8 e^2.
    assertThat(noiseOf(400, 225, 1, 3).upper()).isCloseTo(1.01 * gaussian, within(2e-4 * gaussian));
    // 225 / 233 of it, for entries that are less heavy than Gaussian.
    assertThat(noiseOf(400, 225, 1, -1.2).upper())
        .isCloseTo((1 - 0.004 * 225 / 233) * gaussian, within(1e-9 * gaussian));
  }

  @ParameterizedTest
  @CsvSource({"300, 200, 0.1", "200, 200, 0.3", "800, 200, 0.1", "800, 200, 0.3"})
  void largestEigenvalueOfSparseNoiseLiesAtTheEdge(int n, int m, double density) {
    int matrices = 20;
    double mean = 0;
    for (int seed = 0; seed < matrices; seed++) {
      mean += SparseMatrices.of(seed, n, m, density).spectrum().max() / matrices;
    }
    NoiseEdge edge = noiseOf(n, m, 1, SparseMatrices.kurtosis(density)).edge();
    // The mean of Tracy and Widom's law; the mean of 20 varies by 0.4 %.
    assertThat(mean).isCloseTo(edge.center() - 1.2065 * edge.scale(), within(0.01 * mean));
  }

  @Test
  void sharesOfSparseNoiseAreThoseOfTheLaw() {
    double[] all =
        IntStream.range(0, 20)
            .mapToObj(seed -> SparseMatrices.of(seed, 300, 200, 0.1).spectrum())
            .flatMapToDouble(Spectrum::values)
            .sorted()
            .toArray();
    // The table is right to 0.004, the variance of 20 matrices to as much.
    assertThat(distance(noiseOf(300, 200, 1, 27), all)).isLessThan(0.008);
    assertThat(distance(noiseOf(300, 200, 1, 0), all)).isGreaterThan(0.02);
  }

  private static double distance(MatrixNoise noise, double[] ascending) {
    return GoodnessOfFit.of(Arrays.stream(ascending).map(noise::cdf).toArray(), 20).distance();
  }

  @Test
  void fewerThanTenWeightsAColumnAreTooSparse() {
    assertThat(MatrixNoise.isTooSparse(100, SparseMatrices.kurtosis(0.11))).isFalse();
    assertThat(MatrixNoise.isTooSparse(100, SparseMatrices.kurtosis(0.09))).isTrue();
  }

  @Test
  void argumentsOutsideOfTheDomainAreRefused() {
    assertThatThrownBy(() -> noiseOf(5, 6, 1, 0)).hasMessageContaining("6.0");
    assertThatThrownBy(() -> noiseOf(5, 0, 1, 0)).hasMessageContaining("0.0");
    assertThatThrownBy(() -> noiseOf(5, 5, 0, 0)).hasMessageContaining("variance");
    assertThatThrownBy(() -> noiseOf(5, 5, 1, Double.NaN)).hasMessageContaining("kurtosis");
    assertThatThrownBy(() -> noiseOf(5, 5, 1, -3)).hasMessageContaining("kurtosis");
  }

  /** The threshold takes no part in the law. */
  private static MatrixNoise noiseOf(double n, double m, double variance, double kurtosis) {
    return new MatrixNoise(n, m, variance, kurtosis, 1);
  }
}
