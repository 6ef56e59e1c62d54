package io.github.weightwatcher4j.formats.matrixmarket;

import io.github.weightwatcher4j.model.SparseMatrix;
import java.util.Arrays;

/** Entries as they come, in arrays that grow with them: no count of a file is believed. */
final class Triplets {

  private static final int FIRST = 1 << 16;

  /** Longest array of Java's virtual machines. */
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  private int[] rows;
  private int[] columns;
  private double[] values;
  private int size;

  /** Entries, of which there will be so many if all is well. */
  Triplets(long expected) {
    int length = (int) Math.min(expected, FIRST);
    this.rows = new int[length];
    this.columns = new int[length];
    this.values = new double[length];
  }

  void add(int row, int column, double value) {
    if (size == values.length) {
      int length = (int) Math.min(LONGEST, Math.max(FIRST, size * 3L / 2));
      rows = Arrays.copyOf(rows, length);
      columns = Arrays.copyOf(columns, length);
      values = Arrays.copyOf(values, length);
    }
    rows[size] = row;
    columns[size] = column;
    values[size++] = value;
  }

  SparseMatrix matrix(int rowCount, int columnCount) {
    return SparseMatrix.ofCoo(
        rowCount,
        columnCount,
        Arrays.copyOf(rows, size),
        Arrays.copyOf(columns, size),
        Arrays.copyOf(values, size));
  }
}
