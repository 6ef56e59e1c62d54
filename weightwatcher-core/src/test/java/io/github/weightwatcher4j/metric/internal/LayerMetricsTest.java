package io.github.weightwatcher4j.metric.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.fit.FailedFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metric.Stage;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Metrics worked out by hand. */
class LayerMetricsTest {

  /** A few roundings. */
  private static final double EXACT = 1e-14;

  private static final TailFit NO_FIT = new FailedFit("not asked for");

  private static Metrics metrics(int rank, double... eigenvalues) {
    Spectrum spectrum = Spectrum.of(eigenvalues);
    MatrixShape shape = new MatrixShape(2L * spectrum.size(), spectrum.size(), 1);
    return LayerMetrics.of(shape, spectrum, rank, 1e-6, NO_FIT);
  }

  private static Metrics withFit(double alpha, double... eigenvalues) {
    Spectrum spectrum = Spectrum.of(eigenvalues);
    MatrixShape shape = new MatrixShape(spectrum.size(), spectrum.size(), 1);
    TailFit fit = new PowerLawFit(alpha, 0.5, spectrum.min(), spectrum.max(), 0.1, 2);
    return LayerMetrics.of(shape, spectrum, spectrum.size(), 1e-6, fit);
  }

  private static double value(Metrics metrics, Metric metric) {
    return metrics.value(metric).orElseThrow();
  }

  @Test
  void theShapeIsCopied() {
    Metrics metrics = LayerMetrics.of(new MatrixShape(6, 4, 9), Spectrum.of(1, 2, 3), 3, 0, NO_FIT);
    assertThat(value(metrics, Metric.N)).isEqualTo(6);
    assertThat(value(metrics, Metric.M)).isEqualTo(4);
    assertThat(value(metrics, Metric.Q)).isEqualTo(1.5);
    assertThat(value(metrics, Metric.RF)).isEqualTo(9);
    assertThat(value(metrics, Metric.NUM_EVALS)).isEqualTo(3);
  }

  @Test
  void normsAreSumAndMaximum() {
    Metrics metrics = metrics(3, 90, 9, 1);
    assertThat(value(metrics, Metric.SQUARED_FROBENIUS_NORM)).isEqualTo(100);
    assertThat(value(metrics, Metric.LOG_NORM)).isCloseTo(2, within(EXACT));
    assertThat(value(metrics, Metric.SQUARED_SPECTRAL_NORM)).isEqualTo(90);
    assertThat(value(metrics, Metric.LAMBDA_MAX)).isEqualTo(90);
    assertThat(value(metrics, Metric.LOG_SPECTRAL_NORM))
        .isCloseTo(1 + Math.log10(9), within(EXACT));
    assertThat(value(metrics, Metric.STABLE_RANK)).isCloseTo(10.0 / 9, within(EXACT));
    assertThat(value(metrics, Metric.SV_MAX)).isCloseTo(3 * Math.sqrt(10), within(EXACT));
    assertThat(value(metrics, Metric.SV_MIN)).isEqualTo(1);
  }

  @Test
  void entropyIsOneForEqualEigenvaluesAndZeroForOneAlone() {
    assertThat(value(metrics(2, 5, 5), Metric.ENTROPY)).isCloseTo(1, within(EXACT));
    assertThat(value(metrics(4, 5, 5, 5, 5), Metric.ENTROPY)).isCloseTo(1, within(EXACT));
    assertThat(value(metrics(2, 0, 0, 7), Metric.ENTROPY)).isZero();
  }

  @Test
  void entropyIsNeverAboveOne() {
    for (int n = 2; n < 200; n++) {
      double[] equal = new double[n];
      Arrays.fill(equal, 0.1);
      assertThat(value(metrics(n, equal), Metric.ENTROPY)).isBetween(1 - EXACT, 1.0);
    }
  }

  @Test
  void entropyIsNormalizedByTheRank() {
    // p = 3/4, 1/4; the zeros add nothing, and ln 2 stands below.
    double expected = -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25)) / Math.log(2);
    assertThat(value(metrics(2, 0, 0, 1, 3), Metric.ENTROPY)).isCloseTo(expected, within(EXACT));
  }

  @Test
  void entropyOfRankOneOrNoneIsAbsent() {
    assertThat(metrics(1, 0, 0, 7).value(Metric.ENTROPY)).isEmpty();
    assertThat(metrics(0, 0, 0).value(Metric.ENTROPY)).isEmpty();
  }

  @Test
  void ranksAreCounts() {
    Metrics metrics = metrics(3, 0, 1e-7, 1e-6, 2, 3);
    assertThat(value(metrics, Metric.MATRIX_RANK)).isEqualTo(3);
    assertThat(value(metrics, Metric.RANK_LOSS)).isEqualTo(2);
    assertThat(value(metrics, Metric.WEAK_RANK_LOSS)).as("below 1e-6, not at it").isEqualTo(2);
  }

  @Test
  void aZeroLayerHasNoLogarithmsAndNoStableRank() {
    Metrics metrics = metrics(0, 0, 0, 0);
    assertThat(value(metrics, Metric.SQUARED_FROBENIUS_NORM)).isZero();
    assertThat(value(metrics, Metric.SV_MAX)).isZero();
    assertThat(value(metrics, Metric.RANK_LOSS)).isEqualTo(3);
    for (Metric metric :
        new Metric[] {
          Metric.LOG_NORM, Metric.LOG_SPECTRAL_NORM, Metric.STABLE_RANK, Metric.ENTROPY
        }) {
      assertThat(metrics.value(metric)).as(metric.key()).isEmpty();
    }
  }

  @Test
  void aFitGivesItsNumbersAndWhatFollows() {
    Metrics metrics = withFit(3, 1, 10, 100);
    assertThat(value(metrics, Metric.ALPHA)).isEqualTo(3);
    assertThat(value(metrics, Metric.SIGMA)).isEqualTo(0.5);
    assertThat(value(metrics, Metric.XMIN)).isEqualTo(1);
    assertThat(value(metrics, Metric.XMAX)).isEqualTo(100);
    assertThat(value(metrics, Metric.D)).isEqualTo(0.1);
    assertThat(value(metrics, Metric.TAIL_SIZE)).isEqualTo(2);
    assertThat(value(metrics, Metric.ALPHA_WEIGHTED)).isCloseTo(6, within(EXACT));
    // log10(1 + 10^3 + 10^6)
    assertThat(value(metrics, Metric.LOG_ALPHA_NORM))
        .isCloseTo(Math.log10(1_001_001), within(EXACT));
  }

  @Test
  void logAlphaNormHoldsWherePowersLeaveTheRangeOfADouble() {
    // 2 (10^100)^1e5 = 2 10^1e7, far beyond 10^308.
    assertThat(value(withFit(1e5, 1e100, 1e100), Metric.LOG_ALPHA_NORM))
        .isCloseTo(1e7 + Math.log10(2), within(1e-7));
    assertThat(value(withFit(1e5, 1e-100, 1e-100), Metric.LOG_ALPHA_NORM))
        .isCloseTo(-1e7 + Math.log10(2), within(1e-7));
  }

  @Test
  void zeroEigenvaluesAddNothingToTheAlphaNorm() {
    assertThat(value(withZero(), Metric.LOG_ALPHA_NORM)).isCloseTo(4, within(EXACT));
  }

  private static Metrics withZero() {
    TailFit fit = new PowerLawFit(2, 0.5, 50, 100, 0.1, 2);
    return LayerMetrics.of(new MatrixShape(2, 2, 1), Spectrum.of(0, 100), 1, 0, fit);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TOP_K") // of sparse matrices alone
  void withoutAFitOnlyMetricsOfShapeNormsAndRanksArePresent(Metric metric) {
    OptionalDouble value = metrics(3, 1, 2, 3).value(metric);
    assertThat(value.isPresent())
        .isEqualTo(EnumSet.of(Stage.SHAPE, Stage.NORMS, Stage.RANKS).contains(metric.stage()));
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void aMetricIsFoundByItsKeyAndExplained(Metric metric) {
    assertThat(Metric.ofKey(metric.key())).contains(metric);
    assertThat(metric.meaning()).isNotBlank();
    if (metric.isCount()) {
      assertThat(withFit(3, 1, 10, 100).value(metric).orElse(0) % 1).isZero();
    }
  }

  @Test
  void keysAreUniqueAndAnUnknownOneIsAbsent() {
    assertThat(Arrays.stream(Metric.values()).map(Metric::key)).doesNotHaveDuplicates();
    assertThat(Metric.ofKey("detX_val_unrescaled")).isEmpty();
  }

  @Test
  void aMetricThatIsNoNumberCannotBeMade() {
    for (double value : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> Metrics.of(Map.of(Metric.ALPHA, value)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("alpha must be finite but was " + value);
    }
  }

  @Test
  void metricsAreImmutableAndComparedByValue() {
    Metrics metrics = Metrics.of(Map.of(Metric.ALPHA, 2.0));
    assertThat(metrics).isEqualTo(Metrics.of(Map.of(Metric.ALPHA, 2.0)));
    assertThat(metrics).isNotEqualTo(Metrics.of(Map.of(Metric.ALPHA, 2.5)));
    assertThatThrownBy(() -> metrics.asMap().put(Metric.D, 1.0))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
