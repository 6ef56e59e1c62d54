package io.github.weightwatcher4j.matrix.internal;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Rows and columns of a matrix so large that each makes an eigenvalue by itself, as a feature does
 * that towers above all others in a language model.
 */
public final class OutlierLines {

  /** More are no outliers. */
  private static final int MOST = 32;

  private OutlierLines() {}

  /**
   * The outliers, the largest first: lines whose squared norm is above what the whole matrix would
   * have as an eigenvalue if its weights were noise. They are found one after the other, each
   * without the entries in those before it; a huge column is in the norm of every row. At most 32.
   *
   * @param entries of the whole matrix
   * @param threshold the eigenvalue that noise with such entries does not reach
   */
  public static List<Line> of(
      WeightMatrix matrix,
      EntryStatistics entries,
      ToDoubleFunction<EntryStatistics> threshold,
      BooleanSupplier cancelled) {
    List<Line> outliers = new ArrayList<>();
    EntryStatistics rest = entries;
    while (outliers.size() < MOST
        && rest.m() >= 2
        && rest.largest().squaredNorm() > threshold.applyAsDouble(rest)) {
      outliers.add(rest.largest());
      rest = EntryStatistics.of(matrix, outliers, cancelled);
    }
    return outliers;
  }

  /** What is left of the matrix without some lines, the longer side first; read when asked for. */
  public static WeightMatrix without(WeightMatrix matrix, List<Line> lines) {
    int[] rows = kept(matrix.rows(), lines, true);
    int[] columns = kept(matrix.columns(), lines, false);
    TensorShape shape = TensorShape.of(rows.length, columns.length);
    return WeightMatrix.of(
        WeightTensor.of(
            shape,
            matrix.precision(),
            List.of(),
            (firstRow, count, firstColumn, width, target) -> {
              double[] row = new double[matrix.columns()];
              for (long at = firstRow; at < firstRow + count; at++) {
                matrix.read(rows[(int) at], 1, DoubleBuffer.wrap(row));
                for (long column = firstColumn; column < firstColumn + width; column++) {
                  target.put(row[columns[(int) column]]);
                }
              }
            }));
  }

  private static int[] kept(int length, List<Line> lines, boolean row) {
    return IntStream.range(0, length)
        .filter(i -> lines.stream().noneMatch(line -> line.row() == row && line.index() == i))
        .toArray();
  }
}
