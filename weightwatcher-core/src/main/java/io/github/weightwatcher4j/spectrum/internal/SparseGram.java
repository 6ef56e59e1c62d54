package io.github.weightwatcher4j.spectrum.internal;

import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import io.github.weightwatcher4j.model.SparseMatrix;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.DoublePointer;

/** X = W^T W of a sparse W, column by column, without its zeros. */
final class SparseGram {

  /** How many times as fast as a sparse product a dense one goes, about, for each operation. */
  private static final double DENSE_IS_FASTER = 16;

  private SparseGram() {}

  /** Whether the sparse product is the faster one: a row of k entries takes k^2 steps, not M^2. */
  static boolean pays(SparseMatrix w) {
    double steps = 0;
    for (int row = 0; row < w.rows(); row++) {
      steps += (double) w.entries(row) * w.entries(row);
    }
    return DENSE_IS_FASTER * steps < (double) w.rows() * w.columns() * w.columns();
  }

  /** Fills the lower half of X, column-major M x M. */
  static void fill(SparseMatrix w, DoublePointer x, BooleanSupplier cancelled) {
    int m = w.columns();
    SparseMatrix columns = w.transpose();
    double[] product = new double[m];
    for (int column = 0; column < m; column++) {
      RowBlocks.requireNotCancelled(cancelled);
      Arrays.fill(product, column, m, 0);
      int from = column;
      columns.forEach(column, (row, value) -> w.addTo(row, from, value, product));
      x.getPointer((long) column * m + column).put(product, column, m - column);
    }
  }
}
