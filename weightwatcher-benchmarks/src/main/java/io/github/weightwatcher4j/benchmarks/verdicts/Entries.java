package io.github.weightwatcher4j.benchmarks.verdicts;

import java.util.SplittableRandom;

/** A symmetric law of independent entries, of variance 1 unless told otherwise. */
@FunctionalInterface
interface Entries {

  /** The next entry. */
  double next(SplittableRandom random);

  static Entries gaussian() {
    return SplittableRandom::nextGaussian;
  }

  static Entries uniform() {
    double scale = Math.sqrt(12);
    return random -> scale * (random.nextDouble() - 0.5);
  }

  /** Student's law with more than two degrees of freedom, scaled to variance 1. */
  static Entries student(int degrees) {
    double scale = Math.sqrt((degrees - 2.0) / degrees);
    return random -> {
      double chiSquared = 0;
      for (int i = 0; i < degrees; i++) {
        double normal = random.nextGaussian();
        chiSquared += normal * normal;
      }
      return scale * random.nextGaussian() / Math.sqrt(chiSquared / degrees);
    };
  }

  /** {@code P(|w| > x) = x^-mu} for x >= 1, either sign; variance mu / (mu - 2) for mu > 2. */
  static Entries pareto(double mu) {
    return random -> {
      double size = Math.pow(1 - random.nextDouble(), -1 / mu);
      return random.nextBoolean() ? size : -size;
    };
  }

  /** Zero but for a share of the entries, which are larger for it: the variance stays. */
  default Entries sparse(double density) {
    double scale = 1 / Math.sqrt(density);
    return random -> random.nextDouble() < density ? scale * next(random) : 0;
  }

  /** One of the two laws that weights start from. */
  static Entries ofInitialization(SplittableRandom random) {
    return random.nextBoolean() ? gaussian() : uniform();
  }
}
