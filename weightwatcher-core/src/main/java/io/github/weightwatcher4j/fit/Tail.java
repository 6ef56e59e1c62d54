package io.github.weightwatcher4j.fit;

import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/**
 * The eigenvalues from xMin on that a law is fitted to, and their logarithms {@code y = ln(x /
 * xMin)}, in which no law depends on the unit.
 */
final class Tail {

  /** The square of a larger ratio overflows. */
  private static final double WIDEST = 1e150;

  private final double xMin;
  private final double[] x;
  private final double[] y;

  private Tail(double xMin, double[] x) {
    this.xMin = xMin;
    this.x = x;
    this.y = Arrays.stream(x).map(value -> Math.log(value / xMin)).toArray();
  }

  /**
   * Fits a law to the eigenvalues of at least xMin, or says why none can be: there are fewer than
   * two, they are all equal, or their span overflows.
   *
   * @param xMin positive and finite; it need not be an eigenvalue
   */
  static TailFit fit(Spectrum spectrum, double xMin, Function<Tail, TailFit> law) {
    Domain.requirePositive("xMin", xMin);
    double[] all = spectrum.toArray();
    double[] x = Arrays.copyOfRange(all, spectrum.countBelow(xMin), all.length);
    if (x.length < 2) {
      return new FailedFit(
          String.format(Locale.ROOT, "%d eigenvalues from %.6g on, a law needs 2", x.length, xMin));
    }
    double max = x[x.length - 1];
    if (TailScan.areEqual(x[0], max)) {
      return new FailedFit(
          String.format(Locale.ROOT, "all %d eigenvalues equal %.6g", x.length, max));
    }
    if (!(max / xMin < WIDEST)) {
      return new FailedFit(
          String.format(Locale.ROOT, "eigenvalues up to %.6g are too far from %.6g", max, xMin));
    }
    return law.apply(new Tail(xMin, x));
  }

  double xMin() {
    return xMin;
  }

  double xMax() {
    return x[x.length - 1];
  }

  int size() {
    return x.length;
  }

  /** y_j. */
  double log(int j) {
    return y[j];
  }

  /** Mean of y. */
  double meanLog() {
    return mean(v -> v);
  }

  /** Mean of a function of y. */
  double mean(DoubleUnaryOperator function) {
    double sum = 0;
    for (double value : y) {
      sum += function.applyAsDouble(value);
    }
    return sum / y.length;
  }

  /** Mean of {@code x / xMin - 1}. */
  double meanExcess() {
    double sum = 0;
    for (double value : x) {
      sum += (value - xMin) / xMin;
    }
    return sum / x.length;
  }

  /** Kolmogorov-Smirnov distance from a law given by its survival function of x. */
  double distance(DoubleUnaryOperator survival) {
    return KolmogorovSmirnov.distance(
        x, Ties.countsBelow(x), 0, survival, Double.POSITIVE_INFINITY);
  }
}
