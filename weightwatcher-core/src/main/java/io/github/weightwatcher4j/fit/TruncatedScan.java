package io.github.weightwatcher4j.fit;

import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/** All candidates for xMin of one spectrum, each with the truncated power law that fits it best. */
final class TruncatedScan {

  private final double[] x;

  TruncatedScan(Spectrum spectrum) {
    x = spectrum.toArray();
  }

  /** The xMin in [first, last], and at most {@code highest}, of least distance. */
  OptionalDouble best(int first, int last, double highest) {
    TruncatedOptimum[] optima = optima(first, last, highest);
    return new LawScan(x, i -> survival(x[i], optima[i - first]))
        .best(first, first + optima.length);
  }

  private static DoubleUnaryOperator survival(double xMin, TruncatedOptimum optimum) {
    return new TruncatedPowerLaw(optimum.alpha(), optimum.t(), xMin)::survival;
  }

  /**
   * The optimum of each candidate, found from its neighbour's. A tail whose values are all equal
   * ends the list: no later one is a candidate.
   */
  private TruncatedOptimum[] optima(int first, int last, double highest) {
    int end = first;
    while (end <= last && x[end] <= highest && !TailScan.areEqual(x[end], x[x.length - 1])) {
      end++;
    }
    TruncatedOptimum[] optima = new TruncatedOptimum[end - first];
    double excess = 0;
    double logs = 0;
    TruncatedOptimum optimum = new TruncatedOptimum(1, 0);
    for (int i = x.length - 2; i >= first; i--) {
      // Sums over the tail of x_j - x_i and of ln(x_j / x_i), without differences of large sums.
      int above = x.length - 1 - i;
      double gap = x[i + 1] - x[i];
      excess += above * gap;
      logs += above * Math.log1p(gap / x[i]);
      if (i < end) {
        TruncatedOptimum start =
            new TruncatedOptimum(optimum.alpha(), optimum.t() * x[i] / x[i + 1]);
        optimum = TruncatedOptimum.of(logs / (above + 1), excess / (above + 1) / x[i], start);
        optima[i - first] = optimum;
      }
    }
    return optima;
  }
}
