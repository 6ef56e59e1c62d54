package io.github.weightwatcher4j.random;

import java.util.List;
import java.util.SplittableRandom;

/** Independent Gaussian entries of mean 0. */
record GaussianEntries(double variance) implements IndependentEntries {

  GaussianEntries {
    Domain.requirePositive("variance", variance);
  }

  @Override
  public double next(SplittableRandom random) {
    return Math.sqrt(variance) * random.nextGaussian();
  }

  @Override
  public EntryMoments moments(int rows, int columns) {
    return EntryMoments.of(0, variance, 3);
  }

  @Override
  public ExpectedSpectrum spectrum(int rows, int columns) {
    return ExpectedSpectrum.of(rows, columns, variance, List.of());
  }
}
