package io.github.weightwatcher4j.bulk;

import java.util.function.IntToDoubleFunction;

/** The 20 to 80 % quantiles of the eigenvalues that are taken for the bulk, one a percent. */
final class BulkQuantiles {

  /** How many there are. */
  static final int COUNT = 61;

  private static final int FIRST_PERCENT = 20;

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

  /** The share of the bulk below the i-th of them. */
  static double share(int i) {
    return (FIRST_PERCENT + i) / 100.0;
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
    double first = quantile(share(0));
    double last = quantile(share(COUNT - 1));
    return last - first <= relative * last;
  }

  /**
   * The variance of the entries of a noise matrix whose expected quantiles come closest to these,
   * by least squares: {@code sum(x e) / sum(e^2)} for quantiles x and those e expected of entries
   * of variance 1.
   */
  double entryVariance(IntToDoubleFunction expected) {
    double product = 0;
    double square = 0;
    for (int i = 0; i < COUNT; i++) {
      double quantile = expected.applyAsDouble(i);
      product += quantile(share(i)) * quantile;
      square += quantile * quantile;
    }
    return product / square;
  }
}
