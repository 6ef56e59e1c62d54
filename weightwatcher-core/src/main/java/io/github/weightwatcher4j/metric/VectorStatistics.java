package io.github.weightwatcher4j.metric;

import java.util.LinkedHashMap;
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

  /** The numbers that are there by the names of their columns, bulk_mean_vec_entropy first. */
  public Map<String, Double> columns() {
    Map<String, Double> columns = new LinkedHashMap<>();
    bulk.ifPresent(moments -> put("bulk", moments, columns));
    tail.ifPresent(moments -> put("tail", moments, columns));
    return columns;
  }

  private static void put(String group, Moments moments, Map<String, Double> columns) {
    put(group + "_mean_", moments.mean(), columns);
    put(group + "_var_", moments.variance(), columns);
  }

  private static void put(String prefix, VectorMetrics numbers, Map<String, Double> columns) {
    columns.put(prefix + "vec_entropy", numbers.entropy());
    columns.put(prefix + "loc_ratio", numbers.localizationRatio());
    columns.put(prefix + "part_ratio", numbers.participationRatio());
  }
}
