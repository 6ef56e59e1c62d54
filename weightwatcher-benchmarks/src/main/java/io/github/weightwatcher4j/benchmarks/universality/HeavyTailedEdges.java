package io.github.weightwatcher4j.benchmarks.universality;

import io.github.weightwatcher4j.random.Frechet;
import io.github.weightwatcher4j.random.LargestEntry;
import io.github.weightwatcher4j.random.RandomMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * The largest eigenvalue of matrices with signed Pareto entries against Fr&eacute;chet's law,
 * itself and by the entry behind it, and over what the largest entry lets expect.
 *
 * <p>{@code java -cp weightwatcher-benchmarks/target/benchmarks.jar
 * io.github.weightwatcher4j.benchmarks.universality.HeavyTailedEdges 400 200 200 1}
 *
 * <p>Arguments: N, M, matrices for each mu, seed.
 */
public final class HeavyTailedEdges {

  private record Edge(double entry, double eigenvalue) {

    static Edge of(double[][] matrix) {
      double entry =
          Arrays.stream(matrix).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElseThrow();
      return new Edge(entry, Alphas.report(matrix).spectrum().max());
    }
  }

  private HeavyTailedEdges() {}

  /** Runs the simulation. */
  public static void main(String[] arguments) {
    int n = Integer.parseInt(arguments[0]);
    int m = Integer.parseInt(arguments[1]);
    int matrices = Integer.parseInt(arguments[2]);
    long seed = Long.parseLong(arguments[3]);
    System.out.println(
        "5 % of distances are beyond "
            + text(1.36 / Math.sqrt(matrices))
            + "\n"
            + "mu    distance of eigenvalue, of entry behind it; ratio to formula: 5, 50, 95 %");
    for (double mu : new double[] {1, 1.5, 2.5, 3, 3.5}) {
      List<Edge> edges =
          IntStream.range(0, matrices)
              .parallel()
              .mapToObj(i -> Edge.of(RandomMatrix.pareto(mu).draw(n, m, 1_000_003 * seed + i)))
              .toList();
      print(edges, n, m, mu);
    }
  }

  private static void print(List<Edge> edges, int n, int m, double mu) {
    double scale = Frechet.scale(n, m, mu);
    double[] values = edges.stream().mapToDouble(edge -> edge.eigenvalue() / scale).toArray();
    String line = text(mu) + "  " + text(distance(values, mu));
    if (mu > 2) {
      LargestEntry law = new LargestEntry(n, m, mu / (mu - 2));
      double[] behind =
          edges.stream()
              .mapToDouble(edge -> Math.pow(law.size(edge.eigenvalue()).orElse(0), 2) / scale)
              .toArray();
      double[] ratios =
          edges.stream()
              .mapToDouble(edge -> edge.eigenvalue() / law.eigenvalue(edge.entry()))
              .toArray();
      long hidden = Arrays.stream(behind).filter(x -> x == 0).count();
      line += "  " + text(distance(behind, mu)) + " (" + hidden + " hidden)";
      for (double p : new double[] {5, 50, 95}) {
        line += "  " + text(new Percentile().evaluate(ratios, p));
      }
    }
    System.out.println(line);
  }

  /** Kolmogorov and Smirnov's distance over the values that are not 0, those hidden by noise. */
  private static double distance(double[] values, double mu) {
    double[] sorted = Arrays.stream(values).sorted().toArray();
    Frechet law = Frechet.ofSquaredEntries(mu);
    double n = sorted.length;
    double distance = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (sorted[i] > 0) {
        double share = law.cdf(sorted[i]);
        distance = Math.max(distance, Math.max(share - i / n, (i + 1) / n - share));
      }
    }
    return distance;
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
