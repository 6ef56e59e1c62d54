package io.github.weightwatcher4j.fit;

import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Seeded samples of every law above a given xMin, drawn in other ways than the fits compute. */
public final class LawSamples {

  private LawSamples() {}

  public static Spectrum powerLaw(double alpha, double xMin, int size, long seed) {
    return sample(size, seed, random -> pareto(random, alpha, xMin));
  }

  /** By the quantile function of a power law on [xMin, end], for any exponent. */
  public static Spectrum bounded(double alpha, double xMin, double end, int size, long seed) {
    double first = Math.pow(xMin, 1 - alpha);
    double last = Math.pow(end, 1 - alpha);
    return sample(
        size,
        seed,
        random -> {
          double u = random.nextDouble();
          return alpha == 1
              ? xMin * Math.pow(end / xMin, u)
              : Math.min(end, Math.pow(first + u * (last - first), 1 / (1 - alpha)));
        });
  }

  /** By rejection: a power law is kept with the probability that the cutoff leaves. */
  public static Spectrum truncated(double alpha, double lambda, double xMin, int size, long seed) {
    return sample(
        size,
        seed,
        random -> {
          while (true) {
            // Of exponent below 1 there is no power law: an exponential is thinned instead.
            double x =
                alpha > 1.2 ? pareto(random, alpha, xMin) : exponential(random, lambda, xMin);
            double kept = alpha > 1.2 ? Math.exp(-lambda * (x - xMin)) : Math.pow(x / xMin, -alpha);
            if (random.nextDouble() < kept) {
              return x;
            }
          }
        });
  }

  public static Spectrum exponential(double lambda, double xMin, int size, long seed) {
    return sample(size, seed, random -> exponential(random, lambda, xMin));
  }

  public static Spectrum stretched(double beta, double lambda, double xMin, int size, long seed) {
    return sample(
        size,
        seed,
        random ->
            Math.pow(Math.pow(lambda * xMin, beta) - Math.log(1 - random.nextDouble()), 1 / beta)
                / lambda);
  }

  /** By rejection of what lies below xMin. */
  public static Spectrum lognormal(double mu, double sigma, double xMin, int size, long seed) {
    return sample(
        size,
        seed,
        random -> {
          while (true) {
            // Box and Muller.
            double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
            double normal = radius * Math.cos(2 * Math.PI * random.nextDouble());
            double x = Math.exp(mu + sigma * normal);
            if (x >= xMin) {
              return x;
            }
          }
        });
  }

  private static double pareto(SplittableRandom random, double alpha, double xMin) {
    return xMin * Math.pow(1 - random.nextDouble(), 1 / (1 - alpha));
  }

  private static double exponential(SplittableRandom random, double lambda, double xMin) {
    return xMin - Math.log(1 - random.nextDouble()) / lambda;
  }

  private static Spectrum sample(int size, long seed, ToDoubleFunction<SplittableRandom> value) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] x = new double[size];
    for (int i = 0; i < size; i++) {
      x[i] = value.applyAsDouble(random);
    }
    return Spectrum.of(x);
  }
}
