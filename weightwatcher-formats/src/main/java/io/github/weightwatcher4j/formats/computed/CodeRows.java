package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.TensorView;
import java.io.IOException;

/**
 * Codes of a few bits, each row a stream of them from the low end of its first word, across words.
 *
 * @param words integers of {@code wordBits}, rows of {@code words} of them
 * @param wordBits 8, 16 or 32
 * @param wordsInRow words in a row
 * @param bits bits of a code, 1 to 8
 * @param minus what is taken off every code
 */
record CodeRows(TensorView words, int wordBits, long wordsInRow, int bits, int minus)
    implements Rows {

  @Override
  public Reader open(String tensor) throws IOException {
    return Opened.reader(
        tensor,
        opened -> {
          Part part = opened.part(words);
          return (row, count, target) -> {
            int length = (int) (((long) count * bits + wordBits - 1) / wordBits);
            unpack(part.read(row * wordsInRow, length), count, target);
          };
        });
  }

  private void unpack(double[] values, int count, float[] target) {
    long window = 0;
    int held = 0;
    int next = 0;
    long mask = (1L << bits) - 1;
    long wordMask = (1L << wordBits) - 1;
    for (int i = 0; i < count; i++) {
      if (held < bits) {
        window |= ((long) values[next++] & wordMask) << held;
        held += wordBits;
      }
      target[i] = (int) (window & mask) - minus;
      window >>>= bits;
      held -= bits;
    }
  }
}
