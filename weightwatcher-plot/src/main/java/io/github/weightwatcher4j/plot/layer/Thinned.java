package io.github.weightwatcher4j.plot.layer;

import java.util.stream.IntStream;

/**
 * Which of many things to draw: more than a few hundred cannot be told apart, and make large files.
 */
final class Thinned {

  /** So many from the first on are always drawn: the largest eigenvalues. */
  private static final int FIRST = 100;

  /** How many of the rest are. */
  private static final int REST = 200;

  private Thinned() {}

  /** Indices from 0, ascending: the first hundred, and two hundred evenly among the rest. */
  static IntStream of(int size) {
    int rest = size - FIRST;
    return rest <= REST
        ? IntStream.range(0, size)
        : IntStream.concat(
            IntStream.range(0, FIRST),
            IntStream.rangeClosed(1, REST).map(i -> FIRST - 1 + (int) ((long) rest * i / REST)));
  }
}
