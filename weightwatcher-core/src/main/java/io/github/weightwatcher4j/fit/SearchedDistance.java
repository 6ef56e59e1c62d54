package io.github.weightwatcher4j.fit;

/**
 * How likely so large a distance is between a power law and a tail that was drawn from one, where
 * xMin was searched for: what a bootstrap finds, from a table instead of thousands of fits.
 *
 * <p>The statistic is {@code sqrt(n) D} of a tail of n values. The search for the xMin of least D
 * makes it smaller than Kolmogorov's and lets it grow slowly with n. The quantiles were simulated
 * with power laws of exponent 1.5 to 8 above bodies of several shapes; a bootstrap of the spectrum
 * itself ({@link Bootstrap}) knows its body and is to be preferred where there is time for it. The
 * test is a weak one: at 1 % it rejects about one exponential tail in five and one lognormal one in
 * forty. "Not rejected" is no proof.
 */
public final class SearchedDistance {

  /** Chances of a larger statistic, of the columns after the first. */
  private static final double[] CHANCES = {0.5, 0.05, 0.01, 0.005, 0.0025, 0.001};

  /** Size of the tail, then the statistic that is exceeded with each chance. */
  private static final double[][] QUANTILES = {
    {4, 0.382, 0.445, 0.479, 0.486, 0.487, 0.488},
    {5, 0.366, 0.481, 0.547, 0.559, 0.564, 0.580},
    {6, 0.353, 0.525, 0.607, 0.622, 0.650, 0.689},
    {8, 0.373, 0.576, 0.655, 0.679, 0.734, 0.774},
    {10, 0.407, 0.625, 0.726, 0.753, 0.779, 0.830},
    {13, 0.418, 0.669, 0.788, 0.824, 0.871, 0.919},
    {16, 0.442, 0.700, 0.832, 0.889, 0.933, 0.984},
    {20, 0.442, 0.697, 0.831, 0.880, 0.923, 0.993},
    {25, 0.440, 0.709, 0.871, 0.924, 0.980, 1.013},
    {32, 0.455, 0.709, 0.824, 0.881, 0.933, 1.018},
    {40, 0.459, 0.706, 0.835, 0.885, 0.960, 1.021},
    {50, 0.454, 0.704, 0.888, 0.948, 1.018, 1.094},
    {64, 0.471, 0.721, 0.853, 0.890, 0.929, 1.018},
    {80, 0.484, 0.741, 0.867, 0.923, 0.971, 1.021},
    {100, 0.475, 0.730, 0.878, 0.943, 0.974, 1.018},
    {130, 0.503, 0.757, 0.887, 0.929, 0.977, 1.070},
    {160, 0.512, 0.765, 0.885, 0.949, 0.974, 1.016},
    {200, 0.508, 0.758, 0.884, 0.930, 1.003, 1.035},
    {260, 0.524, 0.778, 0.902, 0.958, 0.993, 1.043},
    {330, 0.525, 0.794, 0.927, 0.969, 1.003, 1.058},
    {420, 0.539, 0.806, 0.943, 1.007, 1.066, 1.110},
    {700, 0.568, 0.808, 0.906, 0.967, 1.111, 1.150},
  };

  private SearchedDistance() {}

  /**
   * Chance of so large a distance, in (0, 1]; between the quantiles of the table, whose logarithm
   * falls linearly, and beyond the last with the slope that it has there. 1 below the median, about
   * which it tells nothing.
   *
   * @param tailSize n, at least 2; taken for 4 below that and for 700 above
   * @param distance D, in [0, 1]
   */
  public static double pValue(int tailSize, double distance) {
    double statistic = Math.sqrt(tailSize) * distance;
    double[] quantiles = quantiles(tailSize);
    if (!(statistic > quantiles[0])) {
      return 1;
    }
    int at = 1;
    while (at < CHANCES.length - 1 && statistic > quantiles[at]) {
      at++;
    }
    double from = Math.log(CHANCES[at - 1]);
    double slope =
        (Math.log(CHANCES[at]) - from) / Math.max(1e-3, quantiles[at] - quantiles[at - 1]);
    return Math.exp(from + slope * (statistic - quantiles[at - 1]));
  }

  /** Linear in the logarithm of the size. */
  private static double[] quantiles(int size) {
    int above = 0;
    while (above < QUANTILES.length && QUANTILES[above][0] < size) {
      above++;
    }
    double[] upper = QUANTILES[Math.min(above, QUANTILES.length - 1)];
    double[] lower = QUANTILES[Math.max(0, above - 1)];
    double share =
        upper == lower || above == QUANTILES.length
            ? 1
            : Math.log(size / lower[0]) / Math.log(upper[0] / lower[0]);
    double[] quantiles = new double[CHANCES.length];
    for (int i = 0; i < quantiles.length; i++) {
      quantiles[i] = lower[i + 1] + Math.max(0, share) * (upper[i + 1] - lower[i + 1]);
    }
    return quantiles;
  }
}
