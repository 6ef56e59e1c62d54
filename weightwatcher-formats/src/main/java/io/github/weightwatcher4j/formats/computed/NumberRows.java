package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.TensorView;
import java.io.IOException;

/**
 * Rows as they lie in the file.
 *
 * @param numbers a tensor whose elements follow each other
 * @param columns numbers in a row
 */
record NumberRows(TensorView numbers, long columns) implements Rows {

  @Override
  public Reader open(String tensor) throws IOException {
    return Opened.reader(
        tensor,
        opened -> {
          Part part = opened.part(numbers);
          return (row, count, target) -> {
            double[] values = part.read(row * columns, count);
            for (int i = 0; i < count; i++) {
              target[i] = (float) values[i];
            }
          };
        });
  }
}
