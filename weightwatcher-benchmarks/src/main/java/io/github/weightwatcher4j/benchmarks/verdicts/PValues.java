package io.github.weightwatcher4j.benchmarks.verdicts;

import io.github.weightwatcher4j.benchmarks.verdicts.NoiseLayers.Kind;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/**
 * Whether the p-values of the largest eigenvalue of noise are uniform: distance of
 * Kolmogorov-Smirnov and its p for layers whose shorter side is 200 to 400, and for the slices of a
 * convolution of 200 to 256 channels, pooled.
 *
 * <p>Arguments: layers of each kind (1000), seed (1).
 */
public final class PValues {

  private PValues() {}

  /** Runs the simulation. */
  public static void main(String[] arguments) {
    int layers = Cases.argument(arguments, 0, 1000);
    int seed = Cases.argument(arguments, 1, 1);
    measure("dense", layers, seed, random -> dense(Kind.WHOLE, random));
    measure("dead rows", layers, seed, random -> dense(Kind.DEAD_ROWS, random));
    measure("90 % zeros", layers, seed, PValues::sparse);
    measure("density .1 to 1", layers, seed, random -> dense(Kind.SPARSE, random));
    measure("pooled slices", layers, seed, random -> convolution(Kind.WHOLE, 200, 256, random));
    measure("slices M < 128", layers, seed, random -> convolution(Kind.WHOLE, 50, 128, random));
    measure("sparse slices", layers, seed, random -> convolution(Kind.SPARSE, 50, 128, random));
  }

  private static RandomModel dense(Kind kind, SplittableRandom random) {
    return new RandomModel().dense(NoiseLayers.dense(kind, 200, 400, random));
  }

  private static RandomModel sparse(SplittableRandom random) {
    int m = (int) NoiseLayers.logUniform(200, 400, random);
    int n = (int) (m * NoiseLayers.logUniform(1, 10, random));
    Entries entries = Entries.ofInitialization(random).sparse(0.1);
    return new RandomModel().dense(RandomMatrix.of(n, m, entries, random));
  }

  private static RandomModel convolution(Kind kind, int from, int to, SplittableRandom random) {
    return new RandomModel().convolution(NoiseLayers.convolution(kind, from, to, random));
  }

  private static void measure(
      String name, int layers, int seed, Function<SplittableRandom, RandomModel> noise) {
    List<LayerReport> rows =
        Cases.run(
            layers,
            i -> {
              RandomModel model = noise.apply(RandomMatrix.random(seed, i));
              return model.analyze(it -> it).details().rows().get(0);
            });
    double[] p =
        rows.stream()
            .map(row -> row.metric(Metric.LAMBDA_MAX_P))
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .toArray();
    if (p.length < 2) {
      Cases.print("%-16s none of %d has a p", name, layers);
      return;
    }
    UniformRealDistribution uniform = new UniformRealDistribution(0, 1);
    KolmogorovSmirnovTest test = new KolmogorovSmirnovTest();
    Cases.print(
        "%-16s D %.4f, p %.2g; p < .01 in %s; refused %s",
        name,
        test.kolmogorovSmirnovStatistic(uniform, p),
        test.kolmogorovSmirnovTest(uniform, p),
        new Rate(Arrays.stream(p).filter(it -> it < 0.01).count(), p.length),
        new Rate(layers - p.length, layers));
  }
}
