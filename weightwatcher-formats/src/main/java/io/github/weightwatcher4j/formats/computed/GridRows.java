package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.TensorView;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A number for each block of a grid, repeated for all weights of the block: row r, column c have
 * that of row {@code r / height}, within its matrix of a stack, and column {@code c / width} of the
 * grid, or of the row or column that an index names.
 *
 * @param grid rows of {@code across} numbers
 * @param matrix rows of a matrix of the stack
 * @param down rows of the grid of one matrix
 * @param across columns of the grid
 * @param height rows in a block
 * @param width columns in a block
 * @param rowIndex for each row its row of the grid
 * @param columnIndex for each column its column of the grid
 */
record GridRows(
    Rows grid,
    long matrix,
    long down,
    int across,
    long height,
    long width,
    Optional<TensorView> rowIndex,
    Optional<TensorView> columnIndex)
    implements Rows {

  /** Blocks of one size. */
  static GridRows of(Rows grid, long down, long across, long height, long width) {
    return of(grid, Long.MAX_VALUE, down, across, height, width);
  }

  /** Blocks of one size in matrices of so many rows, below which the next one begins anew. */
  static GridRows of(Rows grid, long matrix, long down, long across, long height, long width) {
    return new GridRows(
        grid,
        matrix,
        down,
        Math.toIntExact(across),
        height,
        width,
        Optional.empty(),
        Optional.empty());
  }

  GridRows byRow(Optional<TensorView> index) {
    return new GridRows(grid, matrix, down, across, height, width, index, columnIndex);
  }

  GridRows byColumn(Optional<TensorView> index) {
    return new GridRows(grid, matrix, down, across, height, width, rowIndex, index);
  }

  @Override
  public Reader open(String tensor) throws IOException {
    return Opened.reader(
        tensor,
        opened -> {
          Reader reader = opened.rows(grid);
          int[] rowOf = rowIndex.isEmpty() ? new int[0] : Indices.read(rowIndex.get(), tensor);
          int[] columnOf =
              columnIndex.isEmpty() ? new int[0] : Indices.read(columnIndex.get(), tensor);
          Indices.requireBelow(rowOf, down, tensor);
          Indices.requireBelow(columnOf, across, tensor);
          float[] numbers = new float[across];
          long[] held = {-1};
          return (row, count, target) -> {
            long wanted =
                rowOf.length > 0 ? rowOf[(int) row] : row / matrix * down + row % matrix / height;
            if (wanted != held[0]) {
              held[0] = -1;
              reader.read(wanted, across, numbers);
              held[0] = wanted;
            }
            expand(numbers, columnOf, count, target);
          };
        });
  }

  private void expand(float[] numbers, int[] columnOf, int count, float[] target) {
    if (columnOf.length > 0) {
      for (int i = 0; i < count; i++) {
        target[i] = numbers[columnOf[i]];
      }
      return;
    }
    int block = 0;
    for (int start = 0; start < count; block++) {
      int end = (int) Math.min(count, start + width);
      Arrays.fill(target, start, end, numbers[block]);
      start = end;
    }
  }
}
