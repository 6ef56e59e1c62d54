package io.github.weightwatcher4j.fit;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/** All candidates for xMin of one spectrum, each with the most likely power law up to one end. */
final class BoundedScan {

  private final double[] x;
  private final double end;
  private final BoundedExponential[] laws;

  /**
   * A scan.
   *
   * @param ascending positive eigenvalues up to the end, not copied
   * @param end where the law ends
   */
  BoundedScan(double[] ascending, double end) {
    x = ascending;
    this.end = end;
    laws = new BoundedExponential[x.length];
    double logs = 0;
    int last = x.length - 1;
    for (int i = last - 1; i >= 0; i--) {
      // The sum over the tail of ln(x_j / x_i), without a difference of large sums.
      logs += (last - i) * Math.log1p((x[i + 1] - x[i]) / x[i]);
      if (!TailScan.areEqual(x[i], x[last])) {
        laws[i] = BoundedExponential.ofMean(logs / (last - i + 1) / width(x[i], end));
      }
    }
  }

  /** {@code ln(end / xMin)}. */
  static double width(double xMin, double end) {
    double ratio = end / xMin;
    return ratio < Double.POSITIVE_INFINITY ? Math.log(ratio) : Math.log(end) - Math.log(xMin);
  }

  /** The xMin in [first, last] of least distance; empty where no tail there has unequal values. */
  OptionalDouble best(int first, int last) {
    int past = first;
    while (past <= last && !TailScan.areEqual(x[past], x[x.length - 1])) {
      past++;
    }
    return new LawScan(x, this::survival).best(first, past);
  }

  private DoubleUnaryOperator survival(int i) {
    double width = width(x[i], end);
    return value -> BoundedPowerLawFit.survival(value, laws[i], x[i], width);
  }
}
