package io.github.weightwatcher4j.benchmarks.verdicts;

import io.github.weightwatcher4j.benchmarks.PlantedNoise;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.PowerLawFitter;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.setol.SetolLayer;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * How often a layer is called SETOL's ideal one, alpha 2 and delta 0, where it is and where it is
 * not: layers of noise, and spectra whose tail is a power law of known exponent from xmin = 1 on,
 * above so many eigenvalues of noise below 1 as put xmin at a known multiple of the eigenvalue of
 * the ERG condition. That multiple is the one of the law's quantiles; a sample's own lies about it.
 * Also how alpha and that multiple go together in noise.
 *
 * <p>Arguments: spectra for each line (1000), models of noise (50), seed (1).
 *
 * <pre>{@code java -cp ... io.github.weightwatcher4j.benchmarks.verdicts.IdealLayers}</pre>
 */
public final class IdealLayers {

  private static final int LAYERS = 20;
  private static final int NOISE = 500;
  private static final int MATRICES = 100;
  private static final int SIDE = 100;

  private final int spectra;
  private final int seed;
  private final double[] noise;

  private IdealLayers(int spectra, int seed) {
    this.spectra = spectra;
    this.seed = seed;
    Spectrum bulk = PlantedNoise.spectrum(PlantedNoise.random(seed), 2 * NOISE, NOISE);
    this.noise = bulk.values().map(x -> x / bulk.max()).toArray();
  }

  /** Runs the simulation. */
  public static void main(String[] arguments) {
    int seed = Cases.argument(arguments, 2, 1);
    IdealLayers ideal = new IdealLayers(Cases.argument(arguments, 0, 1000), seed);
    for (int tail : new int[] {25, 50, 100, 200}) {
      for (double alpha : new double[] {1.5, 1.75, 2, 2.25, 2.5, 3}) {
        ideal.measure(alpha, 1, tail);
      }
      for (double ratio : new double[] {0.5, 0.7, 1.4, 2, 3}) {
        ideal.measure(2, ratio, tail);
      }
    }
    for (int q : new int[] {1, 2, 4}) {
      correlate(q, seed);
    }
    measureNoise(Cases.argument(arguments, 1, 50), seed);
  }

  /** How alpha and the ratio go together where neither means anything: in noise. */
  private static void correlate(int q, int seed) {
    double[] alphas = new double[MATRICES];
    double[] ratios = new double[MATRICES];
    for (int i = 0; i < MATRICES; i++) {
      Spectrum noise = PlantedNoise.spectrum(PlantedNoise.random(seed, i), q * SIDE, SIDE);
      PowerLawFit fit = (PowerLawFit) new PowerLawFitter(2).fit(noise);
      alphas[i] = fit.alpha();
      ratios[i] = SetolLayer.of(noise, fit).orElseThrow().logRatio().orElseThrow();
    }
    Cases.print(
        "noise %d x %d: rank correlation of alpha and ln(xmin / detX) %.2f, medians %.1f and %.2f",
        q * SIDE,
        SIDE,
        new SpearmansCorrelation().correlation(alphas, ratios),
        new Median().evaluate(alphas),
        new Median().evaluate(ratios));
  }

  private static void measureNoise(int models, int seed) {
    List<List<LayerReport>> reports =
        Cases.run(
            models,
            i ->
                NoiseLayers.model(seed, i, LAYERS)
                    .analyze(options -> options.detx(true))
                    .details()
                    .rows());
    List<LayerReport> rows = reports.stream().flatMap(List::stream).toList();
    long said = rows.stream().filter(LayerReport::isIdeal).count();
    Cases.print("noise: %s", new Rate(said, rows.size()));
  }

  private void measure(double alpha, double ratio, int tail) {
    double[] law = quantiles(alpha, tail);
    int body = bodySize(law, ratio);
    List<SetolLayer> layers = Cases.run(spectra, i -> sample(alpha, tail, body, i));
    long said = layers.stream().filter(SetolLayer::isIdeal).count();
    double found = Math.exp(logRatio(law, body));
    double[] ratios =
        layers.stream().mapToDouble(layer -> layer.logRatio().orElse(0)).sorted().toArray();
    Cases.print(
        "alpha %.2f, xmin / detX %.2f (fitted: %.2f to %.2f in 9 of 10), tail %d of %d: %s",
        alpha,
        found,
        Math.exp(ratios[spectra / 20]),
        Math.exp(ratios[spectra - 1 - spectra / 20]),
        tail,
        tail + body,
        new Rate(said, spectra));
  }

  private SetolLayer sample(double alpha, int tail, int body, int index) {
    SplittableRandom random = RandomMatrix.random(seed, index);
    DoubleStream beyond = random.doubles(tail).map(u -> Math.pow(1 - u, -1 / (alpha - 1)));
    DoubleStream below = random.ints(body, 0, noise.length).mapToDouble(i -> noise[i]);
    // Values of the bulk that are drawn twice must not be ties.
    double[] values =
        DoubleStream.concat(below.map(x -> x * (1 - 1e-3 * random.nextDouble())), beyond).toArray();
    Spectrum spectrum = Spectrum.of(values);
    return SetolLayer.of(spectrum, new PowerLawFitter(2).fit(spectrum)).orElseThrow();
  }

  private static double[] quantiles(double alpha, int tail) {
    return IntStream.range(0, tail)
        .mapToDouble(i -> Math.pow(1 - (i + 0.5) / tail, -1 / (alpha - 1)))
        .toArray();
  }

  /** As many eigenvalues of noise as bring the ratio nearest to the one asked for. */
  private int bodySize(double[] tail, double ratio) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int size = 0; size <= 30 * tail.length; size += 1 + size / 20) {
      double off = Math.abs(logRatio(tail, size) - Math.log(ratio));
      if (off < least) {
        least = off;
        best = size;
      }
    }
    return best;
  }

  /** Of the quantiles of both laws. */
  private double logRatio(double[] tail, int size) {
    double[] body =
        IntStream.range(0, size)
            .mapToDouble(i -> noise[(int) ((i + 0.5) / size * noise.length)])
            .toArray();
    Spectrum spectrum =
        Spectrum.of(DoubleStream.concat(Arrays.stream(tail), Arrays.stream(body)).toArray());
    PowerLawFit fit = new PowerLawFit(2, 0.1, 1, spectrum.max(), 0, tail.length);
    return SetolLayer.of(spectrum, fit).orElseThrow().logRatio().orElse(Double.NEGATIVE_INFINITY);
  }
}
