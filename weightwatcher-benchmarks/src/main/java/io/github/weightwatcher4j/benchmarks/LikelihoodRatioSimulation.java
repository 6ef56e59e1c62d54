package io.github.weightwatcher4j.benchmarks;

import io.github.weightwatcher4j.fit.LikelihoodRatio;
import io.github.weightwatcher4j.fit.TailComparison;
import io.github.weightwatcher4j.fit.TailLaw;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * How often a likelihood-ratio test is wrong where there is nothing to find, and which law a sample
 * of each law is taken for.
 *
 * <p>Argument: number of samples of each kind, 200 unless given; then a minute or two.
 */
public final class LikelihoodRatioSimulation {

  private static final int[] SIZES = {50, 200, 1000};
  private static final double[] LEVELS = {0.01, 0.05, 0.1};
  private static final long SEED = 12;

  private final int samples;

  private LikelihoodRatioSimulation(int samples) {
    this.samples = samples;
  }

  /** Runs the simulation. */
  public static void main(String[] arguments) {
    int samples = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
    LikelihoodRatioSimulation simulation = new LikelihoodRatioSimulation(samples);
    simulation.nestedLaws();
    simulation.equallyWrongLaws();
    simulation.choice();
  }

  private void nestedLaws() {
    System.out.println("p-values of nested laws where the smaller one is right");
    for (int size : SIZES) {
      for (double alpha : new double[] {1.5, 2, 2.5, 3.5, 5}) {
        print(
            "power law of alpha " + alpha + " or truncated",
            size,
            TailLaw.POWER_LAW,
            TailLaw.TRUNCATED_POWER_LAW,
            random -> TailSamples.powerLaw(alpha, size, random));
        print(
            "power law of alpha " + alpha + " or bounded",
            size,
            TailLaw.POWER_LAW,
            TailLaw.BOUNDED_POWER_LAW,
            random -> TailSamples.powerLaw(alpha, size, random));
      }
      for (TailLaw larger : new TailLaw[] {TailLaw.STRETCHED_EXPONENTIAL, TailLaw.LOGNORMAL}) {
        print(
            "power law or " + larger.label(),
            size,
            TailLaw.POWER_LAW,
            larger,
            random -> TailSamples.powerLaw(2.5, size, random));
      }
      for (TailLaw larger :
          new TailLaw[] {TailLaw.TRUNCATED_POWER_LAW, TailLaw.STRETCHED_EXPONENTIAL}) {
        print(
            "exponential or " + larger.label(),
            size,
            TailLaw.EXPONENTIAL,
            larger,
            random -> TailSamples.exponential(0.5, size, random));
      }
    }
  }

  /** A mixture of a power law and an exponential to which both are equally close. */
  private void equallyWrongLaws() {
    System.out.println("p-values of power law against exponential, both equally wrong");
    double low = 0;
    double high = 1;
    for (int step = 0; step < 12; step++) {
      double middle = (low + high) / 2;
      Spectrum large = TailSamples.mixture(middle, 3.5, 100_000, new SplittableRandom(SEED));
      boolean isPowerLaw = test(large, TailLaw.POWER_LAW, TailLaw.EXPONENTIAL).ratio() > 0;
      low = isPowerLaw ? middle : low;
      high = isPowerLaw ? high : middle;
    }
    double weight = (low + high) / 2;
    for (int size : SIZES) {
      print(
          String.format(Locale.ROOT, "%.1f %% exponential", 100 * weight),
          size,
          TailLaw.POWER_LAW,
          TailLaw.EXPONENTIAL,
          random -> TailSamples.mixture(weight, 3.5, size, random));
    }
  }

  private static LikelihoodRatio test(Spectrum spectrum, TailLaw first, TailLaw second) {
    return TailComparison.of(spectrum, 1).test(first, second).orElseThrow();
  }

  private void print(
      String name,
      int size,
      TailLaw smaller,
      TailLaw larger,
      Function<SplittableRandom, Spectrum> sample) {
    SplittableRandom random = new SplittableRandom(SEED);
    int[] below = new int[LEVELS.length];
    for (int i = 0; i < samples; i++) {
      // Where the larger law tends to the smaller one there is no fit of it, and nothing to reject.
      double p =
          TailComparison.of(sample.apply(random), 1)
              .test(smaller, larger)
              .map(LikelihoodRatio::pValue)
              .orElse(1.0);
      for (int level = 0; level < LEVELS.length; level++) {
        below[level] += p <= LEVELS[level] ? 1 : 0;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "  n = %4d  %-40s p <= 0.01: %5.1f %%, 0.05: %5.1f %%, 0.1: %5.1f %%%n",
        size,
        name,
        100.0 * below[0] / samples,
        100.0 * below[1] / samples,
        100.0 * below[2] / samples);
  }

  private void choice() {
    System.out.println("best law of samples of each law, %");
    for (int size : SIZES) {
      for (TailLaw truth : TailLaw.values()) {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<TailLaw, Integer> counts = new EnumMap<>(TailLaw.class);
        for (int i = 0; i < samples; i++) {
          Spectrum sample = TailSamples.typical(truth, size, random);
          counts.merge(TailComparison.of(sample, 1).best().orElseThrow().law(), 1, Integer::sum);
        }
        System.out.printf(Locale.ROOT, "  n = %4d  %-22s", size, truth.label());
        for (TailLaw law : TailLaw.values()) {
          System.out.printf(
              Locale.ROOT, " %s %.0f,", law.label(), 100.0 * counts.getOrDefault(law, 0) / samples);
        }
        System.out.println();
      }
    }
  }
}
