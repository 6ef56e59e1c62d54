package io.github.weightwatcher4j.random;

import io.github.weightwatcher4j.bulk.MarchenkoPastur;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** A product of two Gaussian matrices, and noise. */
record LowRankMatrix(int rank, double signal, double noise) implements RandomMatrix {

  LowRankMatrix {
    if (rank < 1) {
      throw new IllegalArgumentException("rank must be >= 1 but was " + rank);
    }
    Domain.requirePositive("signal", signal);
    if (!(noise >= 0 && noise < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("noise must be finite and >= 0 but was " + noise);
    }
  }

  @Override
  public double[][] draw(int rows, int columns, long seed) {
    Domain.requireRank(rank, rows, columns);
    SplittableRandom random = new SplittableRandom(seed);
    GaussianEntries normal = new GaussianEntries(1);
    double[][] matrix =
        noise > 0
            ? new GaussianEntries(noise).draw(rows, columns, random)
            : new double[rows][columns];
    double[][] left = normal.draw(rows, rank, random);
    double[][] right = normal.draw(rank, columns, random);
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < rank; k++) {
        Directions.add(matrix[i], Math.sqrt(signal / rank) * left[i][k], right[k]);
      }
    }
    return matrix;
  }

  /** A product of two independent normal numbers has fourth moment 9; rank of them are added. */
  @Override
  public EntryMoments moments(int rows, int columns) {
    Domain.requireRank(rank, rows, columns);
    double share = signal / (signal + noise);
    return EntryMoments.of(0, signal + noise, 3 + share * share * 6.0 / rank);
  }

  /** The law of the noise; where the product's eigenvalues lie has no closed form. */
  @Override
  public ExpectedSpectrum spectrum(int rows, int columns) {
    Domain.requireRank(rank, rows, columns);
    Optional<MarchenkoPastur> bulk =
        noise > 0 ? ExpectedSpectrum.of(rows, columns, noise, List.of()).bulk() : Optional.empty();
    return new ExpectedSpectrum(bulk, List.of(), OptionalDouble.empty());
  }
}
