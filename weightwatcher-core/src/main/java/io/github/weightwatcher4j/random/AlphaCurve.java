package io.github.weightwatcher4j.random;

import java.util.OptionalDouble;

/** Mean alpha against mu for matrices of one shape and kind: linear between points, not falling. */
final class AlphaCurve {

  private final double[] mus;
  private final double[] alphas;

  /**
   * A curve through points that may fall by chance; there it is flat.
   *
   * @param mus ascending
   * @param alphas one for each
   */
  AlphaCurve(double[] mus, double[] alphas) {
    this.mus = mus.clone();
    this.alphas = ascending(alphas);
  }

  /** The smallest mu with at least this alpha; empty where none has. */
  OptionalDouble first(double alpha) {
    for (int i = 0; i < mus.length; i++) {
      if (alphas[i] >= alpha) {
        return OptionalDouble.of(between(i, alpha));
      }
    }
    return OptionalDouble.empty();
  }

  /** The largest mu with at most this alpha; empty where any larger one has, too. */
  OptionalDouble last(double alpha) {
    for (int i = 0; i < mus.length; i++) {
      if (alphas[i] > alpha) {
        return OptionalDouble.of(between(i, alpha));
      }
    }
    return OptionalDouble.empty();
  }

  /** Where the line that ends at a point has this alpha. */
  private double between(int end, double alpha) {
    if (end == 0) {
      return mus[0];
    }
    double share = (alpha - alphas[end - 1]) / (alphas[end] - alphas[end - 1]);
    return mus[end - 1] + share * (mus[end] - mus[end - 1]);
  }

  /**
   * The closest values that do not fall, by least squares: the mean of those around, {@code max
   * over i <= k of min over j >= k} of the mean from i to j (Robertson, Wright &amp; Dykstra 1988,
   * 1.4.4).
   */
  private static double[] ascending(double[] values) {
    double[] result = new double[values.length];
    for (int k = 0; k < values.length; k++) {
      result[k] = Double.NEGATIVE_INFINITY;
      for (int i = 0; i <= k; i++) {
        result[k] = Math.max(result[k], leastMean(values, i, k));
      }
    }
    return result;
  }

  /** The least mean of the values from {@code i} to any place from {@code k} on. */
  private static double leastMean(double[] values, int i, int k) {
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int j = i; j < values.length; j++) {
      sum += values[j];
      if (j >= k) {
        least = Math.min(least, sum / (j - i + 1));
      }
    }
    return least;
  }
}
