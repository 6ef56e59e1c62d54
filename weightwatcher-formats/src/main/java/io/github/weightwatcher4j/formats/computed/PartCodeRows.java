package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.TensorView;
import java.io.IOException;

/**
 * Rows in equal parts that lie on each other: row r is in part {@code r / packed} of row {@code r
 * mod packed}, each part in bits of its own.
 *
 * @param words integers, {@code packed} rows of them
 * @param packed rows of words
 * @param columns words in a row
 * @param bits bits of a code
 * @param firstShift where the first part begins, in bits from the low end
 * @param step from one part to the next, in bits
 */
record PartCodeRows(TensorView words, long packed, long columns, int bits, int firstShift, int step)
    implements Rows {

  @Override
  public Reader open(String tensor) throws IOException {
    return Opened.reader(
        tensor,
        opened -> {
          Part part = opened.part(words);
          int mask = (1 << bits) - 1;
          return (row, count, target) -> {
            int shift = firstShift + (int) (row / packed) * step;
            double[] numbers = part.read(row % packed * columns, count);
            for (int i = 0; i < count; i++) {
              target[i] = ((int) (long) numbers[i] >>> shift) & mask;
            }
          };
        });
  }
}
