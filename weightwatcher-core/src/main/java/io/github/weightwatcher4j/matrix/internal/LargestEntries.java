package io.github.weightwatcher4j.matrix.internal;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Tells rows and columns that are large as a whole from those that hold one huge weight, which has
 * more than half of their squared norm.
 */
public final class LargestEntries {

  private final List<Line> lines;
  private final boolean transposed;
  private final double[] largest;

  private LargestEntries(List<Line> lines, boolean transposed) {
    this.lines = lines;
    this.transposed = transposed;
    this.largest = new double[lines.size()];
  }

  /**
   * The lines that are large as a whole, in the same order; reads the matrix once.
   *
   * @param matrix with all its lines
   * @param outliers of it, the norm of each being that without its entries in those before it
   */
  public static List<Line> largeAsAWhole(
      WeightMatrix matrix, List<Line> outliers, BooleanSupplier cancelled) {
    LargestEntries entries = new LargestEntries(outliers, matrix.transposed());
    RowBlocks.read(
        matrix,
        cancelled,
        (block, first, rows) -> {
          for (int line = 0; line < outliers.size(); line++) {
            entries.read(line, block, first, rows, matrix.columns());
          }
        });
    return IntStream.range(0, outliers.size())
        .filter(i -> 2 * entries.largest[i] * entries.largest[i] <= outliers.get(i).squaredNorm())
        .mapToObj(outliers::get)
        .toList();
  }

  private void read(int line, double[] block, int first, int rows, int columns) {
    int index = lines.get(line).index();
    if (lines.get(line).row() == transposed) { // a column of the matrix
      for (int i = 0; i < rows; i++) {
        see(line, first + i, block[transposed ? index * rows + i : i * columns + index]);
      }
    } else if (index >= first && index < first + rows) {
      int i = index - first;
      for (int j = 0; j < columns; j++) {
        see(line, j, block[transposed ? j * rows + i : i * columns + j]);
      }
    }
  }

  private void see(int line, int crossing, double value) {
    boolean row = lines.get(line).row();
    if (Math.abs(value) > largest[line]
        && lines.subList(0, line).stream()
            .noneMatch(before -> before.row() != row && before.index() == crossing)) {
      largest[line] = Math.abs(value);
    }
  }
}
