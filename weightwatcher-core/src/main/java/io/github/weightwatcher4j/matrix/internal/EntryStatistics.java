package io.github.weightwatcher4j.matrix.internal;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What the entries of an N x M matrix say of its noise: which rows and columns are all zero, how
 * many entries are not, and how heavy their tails are. Immutable.
 */
public final class EntryStatistics {

  /** Of noise. The kurtosis of a few huge weights in it would hide that they are none. */
  private static final double HEAVIEST = 6;

  private final double[] rows; // squared norms
  private final double[] columns;
  private final long nonZeros;
  private final double kurtosis;

  private EntryStatistics(double[] rows, double[] columns, long nonZeros, double kurtosis) {
    this.rows = rows;
    this.columns = columns;
    this.nonZeros = nonZeros;
    this.kurtosis = kurtosis;
  }

  /** Reads a matrix once, block by block. */
  public static EntryStatistics of(WeightMatrix matrix, BooleanSupplier cancelled) {
    return of(matrix, List.of(), cancelled);
  }

  /** As above, with some rows and columns for zero. */
  static EntryStatistics of(
      WeightMatrix matrix, Collection<Line> without, BooleanSupplier cancelled) {
    Sums sums = new Sums(matrix, without);
    RowBlocks.read(matrix, cancelled, sums::add);
    return sums.statistics();
  }

  /** N. */
  public int rows() {
    return rows.length;
  }

  /** M. */
  public int columns() {
    return columns.length;
  }

  /** Rows that are not all zero. */
  public int liveRows() {
    return live(rows);
  }

  /** Columns that are not all zero. */
  public int liveColumns() {
    return live(columns);
  }

  private static int live(double[] squaredNorms) {
    return (int) Arrays.stream(squaredNorms).filter(norm -> norm > 0).count();
  }

  /** Live rows or live columns, whichever are more. */
  public int n() {
    return Math.max(liveRows(), liveColumns());
  }

  /** Live rows or live columns, whichever are fewer. */
  public int m() {
    return Math.min(liveRows(), liveColumns());
  }

  /**
   * Excess kurtosis of the entries in live rows and columns, about 0: that of the entries other
   * than zero, at most 6, over their share, less 3. 0 where all are zero.
   */
  public double excessKurtosis() {
    return excess((double) liveRows() * liveColumns());
  }

  /** The same over all entries: that of the shuffled matrix, in which no line is dead. */
  public double excessKurtosisShuffled() {
    return excess((double) rows.length * columns.length);
  }

  private double excess(double entries) {
    return nonZeros == 0 ? 0 : Math.min(kurtosis, HEAVIEST) * entries / nonZeros - 3;
  }

  /** Mean square of the entries in live rows and columns; 0 where all are zero. */
  public double meanSquare() {
    return nonZeros == 0 ? 0 : Arrays.stream(rows).sum() / ((double) liveRows() * liveColumns());
  }

  /** The line of largest squared norm. */
  Line largest() {
    int row = largest(rows);
    int column = largest(columns);
    return rows[row] > columns[column]
        ? new Line(true, row, rows[row])
        : new Line(false, column, columns[column]);
  }

  private static int largest(double[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      largest = values[i] > values[largest] ? i : largest;
    }
    return largest;
  }

  /** The sums of one reading. */
  private static final class Sums {

    private final boolean transposed;
    private final double[] rows;
    private final double[] columns;
    private final boolean[] deadRows;
    private final boolean[] deadColumns;

    /** Powers of numbers as small as 1e-200 vanish: all are taken in units of a typical one. */
    private double unit;

    private long nonZeros;
    private double squares;
    private double fourths;

    Sums(WeightMatrix matrix, Collection<Line> without) {
      this.transposed = matrix.transposed();
      this.rows = new double[matrix.rows()];
      this.columns = new double[matrix.columns()];
      this.deadRows = new boolean[rows.length];
      this.deadColumns = new boolean[columns.length];
      for (Line line : without) {
        (line.row() ? deadRows : deadColumns)[line.index()] = true;
      }
    }

    void add(double[] block, int first, int count) {
      int size = count * columns.length;
      for (int i = 0; i < size && unit == 0; i++) {
        unit = Math.abs(block[i]);
      }
      if (unit == 0) {
        return;
      }
      if (transposed) {
        for (int column = 0; column < columns.length; column++) {
          columns[column] += line(block, column * count, count, deadColumns[column], first);
        }
      } else {
        for (int row = 0; row < count; row++) {
          rows[first + row] +=
              line(block, row * columns.length, columns.length, deadRows[first + row], 0);
        }
      }
    }

    /** The squared norm of a stretch of a line; its squares go to the lines that cross it, too. */
    private double line(double[] block, int from, int length, boolean dead, int firstCrossing) {
      if (dead) {
        return 0;
      }
      double[] crossing = transposed ? rows : columns;
      boolean[] deadCrossing = transposed ? deadRows : deadColumns;
      double scale = 1 / unit;
      double norm = 0;
      double ofFourths = 0;
      int zeros = 0;
      for (int i = 0; i < length; i++) {
        double x = block[from + i] * scale;
        if (x == 0 || deadCrossing[firstCrossing + i]) {
          zeros++;
          continue;
        }
        double square = x * x;
        crossing[firstCrossing + i] += square;
        norm += square;
        ofFourths += square * square;
      }
      nonZeros += length - zeros;
      squares += norm;
      fourths += ofFourths;
      return norm;
    }

    EntryStatistics statistics() {
      double back = unit * unit;
      double kurtosis = fourths / squares / squares * nonZeros;
      return new EntryStatistics(
          Arrays.stream(rows).map(norm -> norm * back).toArray(),
          Arrays.stream(columns).map(norm -> norm * back).toArray(),
          nonZeros,
          kurtosis > 0 ? kurtosis : HEAVIEST); // a number too wild for its powers is a heavy one
    }
  }
}
