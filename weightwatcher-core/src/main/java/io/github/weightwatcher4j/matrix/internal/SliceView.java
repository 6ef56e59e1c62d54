package io.github.weightwatcher4j.matrix.internal;

import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.SparseMatrix;
import io.github.weightwatcher4j.model.WeightTensor;
import java.nio.DoubleBuffer;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One slice of a tensor, or what is left of it without some rows and columns; it holds no weights.
 */
public final class SliceView {

  private final WeightTensor tensor;
  private final Slices slices;
  private final int slice;
  private final KeptLines rows;
  private final KeptLines columns;

  private SliceView(
      WeightTensor tensor, Slices slices, int slice, KeptLines rows, KeptLines columns) {
    this.tensor = tensor;
    this.slices = slices;
    this.slice = slice;
    this.rows = rows;
    this.columns = columns;
  }

  /** A whole slice. */
  public static SliceView of(WeightTensor tensor, Slices slices, int slice) {
    KeptLines rows = KeptLines.all(Math.toIntExact(slices.rows()));
    KeptLines columns = KeptLines.all(Math.toIntExact(slices.columns()));
    return new SliceView(tensor, slices, slice, rows, columns);
  }

  /** This view without some lines; those that it does not have change nothing. */
  public SliceView without(Collection<Line> lines) {
    return new SliceView(
        tensor,
        slices,
        slice,
        rows.without(indices(lines, true)),
        columns.without(indices(lines, false)));
  }

  private static Set<Integer> indices(Collection<Line> lines, boolean rows) {
    return lines.stream()
        .filter(line -> line.row() == rows)
        .map(Line::index)
        .collect(Collectors.toSet());
  }

  /** Rows that are left. */
  public int rows() {
    return rows.count();
  }

  /** Columns that are left. */
  public int columns() {
    return columns.count();
  }

  /** Number in the whole slice of the i-th row that is left. */
  public int row(int i) {
    return rows.at(i);
  }

  /** Number in the whole slice of the j-th column that is left. */
  public int column(int j) {
    return columns.at(j);
  }

  /** Number format of the stored weights. */
  public Precision precision() {
    return tensor.precision();
  }

  /** The slice with only its entries that are not zero, where it is whole and stored so. */
  public Optional<SparseMatrix> sparse() {
    return rows.isAll() && columns.isAll() ? tensor.sparse() : Optional.empty();
  }

  /** Appends a block to the target, row by row. */
  public void read(
      int firstRow, int rowCount, int firstColumn, int columnCount, DoubleBuffer target) {
    if (rows.isAll() && columns.isAll()) {
      slices.read(tensor, slice, firstRow, rowCount, firstColumn, columnCount, target);
    } else if (rowCount > 0 && columnCount > 0) {
      readKept(firstRow, rowCount, firstColumn, columnCount, target);
    }
  }

  private void readKept(
      int firstRow, int rowCount, int firstColumn, int columnCount, DoubleBuffer target) {
    int start = columns.at(firstColumn);
    double[] run = new double[columns.span(firstColumn, columnCount)];
    for (int i = firstRow; i < firstRow + rowCount; i++) {
      slices.read(tensor, slice, rows.at(i), 1, start, run.length, DoubleBuffer.wrap(run));
      for (int j = firstColumn; j < firstColumn + columnCount; j++) {
        target.put(run[columns.at(j) - start]);
      }
    }
  }
}
