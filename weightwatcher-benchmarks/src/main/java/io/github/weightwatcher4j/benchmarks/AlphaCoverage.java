package io.github.weightwatcher4j.benchmarks;

import io.github.weightwatcher4j.fit.AlphaInterval;
import io.github.weightwatcher4j.fit.Bootstrap;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.PowerLawFitter;
import io.github.weightwatcher4j.fit.Repetitions;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How often the 95 % interval of alpha holds the true one: the bootstrap's, and for comparison
 * alpha +- 1.96 sigma, in percent; with the misses on either side, how often the interval of xMin
 * holds the true one, and the mean width. Arguments: tail size, spectra, resamples and exponents,
 * such as {@code 50 1000 400 1.8 2.5 4}.
 */
public final class AlphaCoverage {

  private AlphaCoverage() {}

  /** Runs the simulation. */
  public static void main(String[] arguments) {
    int tailSize = Integer.parseInt(arguments[0]);
    int spectra = Integer.parseInt(arguments[1]);
    int resamples = Integer.parseInt(arguments[2]);
    System.out.println(
        "    n body              alpha  1.96 sigma  bootstrap  below  above  xMin  width");
    for (TailBody body : TailBody.values()) {
      for (int i = 3; i < arguments.length; i++) {
        double alpha = Double.parseDouble(arguments[i]);
        measure(body, alpha, tailSize, spectra, resamples);
      }
    }
  }

  private static void measure(
      TailBody body, double alpha, int tailSize, int spectra, int resamples) {
    PowerLawFitter fitter = new PowerLawFitter(2);
    int plain = 0;
    int below = 0;
    int above = 0;
    int xMin = 0;
    double width = 0;
    for (int i = 0; i < spectra; i++) {
      Spectrum spectrum = body.sample(alpha, tailSize, new SplittableRandom(1_000_003L * i + 17));
      PowerLawFit fit = (PowerLawFit) fitter.fit(spectrum);
      AlphaInterval interval =
          new Bootstrap(fitter, resamples, i, Repetitions.sequential())
              .run(spectrum, fit, () -> false)
              .interval(0.95);
      plain += Math.abs(fit.alpha() - alpha) <= 1.96 * fit.standardError() ? 1 : 0;
      below += alpha < interval.alphaLow() ? 1 : 0;
      above += alpha > interval.alphaHigh() ? 1 : 0;
      xMin += interval.xMinLow() <= 1 && 1 <= interval.xMinHigh() ? 1 : 0;
      width += (interval.alphaHigh() - interval.alphaLow()) / spectra;
    }
    double percent = 100.0 / spectra;
    System.out.printf(
        Locale.ROOT,
        "%5d %-17s %5.1f %11.1f %10.1f %6.1f %6.1f %5.1f %6.2f%n",
        tailSize,
        body,
        alpha,
        percent * plain,
        100 - percent * (below + above),
        percent * below,
        percent * above,
        percent * xMin,
        width);
  }
}
