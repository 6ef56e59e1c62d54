package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.report.Analysis;
import java.util.stream.IntStream;

/**
 * Which spectra a page holds whole. Those with the fewest eigenvalues come first, until the room is
 * full; so a few large layers do not take it from the many small ones.
 *
 * @param largest eigenvalues of the largest spectrum that is held whole; 0 for none
 */
record SharedSpace(int largest) {

  /**
   * The room of a page.
   *
   * @param eigenvalues how many there is room for
   */
  static SharedSpace of(Analysis analysis, int eigenvalues) {
    int[] sizes =
        analysis.details().stream().mapToInt(row -> row.spectrum().size()).sorted().toArray();
    return new SharedSpace(
        IntStream.of(sizes).filter(size -> room(sizes, size) <= eigenvalues).max().orElse(0));
  }

  /** Eigenvalues of all spectra up to a size. */
  private static long room(int[] sizes, int largest) {
    return IntStream.of(sizes).filter(size -> size <= largest).asLongStream().sum();
  }

  /** Whether a spectrum of this many eigenvalues is held whole. */
  boolean holds(int size) {
    return size <= largest;
  }
}
