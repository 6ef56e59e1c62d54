package io.github.weightwatcher4j.random;

import java.util.List;
import java.util.SplittableRandom;

/** Gaussian columns, each of its own variance. */
record CovarianceMatrix(List<Double> eigenvalues) implements RandomMatrix {

  CovarianceMatrix {
    for (double value : eigenvalues) {
      if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("an eigenvalue must be finite and >= 0: " + value);
      }
    }
    if (eigenvalues.stream().noneMatch(value -> value > 0)) {
      throw new IllegalArgumentException("a covariance needs an eigenvalue above 0");
    }
    eigenvalues = List.copyOf(eigenvalues);
  }

  @Override
  public double[][] draw(int rows, int columns, long seed) {
    requireColumns(rows, columns);
    double[][] matrix = new GaussianEntries(1).draw(rows, columns, new SplittableRandom(seed));
    for (int j = 0; j < columns; j++) {
      double scale = Math.sqrt(eigenvalues.get(j));
      for (double[] row : matrix) {
        row[j] *= scale;
      }
    }
    return matrix;
  }

  /** A mixture of normal laws: the variances are averaged, and so are their squares. */
  @Override
  public EntryMoments moments(int rows, int columns) {
    requireColumns(rows, columns);
    double variance = mean(1);
    return EntryMoments.of(0, variance, 3 * mean(2) / (variance * variance));
  }

  private double mean(int power) {
    return eigenvalues.stream().mapToDouble(x -> Math.pow(x, power)).average().orElseThrow();
  }

  @Override
  public ExpectedSpectrum spectrum(int rows, int columns) {
    requireColumns(rows, columns);
    return eigenvalues.stream().distinct().count() == 1
        ? ExpectedSpectrum.of(rows, columns, eigenvalues.get(0), List.of())
        : ExpectedSpectrum.unknown();
  }

  private void requireColumns(int rows, int columns) {
    Domain.requireShape(rows, columns);
    if (columns != eigenvalues.size()) {
      throw new IllegalArgumentException(
          "a covariance of %d eigenvalues is that of as many columns, not of %d"
              .formatted(eigenvalues.size(), columns));
    }
  }
}
