package io.github.weightwatcher4j.benchmarks.verdicts;

import io.github.weightwatcher4j.metric.Metric;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * The edge of the bulk of noise of which rows are dead, over that of what is alive: {@code (sqrt(n)
 * + sqrt(m))^2} for n x m live rows and columns of variance 1.
 *
 * <p>Arguments: matrices of each kind (200), seed (1).
 */
public final class Edge {

  private Edge() {}

  /** Runs the simulation. */
  public static void main(String[] arguments) {
    int matrices = Cases.argument(arguments, 0, 200);
    int seed = Cases.argument(arguments, 1, 1);
    for (double dead : new double[] {0, 0.25, 0.5}) {
      for (int q : new int[] {1, 2, 8}) {
        measure(matrices, seed, q * 200, 200, dead);
        if (q > 1) {
          measure(matrices, seed, 200, q * 200, dead);
        }
      }
    }
  }

  private static void measure(int matrices, int seed, int rows, int columns, double dead) {
    double live = rows - Math.round(dead * rows);
    double edge = Math.pow(Math.sqrt(live) + Math.sqrt(columns), 2);
    DescriptiveStatistics ratios =
        new DescriptiveStatistics(
            Cases.run(
                    matrices, i -> ratios(RandomMatrix.random(seed, i), rows, columns, dead, edge))
                .stream()
                .flatMapToDouble(it -> it)
                .toArray());
    Cases.print(
        "%d x %d, %.0f %% of the rows dead: edge %.4f of the true one ± %.4f, deviation %.4f, none"
            + " %s",
        rows,
        columns,
        100 * dead,
        ratios.getMean(),
        ratios.getStandardDeviation() / Math.sqrt((double) ratios.getN()),
        ratios.getStandardDeviation(),
        new Rate(matrices - ratios.getN(), matrices));
  }

  private static DoubleStream ratios(
      SplittableRandom random, int rows, int columns, double dead, double edge) {
    double[][] noise = RandomMatrix.of(rows, columns, Entries.gaussian(), random);
    return RandomModel.report(RandomMatrix.withDeadRows(noise, dead, random))
        .metric(Metric.BULK_MAX)
        .stream()
        .map(it -> it / edge);
  }
}
