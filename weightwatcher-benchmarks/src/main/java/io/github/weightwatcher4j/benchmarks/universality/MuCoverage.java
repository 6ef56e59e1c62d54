package io.github.weightwatcher4j.benchmarks.universality;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.random.HeavyEntries;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How often the interval from {@code mu_low} to {@code mu_high} holds the exponent mu of the
 * entries that a matrix was drawn with, and how long it is. The shapes are not those of the table.
 *
 * <p>{@code java -cp weightwatcher-benchmarks/target/benchmarks.jar
 * io.github.weightwatcher4j.benchmarks.universality.MuCoverage 100 2}
 *
 * <p>Arguments: matrices of each law and shape, seed.
 */
public final class MuCoverage {

  private static final int[][] SHAPES = {{60, 60}, {540, 180}, {700, 500}};

  private MuCoverage() {}

  /** Runs the simulation. */
  public static void main(String[] arguments) {
    int matrices = Integer.parseInt(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    print("kind    mu    N    M   told  held   without upper end  median of mu_low, mu_high");
    for (HeavyEntries kind : HeavyEntries.values()) {
      for (double mu : new double[] {1, 1.5, 1.75, 2, 2.5, 3}) {
        for (int[] shape : SHAPES) {
          measure(kind, mu, shape[0], shape[1], matrices, seed);
        }
      }
    }
  }

  private static void measure(HeavyEntries kind, double mu, int n, int m, int matrices, long seed) {
    List<LayerReport> told =
        IntStream.range(0, matrices)
            .parallel()
            .mapToObj(i -> kind.of(mu).draw(n, m, Alphas.seed(kind, mu, n, m, i, seed)))
            .map(MuCoverage::report)
            .filter(row -> row.metric(Metric.MU_LOW).isPresent())
            .toList();
    long held =
        told.stream()
            .filter(row -> row.metric(Metric.MU_LOW).orElseThrow() <= mu)
            .filter(row -> mu <= row.metric(Metric.MU_HIGH).orElse(mu))
            .count();
    long open = told.stream().filter(row -> row.metric(Metric.MU_HIGH).isEmpty()).count();
    print(
        "%-6s %.2f %4d %4d %5d %5d %8d %21.2f %.2f",
        kind.name().toLowerCase(Locale.ROOT),
        mu,
        n,
        m,
        told.size(),
        held,
        open,
        median(told, Metric.MU_LOW),
        median(told, Metric.MU_HIGH));
  }

  private static LayerReport report(double[][] matrix) {
    return new WeightWatcher(matrix)
        .analyze(options -> options.mpFit(false).universality(true).threads(1))
        .details()
        .rows()
        .get(0);
  }

  /** The median, with what has no upper end counted as endless. */
  private static double median(List<LayerReport> rows, Metric metric) {
    double[] values =
        rows.stream()
            .mapToDouble(row -> row.metric(metric).orElse(Double.POSITIVE_INFINITY))
            .sorted()
            .toArray();
    return values.length == 0 ? Double.NaN : values[values.length / 2];
  }

  private static void print(String text, Object... values) {
    System.out.println(String.format(Locale.ROOT, text, values));
  }
}
