package io.github.weightwatcher4j.spectrum.internal;

import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/** Eigenvalues, ascending, and eigenvectors of a matrix projected on a basis. */
final class RitzPairs {

  private final double[] values;
  private final double[][] vectors;
  private final double coupling;

  private RitzPairs(double[] values, double[][] vectors, double coupling) {
    this.values = values;
    this.vectors = vectors;
    this.coupling = coupling;
  }

  /**
   * Of the leading j x j block of a symmetric matrix.
   *
   * @param coupling norm of what a product with the last basis vector has outside the basis
   */
  static RitzPairs of(double[][] projected, int j, double coupling) {
    double largest = 0;
    for (int row = 0; row < j; row++) {
      for (int column = 0; column < j; column++) {
        largest = Math.max(largest, Math.abs(projected[row][column]));
      }
    }
    double unit = largest > 0 ? largest : 1; // the library's tolerances are absolute
    double[][] scaled = new double[j][j];
    for (int row = 0; row < j; row++) {
      for (int column = 0; column < j; column++) {
        scaled[row][column] = projected[row][column] / unit;
      }
    }
    EigenDecomposition parts = new EigenDecomposition(new Array2DRowRealMatrix(scaled, false));
    double[] found = parts.getRealEigenvalues();
    int[] order =
        IntStream.range(0, j)
            .boxed()
            .sorted((a, b) -> Double.compare(found[a], found[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] values = new double[j];
    double[][] vectors = new double[j][];
    for (int i = 0; i < j; i++) {
      values[i] = found[order[i]] * unit;
      vectors[i] = parts.getEigenvector(order[i]).toArray();
    }
    return new RitzPairs(values, vectors, coupling);
  }

  int size() {
    return values.length;
  }

  double value(int i) {
    return values[i];
  }

  /** Coefficients on the basis. */
  double[] vector(int i) {
    return vectors[i];
  }

  /** Share of the last basis vector times its coupling to what is outside, signed. */
  double tie(int i) {
    return coupling * vectors[i][values.length - 1];
  }

  /** |A x - value x| of the i-th pair. */
  double residual(int i) {
    return Math.abs(tie(i));
  }

  /** Largest absolute value: a lower bound of the operator's norm. */
  double scale() {
    return Math.max(Math.abs(values[0]), Math.abs(values[values.length - 1]));
  }
}
