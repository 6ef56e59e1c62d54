package io.github.weightwatcher4j.samples;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.LayerMatrices;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/** Matrices to test with, each from its seed. */
public final class Matrices {

  private Matrices() {}

  /** Independent standard normal entries. */
  public static double[][] gaussian(long seed, int rows, int columns) {
    Random random = new Random(seed);
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      for (int column = 0; column < columns; column++) {
        row[column] = random.nextGaussian();
      }
    }
    return matrix;
  }

  /** Independent symmetric entries with a Pareto tail of exponent mu: a heavy-tailed spectrum. */
  public static double[][] heavyTailed(long seed, double mu, int rows, int columns) {
    Random random = new Random(seed);
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      for (int column = 0; column < columns; column++) {
        double size = Math.pow(1 - random.nextDouble(), -1 / mu);
        row[column] = random.nextBoolean() ? size : -size;
      }
    }
    return matrix;
  }

  /** An orthogonal matrix: the Q of a Gaussian one. */
  public static double[][] orthogonal(long seed, int size) {
    return new QRDecomposition(real(gaussian(seed, size, size))).getQ().getData();
  }

  /** U diag(values) V^T with random orthogonal U (rows x rows) and V. */
  public static double[][] ofSingularValues(long seed, int rows, double... values) {
    int columns = values.length;
    double[][] middle = new double[rows][columns];
    for (int i = 0; i < columns; i++) {
      middle[i][i] = values[i];
    }
    return product(product(orthogonal(seed, rows), middle), orthogonal(seed + 1, columns));
  }

  /**
   * {@code copies} rotated copies of a square matrix on top of each other, divided by the root of
   * their number: as tall as one likes, with the singular values of the one.
   */
  public static double[][] stacked(double[][] square, int copies) {
    int size = square.length;
    double[][] tall = new double[size * copies][];
    for (int copy = 0; copy < copies; copy++) {
      for (int row = 0; row < size; row++) {
        // A cyclic shift of the rows with signs is an orthogonal matrix.
        double sign = (row + copy) % 3 == 0 ? -1 : 1;
        tall[copy * size + row] =
            real(square)
                .getRowVector((row + copy) % size)
                .mapMultiply(sign / Math.sqrt(copies))
                .toArray();
      }
    }
    return tall;
  }

  public static double[][] product(double[][] a, double[][] b) {
    return real(a).multiply(real(b)).getData();
  }

  public static double[][] transposed(double[][] a) {
    return real(a).transpose().getData();
  }

  public static double[][] scaled(double[][] a, double factor) {
    return real(a).scalarMultiply(factor).getData();
  }

  public static RealMatrix real(double[][] a) {
    return new Array2DRowRealMatrix(a, false);
  }

  /** Rounded to float32. */
  public static float[][] floats(double[][] a) {
    float[][] rounded = new float[a.length][];
    for (int row = 0; row < a.length; row++) {
      rounded[row] = new float[a[row].length];
      for (int column = 0; column < a[row].length; column++) {
        rounded[row][column] = (float) a[row][column];
      }
    }
    return rounded;
  }

  /** The squared Frobenius norm. */
  public static double sumOfSquares(double[][] a) {
    double norm = real(a).getFrobeniusNorm();
    return norm * norm;
  }

  /** As the solvers take it. */
  public static WeightMatrix weights(double[][] a) {
    return weights(WeightTensor.of(a));
  }

  public static WeightMatrix weights(float[][] a) {
    return weights(WeightTensor.of(a));
  }

  private static WeightMatrix weights(WeightTensor tensor) {
    try {
      // Weights in memory: there is nothing to close.
      return LayerMatrices.open(Weights.of(tensor, Slicing.TRAILING)).matrices().get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
