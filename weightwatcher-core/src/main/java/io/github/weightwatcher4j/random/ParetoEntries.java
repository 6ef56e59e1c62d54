package io.github.weightwatcher4j.random;

import java.util.SplittableRandom;

/**
 * Independent entries of size {@code u^(-1/mu) - shift}, u uniform.
 *
 * @param mu exponent of the tail
 * @param sign of the entries
 * @param shift 0, or 1 for the law of Lomax
 */
record ParetoEntries(double mu, Sign sign, double shift) implements IndependentEntries {

  enum Sign {
    EITHER,
    POSITIVE
  }

  ParetoEntries {
    Domain.requirePositive("mu", mu);
  }

  @Override
  public double next(SplittableRandom random) {
    double size = Math.pow(1 - random.nextDouble(), -1 / mu) - shift;
    return sign == Sign.EITHER && random.nextBoolean() ? -size : size;
  }

  /** Signed entries have {@code E w^k = mu / (mu - k)} for even k; Johnson et al. 1994, ch. 20. */
  @Override
  public EntryMoments moments(int rows, int columns) {
    if (sign == Sign.EITHER) {
      double kurtosis = (mu - 2) * (mu - 2) / (mu * (mu - 4));
      return EntryMoments.ofTail(mu, true, 0, mu / (mu - 2), kurtosis);
    }
    double mean = mu / (mu - 1) - shift;
    double variance = mu / ((mu - 1) * (mu - 1) * (mu - 2));
    double excess = 6 * (mu * mu * mu + mu * mu - 6 * mu - 2) / (mu * (mu - 3) * (mu - 4));
    return EntryMoments.ofTail(mu, false, mean, variance, 3 + excess);
  }

  @Override
  public ExpectedSpectrum spectrum(int rows, int columns) {
    return ExpectedSpectrum.ofTail(rows, columns, mu, moments(rows, columns));
  }
}
