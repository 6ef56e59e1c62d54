package io.github.weightwatcher4j.fit;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;

/** The search for the xMin whose tail is closest to a law of its own. */
final class LawScan {

  /** Candidates looked at first. */
  private static final int COARSE = 64;

  private final double[] x;
  private final int[] below;
  private final IntFunction<DoubleUnaryOperator> survivals;
  private double least = Double.POSITIVE_INFINITY;
  private int best = -1;

  /**
   * A search.
   *
   * @param ascending the eigenvalues, kept and not copied
   * @param survivals for the index of a candidate, the survival function of the law of its tail
   */
  LawScan(double[] ascending, IntFunction<DoubleUnaryOperator> survivals) {
    x = ascending;
    below = Ties.countsBelow(ascending);
    this.survivals = survivals;
  }

  /** The xMin in [first, end) of least distance, the smallest among equals. */
  OptionalDouble best(int first, int end) {
    // A few candidates first, spread out: a good one early lets the rest be abandoned early.
    int step = Math.max(1, (end - first) / COARSE);
    for (int i = first; i < end; i += step) {
      compare(i);
    }
    for (int i = first; i < end; i++) {
      compare(i);
    }
    return best < 0 ? OptionalDouble.empty() : OptionalDouble.of(x[best]);
  }

  private void compare(int i) {
    if (below[i] < i) {
      return; // the tail begins with the first of equal values
    }
    double distance = KolmogorovSmirnov.distance(x, below, i, survivals.apply(i), least);
    if (distance < least || (distance == least && i < best)) {
      least = distance;
      best = i;
    }
  }
}
