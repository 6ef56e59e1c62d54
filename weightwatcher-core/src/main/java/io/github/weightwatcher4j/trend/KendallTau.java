package io.github.weightwatcher4j.trend;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;

/**
 * Kendall's rank correlation tau-b, which takes ties into account.
 *
 * @param tau in [-1, 1]
 * @param p chance of a tau as far from 0 where x and y have nothing to do with each other: exact
 *     for up to {@value #EXACT} models without ties, else by the normal approximation with the
 *     variance that ties leave (Kendall 1970)
 */
public record KendallTau(double tau, double p) {

  /** Most models whose p-value is exact. */
  public static final int EXACT = 60;

  /** Tau of x and y; empty where all x or all y are equal. */
  static Optional<KendallTau> of(double[] x, double[] y) {
    if (Trend.isConstant(x) || Trend.isConstant(y)) {
      return Optional.empty();
    }
    boolean ties = tied(x, m -> m) + tied(y, m -> m) > 0;
    double p = ties || x.length > EXACT ? normal(x, y) : exact(x, y);
    return Optional.of(new KendallTau(tau(x, y), p));
  }

  /** Tau of numbers that are not all equal, without its p-value. */
  static double tau(double[] x, double[] y) {
    return Math.max(-1, Math.min(1, new KendallsCorrelation().correlation(x, y)));
  }

  /** Pairs in the same order less pairs in the opposite one. */
  private static long order(double[] x, double[] y) {
    long order = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < i; j++) {
        order += (long) (Math.signum(x[i] - x[j]) * Math.signum(y[i] - y[j]));
      }
    }
    return order;
  }

  /** By the number of permutations with so few pairs out of order, or in order. */
  private static double exact(double[] x, double[] y) {
    int n = x.length;
    int pairs = n * (n - 1) / 2;
    int fewest = (int) (pairs - Math.abs(order(x, y))) / 2;
    double[] share = {1};
    for (int k = 2; k <= n; k++) {
      double[] longer = new double[share.length + k - 1];
      double window = 0; // the k places where the next number may stand
      for (int i = 0; i < longer.length; i++) {
        window += i < share.length ? share[i] : 0;
        window -= i >= k ? share[i - k] : 0;
        longer[i] = window / k;
      }
      share = longer;
    }
    return Math.min(1, 2 * Arrays.stream(share, 0, fewest + 1).sum());
  }

  private static double normal(double[] x, double[] y) {
    double n = x.length;
    double variance =
        (n * (n - 1) * (2 * n + 5)
                    - tied(x, m -> m * (m - 1) * (2 * m + 5))
                    - tied(y, m -> m * (m - 1) * (2 * m + 5)))
                / 18
            + tied(x, m -> m * (m - 1)) * tied(y, m -> m * (m - 1)) / (2 * n * (n - 1));
    if (n > 2) {
      variance +=
          tied(x, m -> m * (m - 1) * (m - 2))
              * tied(y, m -> m * (m - 1) * (m - 2))
              / (9 * n * (n - 1) * (n - 2));
    }
    return Erf.erfc(Math.abs(order(x, y)) / Math.sqrt(2 * variance));
  }

  /** The sum of something over the sizes of groups of two or more equal numbers. */
  private static double tied(double[] numbers, LongUnaryOperator something) {
    Map<Double, Long> sizes =
        Arrays.stream(numbers)
            .map(number -> number + 0.0) // -0 is 0
            .boxed()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return sizes.values().stream().filter(size -> size > 1).mapToLong(something::applyAsLong).sum();
  }
}
