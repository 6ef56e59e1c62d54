package io.github.weightwatcher4j.random;

import java.util.SplittableRandom;

/** Random orthonormal vectors. */
final class Directions {

  private Directions() {}

  /**
   * The first k of an orthonormal basis drawn evenly from all of them, as rows: Gaussian vectors by
   * Gram and Schmidt.
   */
  static double[][] orthonormal(int k, int size, SplittableRandom random) {
    double[][] basis = new double[k][size];
    for (int i = 0; i < k; i++) {
      basis[i] = new GaussianEntries(1).draw(1, size, random)[0];
      // Once more: what rounding left of the others is as good as gone.
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          add(basis[i], -dot(basis[i], basis[j]), basis[j]);
        }
      }
      double length = Math.sqrt(dot(basis[i], basis[i]));
      for (int j = 0; j < size; j++) {
        basis[i][j] /= length;
      }
    }
    return basis;
  }

  /** target += factor row. */
  static void add(double[] target, double factor, double[] row) {
    for (int j = 0; j < target.length; j++) {
      target[j] += factor * row[j];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
