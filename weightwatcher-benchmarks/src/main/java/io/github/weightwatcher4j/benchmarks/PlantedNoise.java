package io.github.weightwatcher4j.benchmarks;

import io.github.weightwatcher4j.matrix.internal.LayerMatrices;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.internal.LapackSolver;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * Spectra of N x M Gaussian matrices, entries of variance 1, with planted directions.
 *
 * <p>Gaussian noise looks the same in every basis, so k orthonormal directions may be the first k
 * of each side, and the other N - k rows may be replaced by the triangle of their QR decomposition:
 * the root of a chi-squared number of N - k - i degrees of freedom on the diagonal and Gaussian
 * numbers above it (Bartlett 1933). The singular values have the law of the whole matrix, and a
 * matrix of any height costs no more than a square one.
 */
public final class PlantedNoise {

  private static final LapackSolver SOLVER = new LapackSolver(SpectrumMethod.FAST);

  private PlantedNoise() {}

  /** A generator of random numbers. */
  public static RandomGenerator random(int... seed) {
    return new Well19937c(seed);
  }

  /** The eigenvalues of noise and strengths. */
  public static Spectrum spectrum(RandomGenerator random, int n, int m, double... strengths) {
    int k = strengths.length;
    double[][] matrix = new double[k + Math.min(n - k, m)][m];
    for (int i = 0; i < k; i++) {
      fill(matrix[i], 0, random);
      matrix[i][i] += strengths[i];
    }
    for (int i = 0; i < matrix.length - k; i++) {
      matrix[k + i][i] = Math.sqrt(new GammaDistribution(random, (n - k - i) / 2.0, 2).sample());
      fill(matrix[k + i], i + 1, random);
    }
    return solve(matrix);
  }

  private static void fill(double[] row, int from, RandomGenerator random) {
    for (int j = from; j < row.length; j++) {
      row[j] = random.nextGaussian();
    }
  }

  private static Spectrum solve(double[][] matrix) {
    Weights weights = Weights.of(WeightTensor.of(matrix), Slicing.TRAILING);
    try (LayerMatrices matrices = LayerMatrices.open(weights)) {
      return SOLVER.eigenvalues(matrices.matrices().get(0), 1e-6, () -> false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The strength from which on a planted direction shows: the fourth root of N M. */
  static double threshold(int n, int m) {
    return Math.sqrt(Math.sqrt((double) n * m));
  }

  /** The edge of the noise that k spikes leave, {@code (sqrt(N - k) + sqrt(M - k))^2}. */
  static double edge(int n, int m, int k) {
    double root = Math.sqrt(n - (double) k) + Math.sqrt(m - (double) k);
    return root * root;
  }
}
