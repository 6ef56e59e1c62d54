package io.github.weightwatcher4j.benchmarks;

import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Spectra whose tail is a power law of known exponent from xMin = 1 on, above a body of one kind or
 * another with as many eigenvalues as the tail.
 */
enum TailBody {
  /** Even on (0, 1]: the density jumps at xMin. */
  UNIFORM {
    @Override
    double below(double alpha, SplittableRandom random) {
      return 1 - random.nextDouble();
    }
  },
  /**
   * Proportional to exp(-alpha x), joined to the tail in value and slope (Clauset, Shalizi &amp;
   * Newman 2009, eq. 3.10) and cut below where it has half the mass.
   */
  EXPONENTIAL {
    @Override
    double below(double alpha, SplittableRandom random) {
      double mass = alpha / (alpha - 1);
      return 1 - Math.log1p(mass * random.nextDouble()) / alpha;
    }
  },
  /** Lognormal of spread 0.5 below 1, joined to the tail in value. */
  LOGNORMAL {
    @Override
    double below(double alpha, SplittableRandom random) {
      double centre = centre(alpha);
      while (true) {
        double x = Math.exp(centre + SPREAD * NORMAL.inverseCumulativeProbability(open(random)));
        if (x <= 1) {
          return x;
        }
      }
    }
  },
  /** Marchenko-Pastur for Q = 4 with its upper edge at 1: the density falls to 0 at xMin. */
  MARCHENKO_PASTUR {
    @Override
    double below(double alpha, SplittableRandom random) {
      while (true) {
        double x = 0.25 + 2 * random.nextDouble();
        if (random.nextDouble() < Math.sqrt((2.25 - x) * (x - 0.25)) / x) {
          return x / 2.25;
        }
      }
    }
  };

  private static final double SPREAD = 0.5;
  private static final NormalDistribution NORMAL = new NormalDistribution();

  /** One eigenvalue of the body. */
  abstract double below(double alpha, SplittableRandom random);

  /** As many values in the body as in the tail. */
  Spectrum sample(double alpha, int tailSize, SplittableRandom random) {
    double[] x = new double[2 * tailSize];
    for (int i = 0; i < tailSize; i++) {
      x[i] = Math.pow(open(random), -1 / (alpha - 1));
      x[tailSize + i] = below(alpha, random);
    }
    return Spectrum.of(x);
  }

  private static double open(SplittableRandom random) {
    return 1 - random.nextDouble() * (1 - 1e-12);
  }

  /** Mean logarithm at which the truncated lognormal has the density alpha - 1 at 1. */
  private static double centre(double alpha) {
    double low = -3;
    double high = 3;
    while (high - low > 1e-9) {
      double middle = (low + high) / 2;
      double z = middle / SPREAD;
      double density = NORMAL.density(z) / SPREAD / NORMAL.cumulativeProbability(-z);
      if (density > alpha - 1) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return low;
  }
}
