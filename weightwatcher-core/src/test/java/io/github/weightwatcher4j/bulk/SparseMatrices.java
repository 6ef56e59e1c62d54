package io.github.weightwatcher4j.bulk;

import io.github.weightwatcher4j.samples.Matrices;
import java.util.Random;

/** Gaussian matrices most of whose weights are zero, with entries of variance 1. */
final class SparseMatrices {

  private SparseMatrices() {}

  static MatrixSpectrum of(long seed, int n, int m, double density) {
    double[][] matrix = Matrices.gaussian(seed, n, m);
    Random random = new Random(seed);
    for (double[] row : matrix) {
      for (int j = 0; j < m; j++) {
        row[j] *= random.nextDouble() < density ? 1 / Math.sqrt(density) : 0;
      }
    }
    return new MatrixSpectrum(NoiseSpectra.of(matrix), n, m, kurtosis(density));
  }

  static double kurtosis(double density) {
    return 3 / density - 3;
  }
}
