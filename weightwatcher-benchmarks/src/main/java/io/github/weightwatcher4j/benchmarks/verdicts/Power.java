package io.github.weightwatcher4j.benchmarks.verdicts;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * How often what is there is found, in one layer of a model of twenty, of which the others are
 * small and noise: a direction of 1.5 times the strength that can be seen (Baik, Ben Arous &amp;
 * P&eacute;ch&eacute;), a huge weight, a huge column.
 *
 * <p>Arguments: models of each kind (200), seed (1).
 */
public final class Power {

  private static final int OTHERS = 19;

  private final int models;
  private final int seed;

  private Power(int models, int seed) {
    this.models = models;
    this.seed = seed;
  }

  /** Runs the simulation. */
  public static void main(String[] arguments) {
    Power power = new Power(Cases.argument(arguments, 0, 200), Cases.argument(arguments, 1, 1));
    power.spikes();
    power.traps();
    power.columns();
  }

  private void spikes() {
    for (int m : new int[] {200, 400}) {
      for (int q : new int[] {1, 2, 4, 8}) {
        measure(
            "spike at 1.5 times the threshold, %d x %d".formatted(q * m, m),
            random -> new RandomModel().dense(spiked(q * m, m, random)),
            it -> it,
            row -> row.metric(Metric.NUM_SPIKES).orElse(0) >= 1);
      }
    }
    for (int m : new int[] {32, 64, 200}) {
      measure(
          "the same in one of nine slices of %d x %d".formatted(m, m),
          random -> spikedSlice(m, random),
          it -> it,
          row -> row.metric(Metric.NUM_SPIKES).orElse(0) >= 1);
    }
  }

  private static double[][] spiked(int n, int m, SplittableRandom random) {
    double[][] noise = RandomMatrix.of(n, m, Entries.gaussian(), random);
    return RandomMatrix.withDirections(noise, new double[] {1.5 * threshold(n, m)}, random);
  }

  private static RandomModel spikedSlice(int m, SplittableRandom random) {
    List<double[][]> slices = new ArrayList<>();
    slices.add(spiked(m, m, random));
    for (int k = 1; k < 9; k++) {
      double[][] noise = RandomMatrix.of(m, m, Entries.gaussian(), random);
      slices.add(RandomMatrix.scaled(noise, NoiseLayers.logUniform(0.5, 2, random)));
    }
    return new RandomModel().convolution(slices);
  }

  private static double threshold(int n, int m) {
    return Math.pow((double) n * m, 0.25);
  }

  private void traps() {
    for (int replicas = 1; replicas <= 3; replicas++) {
      int count = replicas;
      for (int m : new int[] {200, 400}) {
        for (int q : new int[] {1, 4}) {
          measure(
              "a weight of 2 (NM)^1/4, %d x %d, replicas %d".formatted(q * m, m, count),
              random -> new RandomModel().dense(planted(q * m, m, random)),
              it -> it.randomize(true).replicas(count),
              row -> row.verdict().verdict() == Verdict.TRAPPED);
        }
      }
    }
  }

  private static double[][] planted(int n, int m, SplittableRandom random) {
    double[][] matrix = RandomMatrix.of(n, m, Entries.gaussian(), random);
    double size = 2 * threshold(n, m);
    matrix[random.nextInt(n)][random.nextInt(m)] = random.nextBoolean() ? size : -size;
    return matrix;
  }

  private void columns() {
    for (double factor : new double[] {60, 5, 2, 1.5}) {
      String name = "a column times %.1f, 300 x 200, ".formatted(factor);
      Function<SplittableRandom, RandomModel> model =
          random -> new RandomModel().dense(outlier(factor, random));
      measure(name + "found", model, it -> it, Power::hasOutlierLine);
      measure(
          name + "found alone",
          model,
          it -> it,
          row -> hasOutlierLine(row) && row.metric(Metric.OUTLIER_LINES).orElse(0) == 1);
    }
  }

  private static boolean hasOutlierLine(LayerReport row) {
    return row.findings().stream().anyMatch(it -> it.type() == FindingType.OUTLIER_LINE);
  }

  private static double[][] outlier(double factor, SplittableRandom random) {
    int column = random.nextInt(200);
    double[][] noise = RandomMatrix.of(300, 200, Entries.gaussian(), random);
    return RandomMatrix.scaledColumns(noise, j -> j == column ? factor : 1);
  }

  private void measure(
      String name,
      Function<SplittableRandom, RandomModel> first,
      UnaryOperator<AnalysisOptionsBuilder> options,
      Predicate<LayerReport> found) {
    List<Boolean> results =
        Cases.run(
            models,
            i -> {
              SplittableRandom random = RandomMatrix.random(seed, i);
              RandomModel model = first.apply(random);
              for (int other = 0; other < OTHERS; other++) {
                model.dense(RandomMatrix.of(40, 20, Entries.gaussian(), random));
              }
              Analysis analysis = model.analyze(options);
              return found.test(analysis.details().rows().get(0));
            });
    Cases.print("%s: %s", name, new Rate(results.stream().filter(it -> it).count(), models));
  }
}
