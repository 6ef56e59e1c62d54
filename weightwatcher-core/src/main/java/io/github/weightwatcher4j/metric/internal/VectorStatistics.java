package io.github.weightwatcher4j.metric.internal;

import io.github.weightwatcher4j.fit.LawFit;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.metric.VectorMetrics;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Mean and variance of {@link VectorMetrics} over the bulk of a spectrum, eigenvalues below xMin,
 * and over its tail, eigenvalues from xMin on.
 *
 * @param bulk of the bulk; empty where it has no vectors
 * @param tail of the tail; empty where it has no vectors
 */
public record VectorStatistics(Optional<Moments> bulk, Optional<Moments> tail) {

  /**
   * Moments of each of the three numbers over a group of vectors.
   *
   * @param mean arithmetic mean
   * @param variance mean squared distance from the mean, divided by the number of vectors and not
   *     by one less; 0 for a single vector
   */
  public record Moments(VectorMetrics mean, VectorMetrics variance) {

    private static Optional<Moments> of(List<VectorMetrics> group) {
      if (group.isEmpty()) {
        return Optional.empty();
      }
      VectorMetrics mean =
          new VectorMetrics(
              mean(group, VectorMetrics::entropy),
              mean(group, VectorMetrics::localizationRatio),
              mean(group, VectorMetrics::participationRatio));
      VectorMetrics variance =
          new VectorMetrics(
              mean(group, v -> square(v.entropy() - mean.entropy())),
              mean(group, v -> square(v.localizationRatio() - mean.localizationRatio())),
              mean(group, v -> square(v.participationRatio() - mean.participationRatio())));
      return Optional.of(new Moments(mean, variance));
    }

    private static double mean(List<VectorMetrics> group, ToDoubleFunction<VectorMetrics> number) {
      double sum = 0;
      for (VectorMetrics metrics : group) {
        sum += number.applyAsDouble(metrics);
      }
      return sum / group.size();
    }

    private static double square(double x) {
      return x * x;
    }
  }

  /**
   * The statistics of the vectors of one layer; where there is no tail, all are of the bulk.
   *
   * @param spectrum the eigenvalues that were fitted, as many as there are vectors
   * @param tail their fit
   */
  public static VectorStatistics of(LayerVectors vectors, Spectrum spectrum, TailFit tail) {
    int tailSize =
        tail instanceof LawFit fit ? spectrum.size() - spectrum.countBelow(fit.xMin()) : 0;
    return of(vectors.metrics(), tailSize);
  }

  /**
   * The statistics of the vectors of one layer.
   *
   * <p>The tail is given by its size and not by xMin, because xMin is itself an eigenvalue: of two
   * computations of it one may be smaller by a rounding error, and its vector be lost to the bulk.
   *
   * @param ascending the vectors, in the order of their eigenvalues
   * @param tailSize number of eigenvalues that are at least xMin; 0 to the number of vectors
   */
  public static VectorStatistics of(List<VectorMetrics> ascending, int tailSize) {
    if (!(tailSize >= 0 && tailSize <= ascending.size())) {
      throw new IllegalArgumentException(
          "tailSize must be in [0, " + ascending.size() + "] but was " + tailSize);
    }
    int from = ascending.size() - tailSize;
    return new VectorStatistics(
        Moments.of(ascending.subList(0, from)),
        Moments.of(ascending.subList(from, ascending.size())));
  }

  /** The columns that are there, {@code bulk_mean_vec_entropy} first. */
  public Metrics metrics() {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      metric
          .vectors()
          .flatMap(column -> column.of(this))
          .ifPresent(value -> values.put(metric, value));
    }
    return Metrics.of(values);
  }
}
