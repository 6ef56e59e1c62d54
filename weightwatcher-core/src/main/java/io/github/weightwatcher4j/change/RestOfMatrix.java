package io.github.weightwatcher4j.change;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.Line;
import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** A matrix without some of its rows and columns, to be written back between them. */
final class RestOfMatrix {

  private final WeightMatrix whole;
  private final int[] rows; // of the whole, those that are left
  private final int[] columns;
  private final double[] values; // of the rest, row by row of the whole

  private RestOfMatrix(WeightMatrix whole, List<Line> lines) {
    this.whole = whole;
    this.rows = left(whole.rows(), lines, !whole.transposed());
    this.columns = left(whole.columns(), lines, whole.transposed());
    this.values = new double[Math.multiplyExact(rows.length, columns.length)];
  }

  /**
   * A rest.
   *
   * @param lines what it lacks
   * @param rest in either orientation
   */
  static RestOfMatrix of(
      WeightMatrix whole, List<Line> lines, WeightMatrix rest, BooleanSupplier cancelled) {
    RestOfMatrix result = new RestOfMatrix(whole, lines);
    RowBlocks.read(
        rest, cancelled, (block, first, count) -> result.fill(rest, block, first, count));
    return result;
  }

  private static int[] left(int length, List<Line> lines, boolean rows) {
    return IntStream.range(0, length)
        .filter(i -> lines.stream().noneMatch(line -> line.row() == rows && line.index() == i))
        .toArray();
  }

  private void fill(WeightMatrix rest, double[] block, int first, int count) {
    boolean turned = rest.transposed() != whole.transposed();
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < rest.columns(); j++) {
        int place = turned ? j * columns.length + first + i : (first + i) * columns.length + j;
        values[place] = block[rest.transposed() ? j * count + i : i * rest.columns() + j];
      }
    }
  }

  /** Overwrites a block of rows of the whole, but for what the rest lacks. */
  void write(double[] block, int first, int count) {
    for (int i = 0; i < rows.length; i++) {
      int row = rows[i] - first;
      for (int j = 0; j < columns.length && row >= 0 && row < count; j++) {
        int column = columns[j];
        block[whole.transposed() ? column * count + row : row * whole.columns() + column] =
            values[i * columns.length + j];
      }
    }
  }
}
