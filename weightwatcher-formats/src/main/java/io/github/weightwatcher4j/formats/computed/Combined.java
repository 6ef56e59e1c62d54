package io.github.weightwatcher4j.formats.computed;

import java.io.IOException;

/**
 * Two rows combined number by number, each result rounded to single precision.
 *
 * @param first the left operands
 * @param second the right ones
 * @param operation what is done
 */
record Combined(Rows first, Rows second, Operation operation) implements Rows {

  /** An operation in single precision. */
  enum Operation {
    PLUS,
    MINUS,
    TIMES,
    OVER
  }

  static Rows times(Rows first, Rows second) {
    return new Combined(first, second, Operation.TIMES);
  }

  static Rows minus(Rows first, Rows second) {
    return new Combined(first, second, Operation.MINUS);
  }

  static Rows plus(Rows first, Rows second) {
    return new Combined(first, second, Operation.PLUS);
  }

  static Rows over(Rows first, Rows second) {
    return new Combined(first, second, Operation.OVER);
  }

  @Override
  public Reader open(String tensor) throws IOException {
    return Opened.reader(
        tensor,
        opened -> {
          Reader left = opened.rows(first);
          Reader right = opened.rows(second);
          float[][] other = {new float[0]};
          return (row, count, target) -> {
            if (other[0].length < count) {
              other[0] = new float[count];
            }
            left.read(row, count, target);
            right.read(row, count, other[0]);
            combine(target, other[0], count);
          };
        });
  }

  private void combine(float[] a, float[] b, int count) {
    switch (operation) {
      case PLUS -> {
        for (int i = 0; i < count; i++) {
          a[i] += b[i];
        }
      }
      case MINUS -> {
        for (int i = 0; i < count; i++) {
          a[i] -= b[i];
        }
      }
      case TIMES -> {
        for (int i = 0; i < count; i++) {
          a[i] *= b[i];
        }
      }
      case OVER -> {
        for (int i = 0; i < count; i++) {
          a[i] /= b[i];
        }
      }
    }
  }
}
