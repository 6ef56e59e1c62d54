package io.github.weightwatcher4j.formats.computed;

import java.io.IOException;

/**
 * Zero points that are stored less one. The largest code is none: programs disagree whether it is
 * the zero point after it, or zero.
 *
 * @param codes the codes
 * @param largest the largest code of their width
 */
record PlusOneRows(Rows codes, int largest) implements Rows {

  @Override
  public Reader open(String tensor) throws IOException {
    return Opened.reader(
        tensor,
        opened -> {
          Reader reader = opened.rows(codes);
          return (row, count, target) -> {
            reader.read(row, count, target);
            for (int i = 0; i < count; i++) {
              if (target[i] == largest) {
                throw new IllegalStateException(
                    "%s: a zero point is stored as %d, which some programs read as 0, others as %d"
                        .formatted(tensor, largest, largest + 1));
              }
              target[i] += 1;
            }
          };
        });
  }
}
