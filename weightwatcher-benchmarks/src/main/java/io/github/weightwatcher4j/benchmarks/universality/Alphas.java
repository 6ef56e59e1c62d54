package io.github.weightwatcher4j.benchmarks.universality;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.random.HeavyEntries;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.List;
import java.util.stream.IntStream;

/** Matrices of heavy-tailed entries, and the alpha that is fitted to each. */
final class Alphas {

  /** The exponents mu of the entries that are simulated. */
  static final List<Double> MUS =
      List.of(
          0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 2.75, 3.0, 3.25, 3.5, 3.75, 4.0, 5.0, 6.0);

  private Alphas() {}

  /**
   * The alphas of so many matrices of N x M, but for those without a tail; each matrix has a seed
   * of its own.
   */
  static double[] of(HeavyEntries kind, double mu, int n, int m, int matrices, long seed) {
    return IntStream.range(0, matrices)
        .parallel()
        .mapToObj(i -> report(kind.of(mu).draw(n, m, seed(kind, mu, n, m, i, seed))))
        .flatMapToDouble(row -> row.alpha().stream())
        .toArray();
  }

  /** What is found of a matrix, with nothing but the tail fitted. */
  static LayerReport report(double[][] matrix) {
    return new WeightWatcher(matrix)
        .analyze(options -> options.mpFit(false).threads(1))
        .details()
        .rows()
        .get(0);
  }

  static long seed(HeavyEntries kind, double mu, int n, int m, int matrix, long seed) {
    long hash = seed;
    for (long part :
        new long[] {kind == HeavyEntries.SIGNED ? 0 : 1, Math.round(100 * mu), n, m, matrix}) {
      hash = 1_000_003 * hash + part;
    }
    return hash;
  }
}
