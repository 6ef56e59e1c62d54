package io.github.weightwatcher4j.bulk;

/** The 20 to 80 % quantiles of the eigenvalues that are taken for the bulk, one a percent. */
final class BulkQuantiles {

  private static final int FIRST_PERCENT = 20;
  private static final int LAST_PERCENT = 80;

  private final double[] ascending;
  private final int size;

  /**
   * Quantiles of the smallest eigenvalues.
   *
   * @param ascending all eigenvalues; not copied
   * @param size how many of them are the bulk
   */
  BulkQuantiles(double[] ascending, int size) {
    this.ascending = ascending;
    this.size = size;
  }

  /** Quantile p: the i-th of n values, from 1, lies at (i - 1/2) / n, linear between them. */
  double quantile(double p) {
    double at = Math.min(Math.max(p * size - 0.5, 0), size - 1);
    int below = (int) at;
    int above = Math.min(below + 1, size - 1);
    return ascending[below] + (at - below) * (ascending[above] - ascending[below]);
  }

  /** Whether the quantiles are all equal, up to a relative difference. */
  boolean isFlat(double relative) {
    double first = quantile(FIRST_PERCENT / 100.0);
    double last = quantile(LAST_PERCENT / 100.0);
    return last - first <= relative * last;
  }

  /**
   * The variance of the entries of an N x M noise matrix whose expected quantiles come closest to
   * these, by least squares: {@code sum(x e) / sum(e^2)} for quantiles x and those e expected of
   * entries of variance 1.
   */
  double entryVariance(double n, double m) {
    MarchenkoPastur unit = MarchenkoPastur.ofEntries(n, m, 1);
    double product = 0;
    double square = 0;
    for (int percent = FIRST_PERCENT; percent <= LAST_PERCENT; percent++) {
      double p = percent / 100.0;
      double expected = unit.expectedQuantile(p, m);
      product += quantile(p) * expected;
      square += expected * expected;
    }
    return product / square;
  }
}
