package io.github.weightwatcher4j.matrix.internal;

import java.util.Set;
import java.util.stream.IntStream;

/** Those of the rows, or of the columns, of a slice that a matrix has, in their order. */
final class KeptLines {

  private final int count;
  private final int[] kept; // empty where all are kept, so that a whole matrix costs no memory

  private KeptLines(int count, int[] kept) {
    this.count = count;
    this.kept = kept;
  }

  static KeptLines all(int count) {
    return new KeptLines(count, new int[0]);
  }

  /** These without some, which are named by their number in the slice. */
  KeptLines without(Set<Integer> removed) {
    int[] rest =
        IntStream.range(0, count).map(this::at).filter(i -> !removed.contains(i)).toArray();
    return rest.length == count ? this : new KeptLines(rest.length, rest);
  }

  int count() {
    return count;
  }

  /** Number in the slice of the i-th line that is kept. */
  int at(int i) {
    return kept.length == 0 ? i : kept[i];
  }

  boolean isAll() {
    return kept.length == 0 && count > 0;
  }

  /**
   * Lines of the slice from the first to the last of a range of kept ones, both of them included.
   */
  int span(int first, int count) {
    return at(first + count - 1) - at(first) + 1;
  }
}
