package io.github.weightwatcher4j.benchmarks;

import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.bulk.RobustBulkFitter;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * How often the default fit reports spikes, and a bad fit, where there is only noise; and what
 * share of planted directions at 1.5 times the threshold it finds.
 *
 * <p>Arguments: sizes, each M x matrices in a spectrum x repeats, such as {@code 200x1x2000
 * 16x9x1000}. Prints a Markdown table, in per cent; for several matrices in one spectrum only the
 * first two columns.
 */
public final class SpikeDetectionSimulation {

  private static final double[] RATIOS = {1, 1.5, 4, 10};
  private static final int[] PLANTED = {1, 5, 20};

  private SpikeDetectionSimulation() {}

  /** Runs the simulation. */
  public static void main(String[] arguments) {
    System.out.println(
        "| M | matrices | Q | noise with spikes | noise with a bad fit"
            + " | found of 1 | of 5 | of 20 |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    for (String argument : arguments) {
      int[] size = Arrays.stream(argument.split("x", -1)).mapToInt(Integer::parseInt).toArray();
      for (double q : RATIOS) {
        simulate(new MatrixShape((long) (q * size[0]), size[0], size[1]), size[2]);
      }
    }
  }

  private static void simulate(MatrixShape shape, int repeats) {
    int withSpikes = 0;
    int badFits = 0;
    for (int repeat = 0; repeat < repeats; repeat++) {
      MarchenkoPasturFit fit = fit(shape, repeat);
      withSpikes += fit.spikes().isEmpty() ? 0 : 1;
      badFits += fit.goodness().isGood() ? 0 : 1;
    }
    StringBuilder row = new StringBuilder();
    row.append(
        String.format(
            Locale.ROOT,
            "| %d | %d | %.1f | %.1f | %.1f |",
            shape.m(),
            shape.rf(),
            shape.q(),
            100.0 * withSpikes / repeats,
            100.0 * badFits / repeats));
    if (shape.rf() == 1) {
      for (int planted : PLANTED) {
        row.append(
            planted > shape.m() / 5
                ? " |"
                : String.format(Locale.ROOT, " %.1f |", 100 * found(shape, planted, repeats)));
      }
    }
    System.out.println(row);
  }

  private static double found(MatrixShape shape, int planted, int repeats) {
    int matrices = Math.max(1, repeats / (4 * planted));
    double[] strengths = new double[planted];
    Arrays.fill(strengths, 1.5 * PlantedNoise.threshold((int) shape.n(), (int) shape.m()));
    long found = 0;
    for (int repeat = 0; repeat < matrices; repeat++) {
      found += Math.min(planted, fit(shape, repeat, strengths).spikes().size());
    }
    return (double) found / ((long) planted * matrices);
  }

  private static MarchenkoPasturFit fit(MatrixShape shape, int repeat, double... strengths) {
    int n = (int) shape.n();
    int m = (int) shape.m();
    RandomGenerator random = PlantedNoise.random(n, m, strengths.length, repeat);
    List<Spectrum> spectra = new ArrayList<>();
    for (int i = 0; i < shape.rf(); i++) {
      spectra.add(PlantedNoise.spectrum(random, n, m, strengths));
    }
    return (MarchenkoPasturFit) new RobustBulkFitter().fit(Spectrum.pooled(spectra), shape);
  }
}
