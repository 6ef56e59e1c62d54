package io.github.weightwatcher4j.random;

import java.util.SplittableRandom;

/** A matrix whose entries are independent and of one law; drawn row by row. */
interface IndependentEntries extends RandomMatrix {

  /** The next entry. */
  double next(SplittableRandom random);

  @Override
  default double[][] draw(int rows, int columns, long seed) {
    return draw(rows, columns, new SplittableRandom(seed));
  }

  /** A matrix made of the next numbers of a stream. */
  default double[][] draw(int rows, int columns, SplittableRandom random) {
    Domain.requireShape(rows, columns);
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      for (int j = 0; j < columns; j++) {
        row[j] = next(random);
      }
    }
    return matrix;
  }
}
