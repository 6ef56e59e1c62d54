package io.github.weightwatcher4j.benchmarks;

import io.github.weightwatcher4j.fit.TailLaw;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;

/** Samples of one law of each kind from xMin = 1 on. */
final class TailSamples {

  private TailSamples() {}

  static Spectrum powerLaw(double alpha, int size, SplittableRandom random) {
    return sample(size, () -> Math.pow(1 - random.nextDouble(), 1 / (1 - alpha)));
  }

  static Spectrum exponential(double lambda, int size, SplittableRandom random) {
    return sample(size, () -> 1 - Math.log(1 - random.nextDouble()) / lambda);
  }

  /** Each value of an exponential law of rate 1/2 with some probability, else of a power law. */
  static Spectrum mixture(double weight, double alpha, int size, SplittableRandom random) {
    return sample(
        size,
        () -> {
          double u = 1 - random.nextDouble();
          boolean isExponential = random.nextDouble() < weight;
          return isExponential ? 1 - 2 * Math.log(u) : Math.pow(u, 1 / (1 - alpha));
        });
  }

  /** A typical sample of a law: exponents and rates as of tails that are met in layers. */
  static Spectrum typical(TailLaw law, int size, SplittableRandom random) {
    return sample(size, () -> value(law, random));
  }

  private static Spectrum sample(int size, DoubleSupplier value) {
    return Spectrum.of(DoubleStream.generate(value).limit(size).toArray());
  }

  private static double value(TailLaw law, SplittableRandom random) {
    double u = 1 - random.nextDouble();
    return switch (law) {
      case POWER_LAW -> Math.pow(u, -1 / 1.5);
      case EXPONENTIAL -> 1 - 2 * Math.log(u);
      case STRETCHED_EXPONENTIAL -> Math.pow(1 - Math.log(u), 2);
      case TRUNCATED_POWER_LAW -> truncated(random);
      case LOGNORMAL -> lognormal(random);
      // Of alpha = 2 up to 20.
      case BOUNDED_POWER_LAW -> 1 / (1 - 0.95 * random.nextDouble());
      // A law that is added is compared without a line here.
      default -> throw new IllegalArgumentException("no typical sample of the " + law.label());
    };
  }

  /** Of alpha = 1.8 and lambda = 0.05, by rejection. */
  private static double truncated(SplittableRandom random) {
    while (true) {
      double x = Math.pow(1 - random.nextDouble(), -1 / 0.8);
      if (random.nextDouble() < Math.exp(-0.05 * (x - 1))) {
        return x;
      }
    }
  }

  /** Of mu = 1 and sigma = 1, by rejection of what is below 1. */
  private static double lognormal(SplittableRandom random) {
    while (true) {
      double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
      double normal = radius * Math.cos(2 * Math.PI * random.nextDouble());
      if (1 + normal >= 0) {
        return Math.exp(1 + normal);
      }
    }
  }
}
