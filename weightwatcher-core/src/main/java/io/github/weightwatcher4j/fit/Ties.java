package io.github.weightwatcher4j.fit;

import java.util.Arrays;

/** How equal values of a sample are counted. */
final class Ties {

  private Ties() {}

  /**
   * How many values lie strictly below each: the index of the first value that equals it.
   *
   * @param ascending the sample
   */
  static int[] countsBelow(double[] ascending) {
    int[] below = new int[ascending.length];
    for (int i = 1; i < ascending.length; i++) {
      below[i] = ascending[i] == ascending[i - 1] ? below[i - 1] : i;
    }
    return below;
  }

  /** The same as if equal values differed: each is above those before it. */
  static int[] countsBefore(double[] ascending) {
    int[] before = new int[ascending.length];
    Arrays.setAll(before, i -> i);
    return before;
  }
}
