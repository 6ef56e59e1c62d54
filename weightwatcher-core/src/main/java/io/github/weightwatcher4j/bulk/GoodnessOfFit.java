package io.github.weightwatcher4j.bulk;

/**
 * How well a law describes the bulk.
 *
 * <p>The eigenvalues of a random matrix repel each other and lie far more evenly than independent
 * values would, so the tables of Kolmogorov and Smirnov do not hold for them: their distance falls
 * as ln M / M, not as 1 / sqrt(M). The critical distance {@code (0.83 + 0.43 ln k) / k}, {@code k =
 * M sqrt(rf)}, is the one that 5 % of Gaussian matrices exceed after the fit, by simulation for M
 * from 3 to 1000, Q from 1 to 21 and up to 49 matrices in one spectrum.
 *
 * @param distance Kolmogorov-Smirnov distance of the bulk and the law, in [0, 1]
 * @param critical the distance that 5 % of noise exceed
 */
public record GoodnessOfFit(double distance, double critical) {

  /** Ratios of distance and critical distance. */
  private static final double[] RATIOS = {.777, .885, .949, 1.008, 1.07, 1.12, 1.16, 1.23};

  /** How often noise exceeds each. */
  private static final double[] CHANCES = {.5, .2, .1, .05, .02, .01, .005, .001};

  /** Change of ln p for a unit of the ratio beyond the last. */
  private static final double BEYOND = -21;

  /** Checks the numbers. */
  public GoodnessOfFit {
    if (!(distance >= 0 && distance <= 1 && critical >= 0 && critical <= 1)) {
      throw new IllegalArgumentException(
          "distances must be in [0, 1] but are " + distance + " and " + critical);
    }
  }

  /**
   * Compares the eigenvalues of a bulk with its law.
   *
   * @param shares of the law below each eigenvalue, ascending; of none the distance is 1
   * @param matrices how many matrices' eigenvalues these are
   */
  static GoodnessOfFit of(double[] shares, long matrices) {
    int size = shares.length;
    double distance = size == 0 ? 1 : 0;
    for (int i = 0; i < size; i++) {
      double below = shares[i] - (double) i / size;
      double above = (i + 1.0) / size - shares[i];
      distance = Math.max(distance, Math.max(below, above));
    }
    double k = Math.max(1, size / Math.sqrt((double) matrices));
    return new GoodnessOfFit(distance, Math.min(1, (0.83 + 0.43 * Math.log(k)) / k));
  }

  /**
   * Whether the bulk may be that of a random matrix: the distance is not above the critical one.
   */
  public boolean isGood() {
    return distance <= critical;
  }

  /**
   * Chance that noise lies so far from the law, by simulation (5,700 matrices): of the ratio of
   * distance and critical distance, which does not depend on the size. Between the quantiles its
   * logarithm is linear in the ratio, and so it goes on beyond the last. 1 below the median.
   */
  public double pValue() {
    double ratio = distance / critical;
    if (!(ratio > RATIOS[0])) {
      return 1;
    }
    int at = 1;
    while (at < RATIOS.length && ratio > RATIOS[at]) {
      at++;
    }
    double from = Math.log(CHANCES[at - 1]);
    double slope =
        at == RATIOS.length
            ? BEYOND
            : (Math.log(CHANCES[at]) - from) / (RATIOS[at] - RATIOS[at - 1]);
    return Math.exp(from + slope * (ratio - RATIOS[at - 1]));
  }
}
