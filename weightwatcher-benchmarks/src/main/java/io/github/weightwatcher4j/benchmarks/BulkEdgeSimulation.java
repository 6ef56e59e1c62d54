package io.github.weightwatcher4j.benchmarks;

import io.github.weightwatcher4j.bulk.DensityBulkFitter;
import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.bulk.RobustBulkFitter;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * How close the fitted bulk edge comes to that of the noise which spikes leave, for the default fit
 * and for the Python tool's.
 *
 * <p>Arguments: sizes, each M x repeats, such as {@code 200x40 2000x2}. Prints a Markdown table, in
 * per cent; "found" is the number of spikes less those planted.
 */
public final class BulkEdgeSimulation {

  private static final double[] RATIOS = {1, 1.5, 4, 10};

  /** What lies beside the noise. */
  private enum Planted {
    /** Noise alone. */
    NONE,
    /** 5 directions, strengths uniform from 1.5 to 10 times the threshold. */
    SPIKES_5,
    /** 20 of them. */
    SPIKES_20,
    /** M / 20 directions, strengths of a Pareto law of exponent 2 from 1.5 times the threshold. */
    HEAVY_TAIL,
    /** Noise of N - k by M - k, and k = M / 20 singular values of that law from the edge on. */
    HEAVY_BESIDE
  }

  private BulkEdgeSimulation() {}

  /** Runs the simulation. */
  public static void main(String[] arguments) {
    System.out.println(
        "| planted | M | Q | mean error | mean size | worst | found"
            + " | Python: mean size | worst | no fit |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    for (String argument : arguments) {
      String[] size = argument.split("x", -1);
      int m = Integer.parseInt(size[0]);
      for (Planted planted : Planted.values()) {
        for (double q : RATIOS) {
          simulate(planted, m, q, Integer.parseInt(size[1]));
        }
      }
    }
  }

  private static void simulate(Planted planted, int m, double q, int repeats) {
    int n = (int) (q * m);
    int k = count(planted, m);
    double truth = PlantedNoise.edge(n, m, k);
    SummaryStatistics errors = new SummaryStatistics();
    SummaryStatistics sizes = new SummaryStatistics();
    SummaryStatistics found = new SummaryStatistics();
    SummaryStatistics python = new SummaryStatistics();
    for (int repeat = 0; repeat < repeats; repeat++) {
      RandomGenerator random = PlantedNoise.random(m, n, planted.name().hashCode(), repeat);
      Spectrum spectrum = spectrum(planted, random, n, m, k);
      MatrixShape shape = new MatrixShape(n, m, 1);
      MarchenkoPasturFit fit = (MarchenkoPasturFit) new RobustBulkFitter().fit(spectrum, shape);
      double error = 100 * (fit.bulkMax() / truth - 1);
      errors.addValue(error);
      sizes.addValue(Math.abs(error));
      found.addValue((double) fit.spikes().size() - k);
      if (new DensityBulkFitter().fit(spectrum, shape) instanceof MarchenkoPasturFit density) {
        python.addValue(100 * Math.abs(density.bulkMax() / truth - 1));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %.1f | %+.2f | %.2f | %.2f | %+.0f to %+.0f | %s | %s | %d |%n",
        planted.name().toLowerCase(Locale.ROOT).replace('_', ' '),
        m,
        q,
        errors.getMean(),
        sizes.getMean(),
        sizes.getMax(),
        found.getMin(),
        found.getMax(),
        orDash(python.getMean()),
        orDash(python.getMax()),
        repeats - python.getN());
  }

  private static String orDash(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.1f", value);
  }

  private static int count(Planted planted, int m) {
    return switch (planted) {
      case NONE -> 0;
      case SPIKES_5 -> 5;
      case SPIKES_20 -> 20;
      case HEAVY_TAIL, HEAVY_BESIDE -> m / 20;
    };
  }

  private static Spectrum spectrum(Planted planted, RandomGenerator random, int n, int m, int k) {
    if (planted == Planted.HEAVY_BESIDE) {
      double edge = PlantedNoise.edge(n, m, k);
      DoubleStream noise = PlantedNoise.spectrum(random, n - k, m - k).values();
      DoubleStream heavy = DoubleStream.generate(() -> edge / uniform(random)).limit(k);
      return Spectrum.of(DoubleStream.concat(noise, heavy).toArray());
    }
    double threshold = PlantedNoise.threshold(n, m);
    double[] strengths = new double[k];
    Arrays.setAll(
        strengths,
        i ->
            planted == Planted.HEAVY_TAIL
                ? 1.5 * threshold / Math.sqrt(uniform(random))
                : threshold * (1.5 + 8.5 * random.nextDouble()));
    return PlantedNoise.spectrum(random, n, m, strengths);
  }

  /** On (0, 1]. */
  private static double uniform(RandomGenerator random) {
    return 1 - random.nextDouble();
  }
}
