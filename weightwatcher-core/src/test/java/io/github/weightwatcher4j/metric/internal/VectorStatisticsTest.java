package io.github.weightwatcher4j.metric.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.metric.VectorMetrics;
import io.github.weightwatcher4j.metric.internal.VectorStatistics.Moments;
import io.github.weightwatcher4j.samples.Matrices;
import io.github.weightwatcher4j.spectrum.EigenSystem;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.internal.LapackSolver;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Vectors of layers: pooled over slices, summed up over bulk and tail. */
class VectorStatisticsTest {

  private static VectorMetrics numbers(double entropy, double localization, double participation) {
    return new VectorMetrics(entropy, localization, participation);
  }

  private static LayerVectors vectors(double[][] w, double factor) {
    LapackSolver solver = new LapackSolver(SpectrumMethod.FAST);
    try (EigenSystem system = solver.eigenvectors(Matrices.weights(w), () -> false)) {
      return LayerVectors.of(system, factor);
    }
  }

  @Test
  void momentsOfBulkAndTailAreCountedByHand() {
    List<VectorMetrics> ascending = List.of(numbers(1, 10, 1), numbers(3, 30, 2), numbers(2, 5, 3));
    VectorStatistics statistics = VectorStatistics.of(ascending, 1);
    assertThat(statistics.bulk()).contains(new Moments(numbers(2, 20, 1.5), numbers(1, 100, 0.25)));
    assertThat(statistics.tail()).contains(new Moments(numbers(2, 5, 3), numbers(0, 0, 0)));
  }

  @Test
  void columnsHaveTheNamesOfTheTable() {
    VectorStatistics statistics =
        VectorStatistics.of(List.of(numbers(1, 2, 3), numbers(4, 5, 6)), 1);
    assertThat(statistics.metrics().asMap().keySet())
        .extracting(Metric::key)
        .containsExactly(
            "bulk_mean_vec_entropy",
            "bulk_mean_loc_ratio",
            "bulk_mean_part_ratio",
            "bulk_var_vec_entropy",
            "bulk_var_loc_ratio",
            "bulk_var_part_ratio",
            "tail_mean_vec_entropy",
            "tail_mean_loc_ratio",
            "tail_mean_part_ratio",
            "tail_var_vec_entropy",
            "tail_var_loc_ratio",
            "tail_var_part_ratio");
    assertThat(statistics.metrics().value(Metric.TAIL_MEAN_LOC_RATIO)).hasValue(5.0);
  }

  @Test
  void anEmptyGroupHasNoNumbers() {
    List<VectorMetrics> one = List.of(numbers(1, 2, 3));
    assertThat(VectorStatistics.of(one, 1).bulk()).isEmpty();
    assertThat(VectorStatistics.of(one, 0).tail()).isEmpty();
    assertThat(VectorStatistics.of(List.of(), 0).metrics()).isEqualTo(Metrics.none());
    assertThatThrownBy(() -> VectorStatistics.of(one, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0, 1] but was 2");
  }

  @Test
  void numbersStandInTheOrderOfEigenvalues() {
    double h = Math.sqrt(0.5);
    // Eigenvalue 1 along (1, -1) / sqrt 2, 4 along (1, 1) / sqrt 2, 9 along the third axis.
    LayerVectors vectors = vectors(new double[][] {{h, -h, 0}, {2 * h, 2 * h, 0}, {0, 0, 3}}, 1);
    assertThat(vectors.metrics())
        .extracting(VectorMetrics::localizationRatio)
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b))
        .containsExactly(2.0, 2.0, 1.0);
    assertThat(vectors.spectrum().max()).isCloseTo(9, within(1e-12));
  }

  @Test
  void pooledSlicesAreSortedTogether() {
    LayerVectors a = vectors(new double[][] {{2, 0}, {0, 4}}, 0.5);
    LayerVectors b = vectors(new double[][] {{3, 3}, {1, -1}}, 0.5);
    LayerVectors pooled = LayerVectors.pooled(List.of(a, b));
    Spectrum expected = Spectrum.of(1, 2, 8, 9); // half of 2, 4, 16, 18
    for (int i = 0; i < 4; i++) {
      assertThat(pooled.spectrum().eigenvalue(i)).isCloseTo(expected.eigenvalue(i), within(1e-12));
    }
    assertThat(pooled.metrics())
        .extracting(metrics -> Math.round(metrics.localizationRatio()))
        .containsExactly(2L, 1L, 1L, 2L);
  }
}
