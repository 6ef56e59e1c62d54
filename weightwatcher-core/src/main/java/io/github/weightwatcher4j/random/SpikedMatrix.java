package io.github.weightwatcher4j.random;

import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** Gaussian entries and random orthonormal directions. */
record SpikedMatrix(double variance, List<Double> strengths) implements RandomMatrix {

  SpikedMatrix {
    Domain.requirePositive("variance", variance);
    strengths.forEach(strength -> Domain.requirePositive("a strength", strength));
    strengths = List.copyOf(strengths);
  }

  @Override
  public double[][] draw(int rows, int columns, long seed) {
    Domain.requireRank(strengths.size(), rows, columns);
    SplittableRandom random = new SplittableRandom(seed);
    double[][] matrix = new GaussianEntries(variance).draw(rows, columns, random);
    double[][] left = Directions.orthonormal(strengths.size(), rows, random);
    double[][] right = Directions.orthonormal(strengths.size(), columns, random);
    for (int k = 0; k < strengths.size(); k++) {
      for (int i = 0; i < rows; i++) {
        Directions.add(matrix[i], strengths.get(k) * left[k][i], right[k]);
      }
    }
    return matrix;
  }

  /** The directions leave the mean at 0 and add their squared strengths to the sum of squares. */
  @Override
  public EntryMoments moments(int rows, int columns) {
    Domain.requireRank(strengths.size(), rows, columns);
    double planted = strengths.stream().mapToDouble(s -> s * s).sum() / rows / columns;
    return new EntryMoments(
        OptionalDouble.of(0), OptionalDouble.of(variance + planted), OptionalDouble.empty());
  }

  @Override
  public ExpectedSpectrum spectrum(int rows, int columns) {
    return ExpectedSpectrum.of(rows, columns, variance, strengths);
  }
}
