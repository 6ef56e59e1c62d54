package io.github.weightwatcher4j.fit;

import java.util.function.DoubleUnaryOperator;

/**
 * The largest gap between the steps of a sample and a law, without asking the law about every
 * value.
 *
 * <p>Both rise: between two values where the law is known, no gap is larger than that of the law at
 * the upper one and the steps at the lower one, or the other way round. Stretches that cannot hold
 * the largest gap are left out, which most do, and the answer is still exact.
 */
final class KolmogorovSmirnov {

  /** Stretches that the sample is cut into first. */
  private static final int COARSE = 16;

  private final double[] ascending;
  private final int[] below;
  private final int from;
  private final int size;
  private final DoubleUnaryOperator survival;
  private final double bound;
  private double largest;

  private KolmogorovSmirnov(
      double[] ascending, int[] below, int from, DoubleUnaryOperator survival, double bound) {
    this.ascending = ascending;
    this.below = below;
    this.from = from;
    this.size = ascending.length - from;
    this.survival = survival;
    this.bound = bound;
  }

  /**
   * The largest of {@code |1 - S(x_j) - (b_j - from) / m|} over the m values x_j from an index on,
   * where it is at most {@code bound}; infinity where it is more.
   *
   * @param ascending the sample
   * @param below b, how many of its values lie below each, as {@link Ties} has it
   * @param from where the part of it begins, {@code b_from = from}
   * @param survival S, never rising
   */
  static double distance(
      double[] ascending, int[] below, int from, DoubleUnaryOperator survival, double bound) {
    return new KolmogorovSmirnov(ascending, below, from, survival, bound).distance();
  }

  private double distance() {
    double[] law = new double[COARSE + 1];
    for (int part = 0; part <= COARSE; part++) {
      law[part] = visit(end(part));
    }
    for (int part = 0; part < COARSE; part++) {
      refine(end(part), law[part], end(part + 1), law[part + 1]);
    }
    return largest > bound ? Double.POSITIVE_INFINITY : largest;
  }

  private int end(int part) {
    return from + (int) ((long) part * (size - 1) / COARSE);
  }

  /** The law at a value, after a look at the gap there. */
  private double visit(int j) {
    double law = 1 - survival.applyAsDouble(ascending[j]);
    largest = Math.max(largest, Math.abs(law - steps(j)));
    return law;
  }

  private double steps(int j) {
    return (double) (below[j] - from) / size;
  }

  private void refine(int low, double lawLow, int high, double lawHigh) {
    if (high - low < 2 || largest > bound) {
      return;
    }
    double most = Math.max(lawHigh - steps(low + 1), steps(high - 1) - lawLow);
    if (most <= largest) {
      return;
    }
    int middle = (low + high) >>> 1;
    double law = visit(middle);
    refine(low, lawLow, middle, law);
    refine(middle, law, high, lawHigh);
  }
}
