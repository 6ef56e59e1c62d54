package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.TensorView;
import java.io.IOException;

/**
 * Codes of a few bits, each column a stream of them from the low end of its first word, across
 * words.
 *
 * @param words integers of 32 bits, rows of {@code columns} of them
 * @param columns codes in a row
 * @param bits bits of a code, 1 to 8
 */
record ColumnCodeRows(TensorView words, long columns, int bits) implements Rows {

  private static final int WORD = 32;

  @Override
  public Reader open(String tensor) throws IOException {
    return Opened.reader(
        tensor,
        opened -> {
          Words low = new Words(opened.part(words), (int) columns);
          Words high = new Words(opened.part(words), (int) columns);
          int mask = (1 << bits) - 1;
          return (row, count, target) -> {
            long bit = row * bits;
            int shift = (int) (bit % WORD);
            int[] first = low.row(bit / WORD);
            if (shift + bits <= WORD) {
              for (int i = 0; i < count; i++) {
                target[i] = (first[i] >>> shift) & mask;
              }
              return;
            }
            int[] second = high.row(bit / WORD + 1);
            for (int i = 0; i < count; i++) {
              target[i] = ((first[i] >>> shift) | (second[i] << (WORD - shift))) & mask;
            }
          };
        });
  }

  /** A row of words, kept for the next codes in them. */
  private static final class Words {
    private final Part part;
    private final int[] words;
    private long held = -1;

    Words(Part part, int columns) {
      this.part = part;
      this.words = new int[columns];
    }

    int[] row(long row) {
      if (row != held) {
        held = -1;
        double[] numbers = part.read(row * words.length, words.length);
        for (int i = 0; i < words.length; i++) {
          words[i] = (int) (long) numbers[i];
        }
        held = row;
      }
      return words;
    }
  }
}
