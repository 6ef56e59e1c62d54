package io.github.weightwatcher4j.benchmarks.verdicts;

import io.github.weightwatcher4j.benchmarks.PlantedNoise;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/**
 * What is said of layers whose tail is a power law of known exponent: the eigenvalues of noise,
 * scaled to end at xmin = 1, and n Pareto values beyond, a quarter to a half of all; singular
 * vectors are random, Q is 1 to 8 (of the large ones less: N is at most 1,600).
 *
 * <p>Arguments: models for each law (10), layers in each (20), seed (1).
 */
public final class Tails {

  private static final int LONGEST_SIDE = 1600;

  private final int models;
  private final int layers;
  private final int seed;

  private Tails(int models, int layers, int seed) {
    this.models = models;
    this.layers = layers;
    this.seed = seed;
  }

  /** Runs the simulation. */
  public static void main(String[] arguments) {
    Tails tails =
        new Tails(
            Cases.argument(arguments, 0, 10),
            Cases.argument(arguments, 1, 20),
            Cases.argument(arguments, 2, 1));
    for (double alpha : new double[] {2.5, 3, 3.5, 4, 4.5, 5}) {
      tails.measure(alpha, 50, 159, Verdict.WELL_TRAINED);
    }
    for (int n : new int[] {50, 200}) {
      tails.measure(1.5, n, n, Verdict.OVER_TRAINED);
      tails.measure(2, n, n, Verdict.OVER_TRAINED);
      tails.measure(6, n, n, Verdict.UNDER_TRAINED);
      tails.measure(8, n, n, Verdict.UNDER_TRAINED);
    }
  }

  private void measure(double alpha, int from, int to, Verdict asked) {
    List<List<LayerReport>> reports =
        Cases.run(
            models,
            i -> {
              SplittableRandom random = RandomMatrix.random(seed, i);
              RandomModel model = new RandomModel();
              for (int layer = 0; layer < layers; layer++) {
                model.dense(layer(alpha, random.nextInt(from, to + 1), random));
              }
              return model.analyze(it -> it).details().rows();
            });
    List<LayerReport> rows = reports.stream().flatMap(List::stream).toList();
    long said = rows.stream().filter(row -> row.verdict().verdict() == asked).count();
    Cases.print(
        "alpha %.1f, tail %d to %d: %s %s",
        alpha, from, to, asked.label(), new Rate(said, rows.size()));
    VerdictTally.of(rows.stream()).print();
  }

  private static double[][] layer(double alpha, int tail, SplittableRandom random) {
    int m = (int) Math.round(tail / random.nextDouble(0.25, 0.5));
    double q =
        NoiseLayers.logUniform(1, Math.min(8, Math.max(1.01, LONGEST_SIDE / (double) m)), random);
    int n = (int) Math.round(q * m);
    double[] noise =
        PlantedNoise.spectrum(PlantedNoise.random(random.nextInt()), n, m - tail).toArray();
    double top = Arrays.stream(noise).max().orElseThrow();
    DoubleStream beyond = random.doubles(tail).map(u -> Math.pow(1 - u, -1 / (alpha - 1)));
    double[] values =
        DoubleStream.concat(Arrays.stream(noise).map(x -> x / top), beyond)
            .map(Math::sqrt)
            .toArray();
    return RandomMatrix.withSingularValues(n, values, random);
  }
}
