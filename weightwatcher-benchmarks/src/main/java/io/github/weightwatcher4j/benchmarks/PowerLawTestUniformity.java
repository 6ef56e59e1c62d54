package io.github.weightwatcher4j.benchmarks;

import io.github.weightwatcher4j.fit.Bootstrap;
import io.github.weightwatcher4j.fit.BootstrapFits;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.PowerLawFitter;
import io.github.weightwatcher4j.fit.Repetitions;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * The p-values of power-law tails above a body, which should be uniform: their counts by tenths and
 * a chi-square test of these. Arguments: tail size, spectra, resamples, such as {@code 50 1000
 * 199}.
 */
public final class PowerLawTestUniformity {

  private static final double ALPHA = 2.5;
  private static final int BINS = 10;

  private PowerLawTestUniformity() {}

  /** Runs the simulation. */
  public static void main(String[] arguments) {
    int tailSize = Integer.parseInt(arguments[0]);
    int spectra = Integer.parseInt(arguments[1]);
    int resamples = Integer.parseInt(arguments[2]);
    for (TailBody body : TailBody.values()) {
      int[] counts = new int[BINS];
      int[] countsOfPlainDistance = new int[BINS];
      for (int i = 0; i < spectra; i++) {
        Spectrum spectrum = body.sample(ALPHA, tailSize, new SplittableRandom(7919L * i + 3));
        PowerLawFitter fitter = new PowerLawFitter(2);
        PowerLawFit fit = (PowerLawFit) fitter.fit(spectrum);
        BootstrapFits fits =
            new Bootstrap(fitter, resamples, i, Repetitions.sequential())
                .run(spectrum, fit, () -> false);
        counts[bin(fits.test().pValue())]++;
        countsOfPlainDistance[bin(plain(fits))]++;
      }
      print(tailSize, body, "sqrt(n) D", counts);
      print(tailSize, body, "D", countsOfPlainDistance);
    }
  }

  /** The p-value that compares D itself. */
  private static double plain(BootstrapFits fits) {
    double distance = fits.fit().distance();
    long asFar = fits.resampled().stream().filter(fit -> fit.distance() >= distance).count();
    return (1.0 + asFar) / (1 + fits.resampled().size());
  }

  private static int bin(double p) {
    // p is a multiple of 1 / (1 + resamples), the ends of tenths belong below.
    return (int) Math.ceil(p * BINS - 1e-9) - 1;
  }

  private static void print(int tailSize, TailBody body, String statistic, int[] counts) {
    double expected = Arrays.stream(counts).sum() / (double) BINS;
    double chi = Arrays.stream(counts).mapToDouble(c -> (c - expected) * (c - expected)).sum();
    double p = 1 - new ChiSquaredDistribution(BINS - 1).cumulativeProbability(chi / expected);
    System.out.printf(
        Locale.ROOT,
        "%5d %-16s %-9s %s chi-square p %.3f%n",
        tailSize,
        body,
        statistic,
        Arrays.toString(counts),
        p);
  }
}
