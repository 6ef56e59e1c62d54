package io.github.weightwatcher4j.random;

import java.util.Arrays;
import java.util.List;

/**
 * A law of random matrices: what is drawn from it, the moments of its entries, and the spectrum
 * that it is expected to have. What is drawn is a model of one layer for {@code new
 * WeightWatcher(matrix)}.
 *
 * <p>Laws are immutable, and a seed gives the same matrix on every thread.
 */
public interface RandomMatrix {

  /**
   * A matrix as an array of its rows; {@code 8 rows columns} bytes.
   *
   * @param rows at least 1
   * @param columns at least 1
   * @param seed any; each gives another matrix
   * @throws IllegalArgumentException where the law has no matrix of that shape
   */
  double[][] draw(int rows, int columns, long seed);

  /**
   * Moments of an entry, averaged over the matrix.
   *
   * @param rows at least 1
   * @param columns at least 1
   * @throws IllegalArgumentException where the law has no matrix of that shape and the moments
   *     depend on it
   */
  EntryMoments moments(int rows, int columns);

  /**
   * What is known of the eigenvalues of W^T W; of W W^T where there are fewer rows.
   *
   * @param rows at least 1
   * @param columns at least 1
   * @throws IllegalArgumentException where the law has no matrix of that shape
   */
  ExpectedSpectrum spectrum(int rows, int columns);

  /**
   * Independent Gaussian entries of mean 0.
   *
   * @param variance positive and finite
   */
  static RandomMatrix gaussian(double variance) {
    return new GaussianEntries(variance);
  }

  /**
   * Independent entries with {@code P(|w| > x) = x^-mu} for x of at least 1, of either sign.
   *
   * @param mu positive and finite
   */
  static RandomMatrix pareto(double mu) {
    return new ParetoEntries(mu, ParetoEntries.Sign.EITHER, 0);
  }

  /**
   * As {@link #pareto}, and all positive: the mean, where there is one, makes an eigenvalue of its
   * own.
   *
   * @param mu positive and finite
   */
  static RandomMatrix positivePareto(double mu) {
    return new ParetoEntries(mu, ParetoEntries.Sign.POSITIVE, 0);
  }

  /**
   * Independent positive entries with {@code P(w > x) = (1 + x)^-mu}: Pareto's less 1, also called
   * Pareto's second kind, from which NumPy's {@code pareto} draws.
   *
   * @param mu positive and finite
   */
  static RandomMatrix lomax(double mu) {
    return new ParetoEntries(mu, ParetoEntries.Sign.POSITIVE, 1);
  }

  /**
   * Independent entries of Student's law, scaled to variance 1 where it has one.
   *
   * @param degrees nu, of freedom; positive and finite; {@code P(|w| > x)} falls as {@code x^-nu}
   */
  static RandomMatrix student(double degrees) {
    return new StudentEntries(degrees);
  }

  /**
   * Independent entries that are zero but for a share, which is Gaussian; of variance 1.
   *
   * @param density share that is not zero, in (0, 1]
   */
  static RandomMatrix sparse(double density) {
    return new SparseEntries(density);
  }

  /**
   * Gaussian entries and, for each strength s, a direction {@code s u v^T}: the u are orthonormal
   * and random, and so are the v.
   *
   * @param variance of the Gaussian entries, positive and finite
   * @param strengths positive and finite; at most as many as the shorter side
   */
  static RandomMatrix spiked(double variance, double... strengths) {
    return new SpikedMatrix(variance, Arrays.stream(strengths).boxed().toList());
  }

  /**
   * Independent rows, Gaussian with a covariance of these eigenvalues. It is taken to be diagonal:
   * the spectrum is that of any other with them, but the columns differ.
   *
   * @param eigenvalues one for each column, not negative, finite, and not all zero
   */
  static RandomMatrix covariance(double... eigenvalues) {
    List<Double> values = Arrays.stream(eigenvalues).boxed().toList();
    return new CovarianceMatrix(values);
  }

  /**
   * A product of two Gaussian matrices, rows x rank and rank x columns, and Gaussian noise.
   *
   * @param rank at least 1, and at most the shorter side
   * @param signal variance of an entry of the product, positive and finite
   * @param noise variance of the noise, not negative, finite; 0 for none
   */
  static RandomMatrix lowRank(int rank, double signal, double noise) {
    return new LowRankMatrix(rank, signal, noise);
  }
}
