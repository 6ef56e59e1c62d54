package io.github.weightwatcher4j.fit;

/**
 * The law of the largest of m independent exponential values as a share of their sum, which does
 * not depend on their scale: that of the largest of m random parts of a whole (Fisher 1929).
 *
 * <p>For a power law the logarithms {@code ln(x / xMin)} are exponential values: how short of their
 * sum the largest falls tells whether the law goes on beyond it.
 */
final class LargestShare {

  /** The least that is told: of smaller sums, rounding leaves few digits. */
  private static final double SMALLEST = 1e-6;

  /** ln of a term that a sum of at least the smallest does not have. */
  private static final double LARGEST_TERM = 14;

  /** ln of a term that all after it are smaller than. */
  private static final double NEGLIGIBLE = -40;

  private LargestShare() {}

  /**
   * The probability that the largest of m values is at most a share of their sum, {@code sum over k
   * of (-1)^k C(m, k) (1 - k share)^(m - 1)} as long as {@code k share < 1} (Fisher 1929); 1e-6
   * where it is less.
   *
   * @param m number of values, at least 2
   * @param share in [1 / m, 1], between which it always lies
   */
  static double probabilityOfAtMost(double share, int m) {
    double sum = 0;
    double logBinomial = 0;
    double logTerm = 0;
    // The terms rise to one peak and fall from there.
    for (int k = 0; k < m && k * share < 1 && logTerm > NEGLIGIBLE; k++) {
      logTerm = logBinomial + (m - 1) * Math.log1p(-k * share);
      if (logTerm > LARGEST_TERM) {
        return SMALLEST;
      }
      sum += k % 2 == 0 ? Math.exp(logTerm) : -Math.exp(logTerm);
      logBinomial += Math.log((double) (m - k) / (k + 1));
    }
    return Math.max(SMALLEST, Math.min(1, sum));
  }
}
