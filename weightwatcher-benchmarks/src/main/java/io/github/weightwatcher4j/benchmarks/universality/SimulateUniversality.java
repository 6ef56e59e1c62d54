package io.github.weightwatcher4j.benchmarks.universality;

import io.github.weightwatcher4j.random.HeavyEntries;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * Fitted alpha against the exponent mu of the entries, for each shape: the table that core has as
 * {@code random/universality.csv}, a line for each with mean and standard deviation of alpha.
 *
 * <p>{@code java -cp weightwatcher-benchmarks/target/benchmarks.jar
 * io.github.weightwatcher4j.benchmarks.universality.SimulateUniversality 1 50x1 50x2 > table.csv}
 *
 * <p>Arguments: seed, then shapes as M x Q, with the number of matrices where it is not 40:
 * 1000x2x12.
 */
public final class SimulateUniversality {

  private static final int MATRICES = 40;

  private SimulateUniversality() {}

  /** Runs the simulation. */
  public static void main(String[] arguments) {
    long seed = Long.parseLong(arguments[0]);
    System.out.println("M,Q,kind,mu,matrices,mean,sd");
    for (String shape : Arrays.copyOfRange(arguments, 1, arguments.length)) {
      int[] sides = Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
      for (HeavyEntries kind : HeavyEntries.values()) {
        for (double mu : Alphas.MUS) {
          print(sides[0], sides[1], kind, mu, sides.length > 2 ? sides[2] : MATRICES, seed);
        }
      }
    }
  }

  private static void print(int m, int q, HeavyEntries kind, double mu, int matrices, long seed) {
    DescriptiveStatistics alpha =
        new DescriptiveStatistics(Alphas.of(kind, mu, q * m, m, matrices, seed));
    System.out.println(
        String.format(
            Locale.ROOT,
            "%d,%d,%s,%.2f,%d,%.3f,%.3f",
            m,
            q,
            kind.name().toLowerCase(Locale.ROOT),
            mu,
            alpha.getN(),
            alpha.getMean(),
            alpha.getStandardDeviation()));
  }
}
