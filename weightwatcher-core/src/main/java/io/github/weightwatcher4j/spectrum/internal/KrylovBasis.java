package io.github.weightwatcher4j.spectrum.internal;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Orthonormal vectors of length n, in the order in which they were found. Modified in place. */
final class KrylovBasis {

  /** Coordinates that are rotated at a time: their old values fit into a cache. */
  private static final int BLOCK = 256;

  private final int n;
  private final double[][] vectors;
  private final SplittableRandom random;
  private int size;

  KrylovBasis(int n, int capacity, long seed) {
    this.n = n;
    this.vectors = new double[capacity][];
    this.random = new SplittableRandom(seed);
  }

  int size() {
    return size;
  }

  double[] last() {
    return vectors[size - 1];
  }

  /** Appends a unit vector, {@code w / norm}. */
  void append(double[] w, double norm) {
    double[] unit = vectors[size] == null ? new double[n] : vectors[size];
    for (int i = 0; i < n; i++) {
      unit[i] = w[i] / norm;
    }
    vectors[size++] = unit;
  }

  /** Appends a random direction orthogonal to the others, of which there are fewer than n. */
  void appendRandom() {
    double[] w = new double[n];
    double norm = 0;
    while (!(norm > 1e-8)) { // a draw within the span of the others is drawn again
      for (int i = 0; i < n; i++) {
        w[i] = random.nextDouble() - 0.5;
      }
      scale(w, 1 / norm(w));
      norm = orthogonalize(w);
      scale(w, 1 / Math.max(norm, Double.MIN_NORMAL));
      norm *= orthogonalize(w);
    }
    append(w, norm(w));
  }

  /**
   * Subtracts from w its projections on all vectors, by Gram-Schmidt repeated while more than half
   * of w goes away: once more is enough but for directions of rounding errors (Parlett, The
   * Symmetric Eigenvalue Problem, 6.9).
   *
   * @return the norm of what is left; 0 where that is nothing but rounding errors
   */
  double orthogonalize(double[] w) {
    double whole = norm(w);
    double before = whole;
    for (int pass = 0; pass < 4; pass++) {
      subtractProjections(w);
      double after = norm(w);
      if (!(after > 0.5 * before)) {
        before = after;
      } else {
        return after;
      }
      if (after <= 1e-15 * whole) {
        return 0;
      }
    }
    return before;
  }

  private void subtractProjections(double[] w) {
    double[] h = new double[size];
    for (int j = 0; j < size; j++) {
      h[j] = dot(vectors[j], w);
    }
    for (int j = 0; j < size; j++) {
      addTo(w, -h[j], vectors[j]);
    }
  }

  /**
   * Replaces the vectors by combinations of them.
   *
   * @param combinations for each new vector its coefficients on the old ones; orthonormal
   */
  void rotate(double[][] combinations) {
    double[][] old = new double[size][Math.min(BLOCK, n)];
    for (int first = 0; first < n; first += BLOCK) {
      int count = Math.min(BLOCK, n - first);
      for (int j = 0; j < size; j++) {
        System.arraycopy(vectors[j], first, old[j], 0, count);
      }
      for (int k = 0; k < combinations.length; k++) {
        combine(combinations[k], old, vectors[k], first, count);
      }
    }
    size = combinations.length;
  }

  private static void combine(
      double[] coefficients, double[][] old, double[] target, int first, int count) {
    Arrays.fill(target, first, first + count, 0);
    for (int j = 0; j < coefficients.length; j++) {
      double c = coefficients[j];
      double[] source = old[j];
      for (int i = 0; i < count; i++) {
        target[first + i] += c * source[i];
      }
    }
  }

  /** The combination of the vectors with the given coefficients. */
  double[] combination(double[] coefficients) {
    double[] sum = new double[n];
    for (int j = 0; j < size; j++) {
      addTo(sum, coefficients[j], vectors[j]);
    }
    return sum;
  }

  static double norm(double[] x) {
    return Math.sqrt(dot(x, x));
  }

  /** Four sums side by side, which a processor adds at once; the order is always the same. */
  static double dot(double[] x, double[] y) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < x.length; i += 4) {
      a += x[i] * y[i];
      b += x[i + 1] * y[i + 1];
      c += x[i + 2] * y[i + 2];
      d += x[i + 3] * y[i + 3];
    }
    for (; i < x.length; i++) {
      a += x[i] * y[i];
    }
    return (a + b) + (c + d);
  }

  static void addTo(double[] y, double factor, double[] x) {
    for (int i = 0; i < x.length; i++) {
      y[i] += factor * x[i];
    }
  }

  private static void scale(double[] x, double factor) {
    for (int i = 0; i < x.length; i++) {
      x[i] *= factor;
    }
  }
}
