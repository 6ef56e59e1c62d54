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

  /** Checks the numbers. */
  public GoodnessOfFit {
    if (!(distance >= 0 && distance <= 1 && critical >= 0 && critical <= 1)) {
      throw new IllegalArgumentException(
          "distances must be in [0, 1] but are " + distance + " and " + critical);
    }
  }

  /**
   * Compares the smallest eigenvalues with a law.
   *
   * @param ascending all eigenvalues
   * @param size how many of them are the bulk; of none the distance is 1
   * @param matrices how many matrices' eigenvalues these are
   */
  static GoodnessOfFit of(double[] ascending, int size, MarchenkoPastur law, long matrices) {
    double distance = size == 0 ? 1 : 0;
    for (int i = 0; i < size; i++) {
      double cdf = law.cdf(ascending[i]);
      double below = cdf - (double) i / size;
      double above = (i + 1.0) / size - cdf;
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
}
