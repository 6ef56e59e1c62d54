package io.github.weightwatcher4j.random;

import java.util.List;
import java.util.SplittableRandom;

/** Independent entries that are zero but for a share, which is Gaussian; of variance 1. */
record SparseEntries(double density) implements IndependentEntries {

  SparseEntries {
    if (!(density > 0 && density <= 1)) {
      throw new IllegalArgumentException("density must be in (0, 1] but was " + density);
    }
  }

  @Override
  public double next(SplittableRandom random) {
    return random.nextDouble() < density ? random.nextGaussian() / Math.sqrt(density) : 0;
  }

  @Override
  public EntryMoments moments(int rows, int columns) {
    return EntryMoments.of(0, 1, 3 / density);
  }

  @Override
  public ExpectedSpectrum spectrum(int rows, int columns) {
    return ExpectedSpectrum.of(rows, columns, 1, List.of());
  }
}
