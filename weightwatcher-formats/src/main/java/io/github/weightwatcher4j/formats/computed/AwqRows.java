package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.TensorView;
import java.io.IOException;

/**
 * Codes of four bits, eight in a word, those of the columns 0 2 4 6 1 3 5 7 from its low end.
 *
 * @param words integers of 32 bits
 * @param columns codes in a row, a multiple of 8
 */
record AwqRows(TensorView words, long columns) implements Rows {

  /** Where in the word the code of a column is. */
  private static final int[] PLACE = {0, 4, 1, 5, 2, 6, 3, 7};

  @Override
  public Reader open(String tensor) throws IOException {
    return Opened.reader(
        tensor,
        opened -> {
          Part part = opened.part(words);
          return (row, count, target) -> {
            double[] numbers = part.read(row * (columns / 8), (count + 7) / 8);
            for (int i = 0; i < count; i++) {
              int word = (int) (long) numbers[i / 8];
              target[i] = (word >>> (4 * PLACE[i % 8])) & 0xf;
            }
          };
        });
  }
}
