package io.github.weightwatcher4j.model;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * A matrix of which only the entries that are not zero are stored, row by row (compressed sparse
 * rows): a document-term matrix, say. As a {@link WeightTensor} it reads like any other, zeros
 * included.
 *
 * <p>Immutable, arrays are copied, and safe for reads by many threads; 12 bytes an entry. Entries
 * of one place are summed, as everywhere where such matrices are made; explicit zeros are kept. NaN
 * and infinite entries may stand in it, as in any weights: an analysis reports the layer.
 */
public final class SparseMatrix implements WeightTensor {

  /** Rows or columns that every matrix may have. */
  private static final int HARMLESS = 1 << 20;

  /** Rows or columns for each entry beyond that: more would be lists of nothing. */
  private static final int LINES_PER_ENTRY = 16;

  private final int rows;
  private final int columns;
  private final Precision precision;
  private final int[] starts;
  private final int[] indices;
  private final double[] values;

  private SparseMatrix(
      int rows, int columns, Precision precision, int[] starts, int[] indices, double[] values) {
    this.rows = rows;
    this.columns = columns;
    this.precision = precision;
    this.starts = starts;
    this.indices = indices;
    this.values = values;
  }

  /**
   * A matrix in compressed sparse rows. Columns may stand in any order within a row.
   *
   * @param rows number of rows, at least 0
   * @param columns number of columns, at least 0
   * @param rowStarts {@code rows + 1} numbers: the entries of row i are those from {@code
   *     rowStarts[i]} to {@code rowStarts[i + 1] - 1}
   * @param columnIndices column of each entry, from 0
   * @param values each entry
   * @throws IllegalArgumentException where the arrays do not fit each other or the shape, or where
   *     rows or columns are more than a million and more than 16 times the entries
   */
  public static SparseMatrix ofCsr(
      int rows, int columns, int[] rowStarts, int[] columnIndices, double[] values) {
    requireShape(rows, columns, values.length);
    requireLength("rowStarts", rowStarts.length, rows + 1L);
    requireLength("columnIndices", columnIndices.length, values.length);
    if (rowStarts[0] != 0 || rowStarts[rows] != values.length) {
      throw new IllegalArgumentException(
          "rowStarts must go from 0 to the number of entries, %d, but go from %d to %d"
              .formatted(values.length, rowStarts[0], rowStarts[rows]));
    }
    for (int row = 0; row < rows; row++) {
      if (rowStarts[row + 1] < rowStarts[row]) {
        throw new IllegalArgumentException(
            "rowStarts must not fall, but row %d begins at %d and ends at %d"
                .formatted(row, rowStarts[row], rowStarts[row + 1]));
      }
    }
    requireIndices("columnIndices", columnIndices, columns);
    SparseMatrix given =
        new SparseMatrix(rows, columns, Precision.FLOAT64, rowStarts, columnIndices, values);
    // To columns and back: sorted, and copied.
    return given.transpose().transpose().summed();
  }

  /**
   * A matrix of entries in any order.
   *
   * @param rows number of rows, at least 0
   * @param columns number of columns, at least 0
   * @param rowIndices row of each entry, from 0
   * @param columnIndices column of each entry, from 0
   * @param values each entry
   * @throws IllegalArgumentException as for {@link #ofCsr}
   */
  public static SparseMatrix ofCoo(
      int rows, int columns, int[] rowIndices, int[] columnIndices, double[] values) {
    requireShape(rows, columns, values.length);
    requireLength("rowIndices", rowIndices.length, values.length);
    requireLength("columnIndices", columnIndices.length, values.length);
    requireIndices("rowIndices", rowIndices, rows);
    requireIndices("columnIndices", columnIndices, columns);
    int[] starts = starts(columnIndices, columns);
    int[] next = Arrays.copyOf(starts, columns);
    int[] sorted = new int[values.length];
    double[] moved = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int at = next[columnIndices[i]]++;
      sorted[at] = rowIndices[i];
      moved[at] = values[i];
    }
    SparseMatrix byColumns =
        new SparseMatrix(
            /* rows= */ columns, /* columns= */ rows, Precision.FLOAT64, starts, sorted, moved);
    return byColumns.transpose().summed();
  }

  private static void requireShape(int rows, int columns, int entries) {
    if (rows < 0 || columns < 0) {
      throw new IllegalArgumentException(
          "a matrix needs rows and columns >= 0 but had %d and %d".formatted(rows, columns));
    }
    long most = mostLines(entries);
    if (rows > most || columns > most) {
      throw new IllegalArgumentException(
          "%d rows and %d columns for %d entries: leave out those that are empty, %d are allowed"
              .formatted(rows, columns, entries, most));
    }
  }

  /** The rows or columns that a matrix of so many entries may have at most. */
  public static long mostLines(long entries) {
    return Math.max(HARMLESS, LINES_PER_ENTRY * entries);
  }

  private static void requireLength(String what, int length, long expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          "%s must have %d numbers but has %d".formatted(what, expected, length));
    }
  }

  private static void requireIndices(String what, int[] indices, int bound) {
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= bound) {
        throw new IllegalArgumentException(
            "%s[%d] must be within 0 and %d but was %d".formatted(what, i, bound - 1, indices[i]));
      }
    }
  }

  /** Where the entries of each line begin. */
  private static int[] starts(int[] lines, int count) {
    int[] starts = new int[count + 1];
    for (int line : lines) {
      starts[line + 1]++;
    }
    for (int i = 0; i < count; i++) {
      starts[i + 1] += starts[i];
    }
    return starts;
  }

  /** This matrix, sorted, with the entries of one place as one. */
  private SparseMatrix summed() {
    int[] newStarts = new int[rows + 1];
    int at = 0;
    for (int row = 0; row < rows; row++) {
      for (int i = starts[row]; i < starts[row + 1]; i++) {
        if (at > newStarts[row] && indices[at - 1] == indices[i]) {
          values[at - 1] += values[i];
        } else {
          indices[at] = indices[i];
          values[at++] = values[i];
        }
      }
      newStarts[row + 1] = at;
    }
    return at == values.length
        ? this
        : new SparseMatrix(
            rows,
            columns,
            precision,
            newStarts,
            Arrays.copyOf(indices, at),
            Arrays.copyOf(values, at));
  }

  /** The same matrix, its numbers from a source of another format. */
  public SparseMatrix withPrecision(Precision other) {
    return new SparseMatrix(rows, columns, Objects.requireNonNull(other), starts, indices, values);
  }

  /** The transpose, a copy; its rows are sorted. */
  public SparseMatrix transpose() {
    int[] turnedStarts = starts(indices, columns);
    int[] next = Arrays.copyOf(turnedStarts, columns);
    int[] turned = new int[values.length];
    double[] moved = new double[values.length];
    for (int row = 0; row < rows; row++) {
      for (int i = starts[row]; i < starts[row + 1]; i++) {
        int at = next[indices[i]]++;
        turned[at] = row;
        moved[at] = values[i];
      }
    }
    return new SparseMatrix(columns, rows, precision, turnedStarts, turned, moved);
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Number of columns. */
  public int columns() {
    return columns;
  }

  /** Number of stored entries, explicit zeros among them. */
  public int entries() {
    return values.length;
  }

  /** Number of stored entries of a row. */
  public int entries(int row) {
    return starts[row + 1] - starts[row];
  }

  /** Sum of the squares of all entries: the trace of A^T A, the sum of all its eigenvalues. */
  public double sumOfSquares() {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }

  /** Takes an entry. */
  @FunctionalInterface
  public interface Entry {
    /** The next one of a row. */
    void accept(int column, double value);
  }

  /** The entries of a row, their columns ascending. */
  public void forEach(int row, Entry entry) {
    for (int i = starts[row]; i < starts[row + 1]; i++) {
      entry.accept(indices[i], values[i]);
    }
  }

  /**
   * Adds a multiple of what a row has from a column on.
   *
   * @param from first column that counts
   * @param target modified in place: {@link #columns()} numbers
   */
  public void addTo(int row, int from, double factor, double[] target) {
    for (int i = first(row, from); i < starts[row + 1]; i++) {
      target[indices[i]] += factor * values[i];
    }
  }

  /**
   * The product {@code A^T A x}, in one pass over the entries.
   *
   * @param x {@link #columns()} numbers
   * @param product overwritten: as many
   */
  public void multiplyGram(double[] x, double[] product) {
    Arrays.fill(product, 0);
    for (int row = 0; row < rows; row++) {
      int end = starts[row + 1];
      double sum = 0;
      for (int i = starts[row]; i < end; i++) {
        sum += values[i] * x[indices[i]];
      }
      for (int i = starts[row]; i < end; i++) {
        product[indices[i]] += sum * values[i];
      }
    }
  }

  /** Number of the first entry of a row that is not left of a column. */
  private int first(int row, long column) {
    int start = starts[row];
    int end = starts[row + 1];
    if (column <= 0 || start == end) {
      return start;
    }
    int at =
        column > Integer.MAX_VALUE ? end : Arrays.binarySearch(indices, start, end, (int) column);
    return at < 0 ? -at - 1 : at;
  }

  @Override
  public TensorShape shape() {
    return TensorShape.of(rows, columns);
  }

  @Override
  public Precision precision() {
    return precision;
  }

  @Override
  public Optional<SparseMatrix> sparse() {
    return Optional.of(this);
  }

  @Override
  public void read(long firstRow, int count, long firstColumn, int width, DoubleBuffer target) {
    double[] line = new double[width];
    int left = Math.toIntExact(firstColumn);
    for (int row = Math.toIntExact(firstRow); row < firstRow + count; row++) {
      int from = first(row, left);
      int to = from;
      for (; to < starts[row + 1] && indices[to] - left < width; to++) {
        line[indices[to] - left] = values[to];
      }
      target.put(line);
      for (int i = from; i < to; i++) {
        line[indices[i] - left] = 0;
      }
    }
  }

  @Override
  public String toString() {
    return rows + " x " + columns + ", " + values.length + " entries";
  }
}
