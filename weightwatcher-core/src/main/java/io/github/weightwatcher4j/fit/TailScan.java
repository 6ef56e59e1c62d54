package io.github.weightwatcher4j.fit;

import io.github.weightwatcher4j.spectrum.Spectrum;

/**
 * All candidates for xMin of one spectrum, by index: the first of each block of equal eigenvalues,
 * so that a tail is every eigenvalue of at least xMin. Where ties are split, every eigenvalue.
 */
final class TailScan {

  /**
   * Relative difference up to which eigenvalues count as equal. The eigenvalues of an orthogonal
   * matrix, as which layers are often initialized, spread over 1e-7 to 1e-5 once it is computed and
   * rounded in float32; an exponent fitted to that, a million or so, would say nothing of the
   * layer. The largest eigenvalues of a random matrix are a hundred times farther apart even for M
   * = 15000.
   */
  private static final double EQUAL = 1e-5;

  /** Candidates looked at first. */
  private static final int COARSE = 64;

  /** Interleaved parts of a tail, each looked at before the next. */
  private static final int PARTS = 16;

  private final double[] x;
  private final int[] below;
  private final double[] ln;
  private final double[] alpha;
  private final boolean endsAtMax;

  TailScan(Spectrum spectrum) {
    this(spectrum.toArray(), false, false);
  }

  /**
   * A scan of eigenvalues, which are kept, not copied.
   *
   * @param ascending positive, ascending
   * @param endsAtMax whether D is that of the law cut off at the largest eigenvalue
   * @param splitsTies whether equal eigenvalues count as if they differed
   */
  TailScan(double[] ascending, boolean endsAtMax, boolean splitsTies) {
    x = ascending;
    below = splitsTies ? Ties.countsBefore(x) : Ties.countsBelow(x);
    this.endsAtMax = endsAtMax;
    ln = new double[x.length];
    alpha = new double[x.length];
    double sum = 0;
    for (int i = x.length - 1; i >= 0; i--) {
      ln[i] = Math.log(x[i]);
      sum += ln[i];
      int m = x.length - i;
      boolean begins = below[i] == i && !areEqual(x[i], x[x.length - 1]);
      alpha[i] = begins ? 1 + m / (sum - m * ln[i]) : Double.NaN;
    }
  }

  /** Whether two eigenvalues, smaller first, differ by no more than rounding. */
  static boolean areEqual(double smaller, double larger) {
    return larger - smaller <= EQUAL * larger;
  }

  /** The candidate whose tail has eigenvalue i as its smallest. */
  int candidate(int i) {
    return below[i];
  }

  /** Exponent of the tail from i on; NaN where all of it is equal or it does not begin at i. */
  double alpha(int i) {
    return alpha[i];
  }

  /** Whether the tail from i on has a finite exponent above 1. */
  boolean hasAlpha(int i) {
    return alpha[i] > 1 && alpha[i] < Double.POSITIVE_INFINITY;
  }

  /** Index of the first candidate in [0, last] of least distance; -1 where none has an alpha. */
  int best(int last) {
    return best(0, last);
  }

  /** The same among the candidates in [first, last]; -1 also where there are none. */
  int best(int first, int last) {
    // A few candidates first, spread out: a good one early lets the rest be abandoned early.
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    int step = Math.max(1, (last - first + 1) / COARSE);
    for (int i = first; i <= last; i += step) {
      double distance = distance(i, least);
      if (distance < least) {
        least = distance;
        best = i;
      }
    }
    for (int i = first; i <= last; i++) {
      double distance = distance(i, least);
      if (distance < least || (distance == least && i < best)) {
        least = distance;
        best = i;
      }
    }
    return best;
  }

  /**
   * Kolmogorov-Smirnov distance of the tail from i on, exact where it is at most {@code bound};
   * infinity where it is more, or where the tail has no alpha above 1.
   */
  double distance(int i, double bound) {
    if (!hasAlpha(i)) {
      return Double.POSITIVE_INFINITY;
    }
    int m = x.length - i;
    double exponent = 1 - alpha[i];
    double share = endsAtMax ? -Math.expm1(exponent * (ln[x.length - 1] - ln[i])) : 1;
    double worst = 0;
    // Coarse to fine: 1/8 of the points first, most bad candidates show themselves there.
    int stride = Math.max(1, m / 8);
    for (int j = i; j < x.length; j += stride) {
      worst = Math.max(worst, gap(i, j, m, exponent, share));
    }
    if (worst > bound) {
      return Double.POSITIVE_INFINITY;
    }
    for (int part = 0; part < PARTS; part++) {
      for (int j = i + part; j < x.length; j += PARTS) {
        worst = Math.max(worst, gap(i, j, m, exponent, share));
      }
      if (worst > bound) {
        return Double.POSITIVE_INFINITY;
      }
    }
    return worst;
  }

  /** Share is the part of the law below its end: 1 where it has none. */
  private double gap(int i, int j, int m, double exponent, double share) {
    double survival = Math.exp(exponent * (ln[j] - ln[i]));
    return Math.abs((1 - survival) / share - (double) (below[j] - i) / m);
  }

  PowerLawFit fit(int i) {
    int m = x.length - i;
    double sigma = (alpha[i] - 1) / Math.sqrt(m);
    double distance = distance(i, Double.POSITIVE_INFINITY);
    return new PowerLawFit(alpha[i], sigma, x[i], x[x.length - 1], distance, m);
  }
}
