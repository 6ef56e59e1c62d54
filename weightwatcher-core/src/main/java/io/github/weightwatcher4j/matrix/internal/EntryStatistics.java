package io.github.weightwatcher4j.matrix.internal;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the entries of a matrix say without its spectrum: which rows and columns live, how many
 * entries are not zero, how heavy their tails are, and the norm of each row and column.
 *
 * <p>Weights may have any size. Where a weight is NaN or infinite, for which matrices the solver
 * reports an error, the numbers have no meaning. Safe for use by several threads.
 */
public final class EntryStatistics {

  /** A sample's kurtosis beyond this is that of single entries, not of what the noise is like. */
  private static final double LARGEST_KURTOSIS = 6;

  private static final double KURTOSIS_OF_NORMAL = 3;

  private final SliceView view;
  private final EntrySums sums;

  private EntryStatistics(SliceView view, EntrySums sums) {
    this.view = view;
    this.sums = sums;
  }

  /**
   * Reads a matrix once. What it lacks ({@link WeightMatrix#without}) counts as absent, not as
   * zeros.
   *
   * @param cancelled asked between blocks; true stops the work
   * @throws CancellationException where {@code cancelled} became true
   */
  public static EntryStatistics of(WeightMatrix matrix, BooleanSupplier cancelled) {
    SliceView view = matrix.view();
    EntrySums sums = new EntrySums(view.rows(), view.columns());
    // Rows as they are stored, however the matrix is turned: they lie in one piece in a file.
    RowBlocks blocks = RowBlocks.of(view.rows(), view.columns());
    double[] block = new double[Math.multiplyExact(blocks.rows(), view.columns())];
    blocks.forEach(
        cancelled,
        (first, count) -> {
          view.read(first, count, 0, view.columns(), DoubleBuffer.wrap(block));
          sums.add(block, first, count, 0, view.columns());
        });
    return new EntryStatistics(view, sums);
  }

  /** M, the shorter side of the matrix with its dead lines. */
  public int columns() {
    return Math.min(view.rows(), view.columns());
  }

  /** The longer side of the matrix without its dead lines; 0 where all entries are zero. */
  public int n() {
    return Math.max(live(sums.nonZeroOfRows), live(sums.nonZeroOfColumns));
  }

  /** The shorter side of the matrix without its dead lines; 0 where all entries are zero. */
  public int m() {
    return Math.min(live(sums.nonZeroOfRows), live(sums.nonZeroOfColumns));
  }

  private static int live(int[] nonZero) {
    return Math.toIntExact(Arrays.stream(nonZero).filter(count -> count > 0).count());
  }

  /** Rows, then columns, all of whose entries are zero. */
  public List<Line> deadLines() {
    return lines(i -> sums.nonZeroOfRows[i] == 0, j -> sums.nonZeroOfColumns[j] == 0).toList();
  }

  /** Entries that are not zero. */
  public long nonZero() {
    return Arrays.stream(sums.nonZeroOfRows).asLongStream().sum();
  }

  /**
   * Share of entries that are not zero among those of live rows and columns, in [0, 1]; 1 for a
   * matrix without entries or without any that is not zero, which has no such rows.
   */
  public double share() {
    long entries = (long) n() * m();
    return entries == 0 ? 1 : (double) nonZero() / entries;
  }

  /**
   * Sum of the squares of all entries, the trace of W^T W; it may be 0 or infinite where the
   * squares of weights leave the range of a double.
   */
  public double sumOfSquares() {
    return sums.unscaled(sums.total());
  }

  /** Mean square of the entries in live rows and columns; 0 where all are zero. */
  public double meanSquare() {
    return nonZero() == 0 ? 0 : sumOfSquares() / ((double) n() * m());
  }

  /**
   * Fourth moment over the squared second moment of the non-zero entries, about 0, at least 1: 1.8
   * for uniform and 3 for normal ones. Empty where all entries are zero.
   */
  public OptionalDouble kurtosis() {
    double squares = sums.total();
    return squares == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(nonZero() * sums.fourthPowers() / squares / squares);
  }

  /**
   * Kurtosis of an entry of the live lines, zeros included, less that of a normal one: min(kurtosis
   * of the non-zero entries, 6) / {@link #share} - 3. It says how far the edge of noise with such
   * entries lies from that of Marchenko and Pastur, kappa / sqrt(N M) to first order. 0 where all
   * entries are zero.
   */
  public double excessKurtosis() {
    return excess((double) n() * m());
  }

  /** The same over all entries: that of the shuffled matrix, in which no line is dead. */
  public double excessKurtosisShuffled() {
    return excess((double) view.rows() * view.columns());
  }

  private double excess(double entries) {
    OptionalDouble kurtosis = kurtosis();
    return kurtosis.isEmpty()
        ? 0
        : Math.min(kurtosis.getAsDouble(), LARGEST_KURTOSIS) * entries / nonZero()
            - KURTOSIS_OF_NORMAL;
  }

  /** All rows, then all columns, with their norms; made one by one, as there may be millions. */
  public Stream<Line> lines() {
    return lines(i -> true, j -> true);
  }

  private Stream<Line> lines(IntPredicate rows, IntPredicate columns) {
    return Stream.concat(
        IntStream.range(0, view.rows())
            .filter(rows)
            .mapToObj(i -> new Line(true, view.row(i), sums.unscaled(sums.squaresOfRows[i]))),
        IntStream.range(0, view.columns())
            .filter(columns)
            .mapToObj(
                j -> new Line(false, view.column(j), sums.unscaled(sums.squaresOfColumns[j]))));
  }
}
