package io.github.weightwatcher4j.remote;

/**
 * The run of bytes that a reader has announced; an empty one where it has announced none.
 *
 * @param from the first
 * @param to the one after the last
 */
record Wanted(long from, long to) {

  static final Wanted NOTHING = new Wanted(0, 0);

  /** Whether a position is in it. */
  boolean holds(long position) {
    return position >= from && position < to;
  }
}
