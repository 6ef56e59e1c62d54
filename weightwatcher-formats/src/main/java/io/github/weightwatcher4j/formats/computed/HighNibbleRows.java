package io.github.weightwatcher4j.formats.computed;

import io.github.weightwatcher4j.formats.TensorView;
import java.io.IOException;

/**
 * Codes of four bits, two a byte, the first of them in the high bits.
 *
 * @param bytes numbers from 0 to 255
 * @param columns codes in a row, even
 */
record HighNibbleRows(TensorView bytes, long columns) implements Rows {

  @Override
  public Reader open(String tensor) throws IOException {
    return Opened.reader(
        tensor,
        opened -> {
          Part part = opened.part(bytes);
          return (row, count, target) -> {
            double[] pairs = part.read(row * (columns / 2), (count + 1) / 2);
            for (int i = 0; i < count; i++) {
              int pair = (int) pairs[i / 2];
              target[i] = i % 2 == 0 ? pair >> 4 : pair & 0xf;
            }
          };
        });
  }
}
