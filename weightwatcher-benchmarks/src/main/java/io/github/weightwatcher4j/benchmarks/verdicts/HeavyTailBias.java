package io.github.weightwatcher4j.benchmarks.verdicts;

import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * Fitted alpha of matrices of signed Pareto entries, {@code P(|w| > x) = x^-mu}, against its limit
 * 1 + mu / 2 for large matrices: how often the 95 % intervals hold it, and the mean difference.
 *
 * <p>Arguments: matrices for each law (100; a fifth of that at M = 1000), resamples of the
 * bootstrap (200), seed (1).
 */
public final class HeavyTailBias {

  private HeavyTailBias() {}

  /** Runs the simulation. */
  public static void main(String[] arguments) {
    int matrices = Cases.argument(arguments, 0, 100);
    int resamples = Cases.argument(arguments, 1, 200);
    int seed = Cases.argument(arguments, 2, 1);
    Cases.print("    M   Q   mu  limit   mean   bias  +-     1.96 sigma            bootstrap");
    for (int m : new int[] {100, 300, 1000}) {
      for (int q : new int[] {1, 2, 4}) {
        for (double mu : new double[] {1, 1.5, 2, 2.5, 3}) {
          measure(m, q, mu, m == 1000 ? Math.max(2, matrices / 5) : matrices, resamples, seed);
        }
      }
    }
  }

  private static void measure(int m, int q, double mu, int matrices, int resamples, int seed) {
    double limit = 1 + mu / 2;
    List<LayerReport> rows =
        Cases.run(
            matrices,
            i ->
                new RandomModel()
                    .dense(
                        RandomMatrix.of(q * m, m, Entries.pareto(mu), RandomMatrix.random(seed, i)))
                    .analyze(it -> it.mpFit(false).bootstrap(resamples))
                    .details()
                    .rows()
                    .get(0));
    double[] alphas = rows.stream().flatMapToDouble(row -> row.alpha().stream()).toArray();
    DescriptiveStatistics alpha = new DescriptiveStatistics(alphas);
    Cases.print(
        "%5d %3d %4.1f %6.2f %6.2f %6.2f %5.2f  %-22s %s",
        m,
        q,
        mu,
        limit,
        alpha.getMean(),
        alpha.getMean() - limit,
        alpha.getStandardDeviation() / Math.sqrt((double) alpha.getN()),
        new Rate(rows.stream().filter(row -> isWithinErrors(row, limit)).count(), matrices),
        new Rate(rows.stream().filter(row -> isInInterval(row, limit)).count(), matrices));
  }

  private static boolean isWithinErrors(LayerReport row, double limit) {
    return row.tail() instanceof PowerLawFit fit
        && Math.abs(fit.alpha() - limit) <= 1.96 * fit.standardError();
  }

  private static boolean isInInterval(LayerReport row, double limit) {
    return row.metric(Metric.ALPHA_LOW).orElse(Double.POSITIVE_INFINITY) <= limit
        && limit <= row.metric(Metric.ALPHA_HIGH).orElse(Double.NEGATIVE_INFINITY);
  }
}
