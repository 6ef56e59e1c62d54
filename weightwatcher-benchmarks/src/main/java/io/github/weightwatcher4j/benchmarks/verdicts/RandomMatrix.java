package io.github.weightwatcher4j.benchmarks.verdicts;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Matrices with a known truth, as arrays of rows. */
final class RandomMatrix {

  private RandomMatrix() {}

  /**
   * The stream of random numbers of one of many cases, so that they can be made in any order. The
   * generator scrambles its state, so neighbouring seeds do as well as any.
   */
  static SplittableRandom random(long seed, int index) {
    return new SplittableRandom(1_000_003L * seed + index);
  }

  static double[][] of(int rows, int columns, Entries entries, SplittableRandom random) {
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      for (int j = 0; j < columns; j++) {
        row[j] = entries.next(random);
      }
    }
    return matrix;
  }

  static double[][] transposed(double[][] matrix) {
    double[][] result = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < result.length; j++) {
        result[j][i] = matrix[i][j];
      }
    }
    return result;
  }

  static double[][] scaled(double[][] matrix, double factor) {
    return scaledColumns(matrix, j -> factor);
  }

  static double[][] scaledColumns(double[][] matrix, IntToDoubleFunction factors) {
    double[] factor = IntStream.range(0, matrix[0].length).mapToDouble(factors).toArray();
    double[][] result = new double[matrix.length][factor.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < factor.length; j++) {
        result[i][j] = matrix[i][j] * factor[j];
      }
    }
    return result;
  }

  /** The matrix with a share of its rows zero, chosen at random. */
  static double[][] withDeadRows(double[][] matrix, double share, SplittableRandom random) {
    double[][] result = matrix.clone();
    int[] order = shuffled(matrix.length, random);
    for (int i = 0; i < Math.round(share * matrix.length); i++) {
      result[order[i]] = new double[matrix[0].length];
    }
    return result;
  }

  /** The numbers from 0 to size - 1 in random order. */
  static int[] shuffled(int size, SplittableRandom random) {
    int[] order = IntStream.range(0, size).toArray();
    for (int i = size - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
    return order;
  }

  /** A x B. */
  static double[][] product(double[][] a, double[][] b) {
    double[][] result = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        add(result[i], a[i][k], b[k]);
      }
    }
    return result;
  }

  /** The first k of an orthonormal basis drawn evenly from all of them, as rows. */
  static double[][] orthonormal(int k, int size, SplittableRandom random) {
    double[][] basis = of(k, size, Entries.gaussian(), random);
    for (int i = 0; i < k; i++) {
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

  /** A matrix with these singular values whose singular vectors are random. */
  static double[][] withSingularValues(int rows, double[] values, SplittableRandom random) {
    double[][] left = transposed(orthonormal(values.length, rows, random));
    double[][] right = orthonormal(values.length, values.length, random);
    return product(scaledColumns(left, j -> values[j]), right);
  }

  /** The matrix plus k independent random unit directions, all of one strength. */
  static double[][] withUnitDirections(
      double[][] matrix, int k, double strength, SplittableRandom random) {
    double[][] sum = copy(matrix);
    for (int direction = 0; direction < k; direction++) {
      double[] left = orthonormal(1, matrix.length, random)[0];
      double[] right = orthonormal(1, matrix[0].length, random)[0];
      for (int i = 0; i < sum.length; i++) {
        add(sum[i], strength * left[i], right);
      }
    }
    return sum;
  }

  private static double[][] copy(double[][] matrix) {
    double[][] copy = matrix.clone();
    Arrays.setAll(copy, i -> matrix[i].clone());
    return copy;
  }

  /** The matrix plus random orthonormal directions of the strengths given. */
  static double[][] withDirections(double[][] matrix, double[] strengths, SplittableRandom random) {
    double[][] left = transposed(orthonormal(strengths.length, matrix.length, random));
    double[][] right = orthonormal(strengths.length, matrix[0].length, random);
    double[][] sum = product(scaledColumns(left, j -> strengths[j]), right);
    for (int i = 0; i < sum.length; i++) {
      add(sum[i], 1, matrix[i]);
    }
    return sum;
  }

  private static void add(double[] target, double factor, double[] row) {
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
