package io.github.weightwatcher4j.matrix.internal;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Rows and columns that are too large for noise, each by itself: a column of squared norm s alone
 * gives W^T W an eigenvalue of at least s.
 *
 * @param lines the largest first
 * @param rest the matrix without them
 * @param restStatistics those of {@code rest}
 */
public record OutlierLines(List<Line> lines, WeightMatrix rest, EntryStatistics restStatistics) {

  /** So many are looked for: a matrix with more of them is not one of noise with a few outliers. */
  public static final int MOST = 32;

  /** Copies the list. */
  public OutlierLines {
    lines = List.copyOf(lines);
  }

  /**
   * Takes out the row or column of the largest norm while it lies beyond the threshold. The norms
   * of the others are then computed anew without its entries, for a large column is in every row's
   * norm: one pass over the matrix for each line that is found, none where there is none.
   *
   * @param statistics those of {@code matrix}
   * @param threshold largest squared norm that noise with such entries explains, an eigenvalue of
   *     W^T W, of what is left with two live columns or more; NaN finds nothing
   * @param cancelled asked between blocks; true stops the work
   * @throws CancellationException where {@code cancelled} became true
   */
  public static OutlierLines of(
      WeightMatrix matrix,
      EntryStatistics statistics,
      ToDoubleFunction<EntryStatistics> threshold,
      BooleanSupplier cancelled) {
    List<Line> found = new ArrayList<>();
    WeightMatrix rest = matrix;
    EntryStatistics left = statistics;
    Optional<Line> largest = outlier(left, threshold);
    while (largest.isPresent() && found.size() < MOST) {
      found.add(largest.get());
      rest = matrix.without(found);
      left = EntryStatistics.of(rest, cancelled);
      largest = outlier(left, threshold);
    }
    return new OutlierLines(found, rest, left);
  }

  /** The largest line beyond the threshold; of equal ones the first, rows before columns. */
  private static Optional<Line> outlier(
      EntryStatistics statistics, ToDoubleFunction<EntryStatistics> threshold) {
    if (statistics.m() < 2) {
      return Optional.empty(); // no noise to stand out from
    }
    double highest = threshold.applyAsDouble(statistics);
    return statistics
        .lines()
        .filter(line -> line.squaredNorm() > highest)
        .min(Comparator.comparingDouble(line -> -line.squaredNorm()));
  }

  /** Whether the search stopped at {@link #MOST}, so that there may be more. */
  public boolean isFull() {
    return lines.size() == MOST;
  }
}
