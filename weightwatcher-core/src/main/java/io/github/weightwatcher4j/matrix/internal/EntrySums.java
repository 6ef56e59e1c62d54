package io.github.weightwatcher4j.matrix.internal;

import java.util.Arrays;

/**
 * Sums of powers of a matrix's entries by row and column, as the tensor has them. Entries are
 * scaled by the power of two that brings the largest one so far to [1, 2), so that no power of it
 * leaves the range of a double and no digit is lost.
 */
final class EntrySums {

  /** 2^1000, the factor of weights below 2^-1000, is still a double. */
  private static final int SMALLEST_EXPONENT = -1000;

  final int[] nonZeroOfRows;
  final int[] nonZeroOfColumns;
  final double[] squaresOfRows;
  final double[] squaresOfColumns;
  private final double[] fourthOfColumns;
  private final double[] squares; // of one row: scratch
  private int exponent = SMALLEST_EXPONENT;

  EntrySums(int rows, int columns) {
    this.nonZeroOfRows = new int[rows];
    this.nonZeroOfColumns = new int[columns];
    this.squaresOfRows = new double[rows];
    this.squaresOfColumns = new double[columns];
    this.fourthOfColumns = new double[columns];
    this.squares = new double[columns];
  }

  /** Adds a block, row-major, that begins at a row and a column. */
  void add(double[] block, int firstRow, int rows, int firstColumn, int columns) {
    scaleFor(block, rows * columns);
    double factor = Math.scalb(1.0, -exponent);
    for (int i = 0; i < rows; i++) {
      square(block, i * columns, factor, firstColumn, columns);
      squaresOfRows[firstRow + i] += sum(squares, columns);
      nonZeroOfRows[firstRow + i] += count(block, i * columns, firstColumn, columns);
    }
  }

  private void scaleFor(double[] block, int length) {
    double largest = 0;
    for (int i = 0; i < length; i++) {
      largest = Math.max(largest, Math.abs(block[i]));
    }
    int needed = Math.getExponent(largest);
    if (needed > exponent) {
      double factor = Math.scalb(1.0, 2 * (exponent - needed));
      scale(squaresOfRows, factor);
      scale(squaresOfColumns, factor);
      scale(fourthOfColumns, factor * factor);
      exponent = needed;
    }
  }

  private static void scale(double[] values, double factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }

  /** Without a branch or a sum in order, so that it is compiled to vector instructions. */
  private void square(double[] block, int start, double factor, int firstColumn, int columns) {
    for (int j = 0; j < columns; j++) {
      double x = block[start + j] * factor;
      double square = x * x;
      squares[j] = square;
      squaresOfColumns[firstColumn + j] += square;
      fourthOfColumns[firstColumn + j] += square * square;
    }
  }

  /** Four sums side by side: each addition waits for the one before it. */
  private static double sum(double[] values, int length) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
    }
    for (; i < length; i++) {
      a += values[i];
    }
    return a + b + (c + d);
  }

  private int count(double[] block, int start, int firstColumn, int columns) {
    int count = 0;
    for (int j = 0; j < columns; j++) {
      int one = block[start + j] == 0 ? 0 : 1;
      nonZeroOfColumns[firstColumn + j] += one;
      count += one;
    }
    return count;
  }

  /** Sum of all squares, scaled; the square of {@link #fourthPowers}'s unit is this one's. */
  double total() {
    return Arrays.stream(squaresOfRows).sum();
  }

  /** Sum of all fourth powers, scaled. */
  double fourthPowers() {
    return Arrays.stream(fourthOfColumns).sum();
  }

  /** A sum of squares in the unit of the weights squared. */
  double unscaled(double squares) {
    return Math.scalb(Math.scalb(squares, exponent), exponent);
  }
}
