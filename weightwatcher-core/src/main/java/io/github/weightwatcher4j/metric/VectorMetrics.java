package io.github.weightwatcher4j.metric;

/**
 * How the weight of a vector v of n components is spread over them (Martin &amp; Mahoney, JMLR
 * 22(165)). None of the numbers depends on the vector's sign or length.
 *
 * @param entropy Shannon entropy -sum p ln p, in nats, of the histogram of |v_i| - mean |v| with
 *     100 bins of equal width from the smallest to the largest; in [0, ln 100], and 0 where all
 *     |v_i| are equal
 * @param localizationRatio {@code |v|_1 / |v|_inf}: in [1, n], 1 for a single component, n for
 *     components of equal size
 * @param participationRatio {@code |v|_2 / |v|_4}: in [1, n^(1/4)], 1 for a single component,
 *     n^(1/4) for components of equal size; its fourth power counts the components that take part
 */
public record VectorMetrics(double entropy, double localizationRatio, double participationRatio) {

  private static final int BINS = 100;

  /** Checks the numbers; moments of them may be 0. */
  public VectorMetrics {
    if (!(entropy >= 0 && localizationRatio >= 0 && participationRatio >= 0)) {
      throw new IllegalArgumentException(
          "measures of a vector must be >= 0 but are %s, %s, %s"
              .formatted(entropy, localizationRatio, participationRatio));
    }
  }

  /** Components closer than this, relative to the largest, differ by rounding alone. */
  private static final double ROUNDING = 1e-12;

  /**
   * The numbers of one vector.
   *
   * @throws IllegalArgumentException where the vector is zero or empty, or not finite
   */
  public static VectorMetrics of(double[] vector) {
    double largest = 0;
    for (double component : vector) {
      largest = Math.max(largest, Math.abs(component)); // NaN stays NaN
    }
    if (!(largest > 0 && largest < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a vector needs finite components, one of them not 0; the largest of "
              + vector.length
              + " is "
              + largest);
    }
    double[] sizes = new double[vector.length];
    double sum = 0;
    double squares = 0;
    double fourths = 0;
    for (int i = 0; i < vector.length; i++) {
      double size = Math.abs(vector[i]) / largest;
      sizes[i] = size;
      sum += size;
      squares += size * size;
      fourths += size * size * size * size;
    }
    double participation = Math.sqrt(squares / Math.sqrt(fourths));
    return new VectorMetrics(entropy(sizes), sum, participation);
  }

  /** Subtracting the mean, as the definition says, would move bins and values alike. */
  private static double entropy(double[] sizes) {
    double smallest = 1; // the largest is 1
    for (double size : sizes) {
      smallest = Math.min(smallest, size);
    }
    if (1 - smallest <= ROUNDING) {
      return 0;
    }
    int[] counts = new int[BINS];
    for (double size : sizes) {
      int bin = (int) ((size - smallest) / (1 - smallest) * BINS);
      counts[Math.min(BINS - 1, bin)]++; // the last bin holds its upper end
    }
    double entropy = 0;
    for (int count : counts) {
      if (count > 0) {
        double p = (double) count / sizes.length;
        entropy -= p * Math.log(p);
      }
    }
    return entropy;
  }
}
