package io.github.weightwatcher4j.samples;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Random spectra of different kinds, ascending and positive. */
@SuppressWarnings("ImmutableEnumChecker") // the functions hold nothing
public enum Spectra {
  /** A power law of exponent 3. */
  PARETO(random -> Math.pow(1 - random.nextDouble(), -1 / 2.0)),
  /** Exponential. */
  EXPONENTIAL(random -> -Math.log(1 - random.nextDouble())),
  /** Uniform on (0, 1]. */
  UNIFORM(random -> 1 - random.nextDouble()),
  /** Between the edges of a Marchenko-Pastur law of Q = 4. */
  MARCHENKO_PASTUR(Spectra::marchenkoPastur),
  /** A dozen values, each many times. */
  TIES(random -> 1 + random.nextInt(12)),
  /** Narrow clusters far from each other. */
  CLUSTERS(random -> Math.pow(10, random.nextInt(4)) * (1 + 1e-3 * random.nextDouble())),
  /** Over 30 orders of magnitude. */
  WIDE(random -> Math.pow(10, 30 * random.nextDouble() - 15)),
  /** A bulk with a heavy tail beside it. */
  BULK_AND_TAIL(
      random ->
          random.nextInt(5) == 0
              ? 2 * Math.pow(1 - random.nextDouble(), -1 / 1.5)
              : 0.2 + 1.8 * random.nextDouble());

  private final ToDoubleFunction<Random> value;

  Spectra(ToDoubleFunction<Random> value) {
    this.value = value;
  }

  private static double marchenkoPastur(Random random) {
    // Rejection: the density on [1/4, 9/4], times x to be bounded.
    while (true) {
      double x = 0.25 + 2 * random.nextDouble();
      if (random.nextDouble() < Math.sqrt((2.25 - x) * (x - 0.25)) / x) {
        return x;
      }
    }
  }

  public double[] sample(long seed, int size) {
    Random random = new Random(seed);
    double[] values = new double[size];
    Arrays.setAll(values, i -> value.applyAsDouble(random));
    Arrays.sort(values);
    return values;
  }
}
