package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.StorageReader;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;

/**
 * Rows one after the other; one of them is in memory at a time.
 *
 * @param rows the rows
 * @param size how many numbers, at least 0; the last row may be short
 * @param columns numbers in a row, positive
 */
record RowStorage(Rows rows, long size, int columns) implements Storage {

  RowStorage {
    if (size < 0 || columns < 1) {
      throw new IllegalArgumentException(size + " numbers in rows of " + columns);
    }
  }

  /** A tensor of any shape whose elements are those of the rows, in C order. */
  static TensorView view(Rows rows, TensorShape shape, long columns) {
    MisfitException.require(
        columns >= 1 && columns <= Integer.MAX_VALUE - 8, "rows of %d weights", columns);
    return TensorView.of(new RowStorage(rows, shape.size(), (int) columns), shape);
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT32;
  }

  @Override
  public boolean isReadInRuns() {
    return true;
  }

  @Override
  public StorageReader open(String tensor) throws IOException {
    Rows.Reader reader = rows.open(tensor);
    float[] current = new float[columns];
    long[] row = {-1};
    return StorageReader.of(
        (first, count, target, at) -> {
          for (int done = 0; done < count; ) {
            long index = first + done;
            if (index / columns != row[0]) {
              row[0] = -1; // not there, should reading fail
              int length = (int) Math.min(columns, size - index / columns * columns);
              reader.read(index / columns, length, current);
              row[0] = index / columns;
            }
            int column = (int) (index % columns);
            int run = Math.min(count - done, columns - column);
            for (int i = 0; i < run; i++) {
              target[at + done + i] = current[column + i];
            }
            done += run;
          }
        },
        reader::close);
  }
}
