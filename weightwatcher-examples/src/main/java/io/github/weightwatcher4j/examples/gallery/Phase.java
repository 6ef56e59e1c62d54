package io.github.weightwatcher4j.examples.gallery;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;

/**
 * The phases that the spectrum of a layer goes through, as random matrices that show them: five of
 * training and the one where it went wrong (Martin &amp; Mahoney 2021, JMLR 22(165), table 3).
 * Matrices are N x N/2.
 */
enum Phase {
  /** Independent Gaussian numbers. */
  RANDOM_LIKE("Random-like", rows -> noise(rows, rows / 2, 1)),
  /** A few directions that are hardly stronger than the noise. */
  BLEEDING_OUT("Bleeding-out", rows -> withDirections(rows, 0.95, 1.0, 1.05, 1.1, 1.15, 1.2, 1.25)),
  /** A few directions that are much stronger than the noise. */
  BULK_AND_SPIKES("Bulk + spikes", rows -> withDirections(rows, 1.5, 1.7, 1.9, 2.1, 2.3)),
  /** Many directions of growing strength, so that the bulk has no edge. */
  BULK_DECAY(
      "Bulk-decay", rows -> correlated(rows, u -> u < 0.7 ? 1 : 1 + Math.log(0.3 / (1 - u)))),
  /** Directions of every strength, by a power law of exponent 2.5. */
  HEAVY_TAILED("Heavy-tailed", rows -> correlated(rows, u -> Math.pow(1 - u, -1 / 1.5))),
  /** Two directions of five are lost. */
  RANK_COLLAPSE("Rank-collapse", rows -> correlated(rows, u -> u < 0.4 ? 0 : 1));

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // a method without state
  private final IntFunction<double[][]> weights;

  Phase(String title, IntFunction<double[][]> weights) {
    this.title = title;
    this.weights = weights;
  }

  String title() {
    return title;
  }

  /** A matrix of so many rows; the same at every call. */
  double[][] weights(int rows) {
    return weights.apply(rows);
  }

  /** Gaussian numbers of variance 1 / rows: their squared singular values are about 1. */
  private static double[][] noise(int rows, int columns, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      for (int j = 0; j < columns; j++) {
        row[j] = random.nextGaussian() / Math.sqrt(rows);
      }
    }
    return matrix;
  }

  /** Noise and a term s u v' for each strength s, with unit vectors u and v. */
  private static double[][] withDirections(int rows, double... strengths) {
    int columns = rows / 2;
    double[][] matrix = noise(rows, columns, 2);
    double[][] left = noise(rows, strengths.length, 3);
    double[][] right = noise(columns, strengths.length, 4);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        for (int k = 0; k < strengths.length; k++) {
          matrix[i][j] += strengths[k] * left[i][k] * right[j][k];
        }
      }
    }
    return matrix;
  }

  /** Noise whose columns have variances of a distribution, given by its quantiles. */
  private static double[][] correlated(int rows, DoubleUnaryOperator quantile) {
    int columns = rows / 2;
    double[][] matrix = noise(rows, columns, 5);
    for (int j = 0; j < columns; j++) {
      double scale = Math.sqrt(quantile.applyAsDouble((j + 0.5) / columns));
      for (double[] row : matrix) {
        row[j] *= scale;
      }
    }
    return matrix;
  }
}
