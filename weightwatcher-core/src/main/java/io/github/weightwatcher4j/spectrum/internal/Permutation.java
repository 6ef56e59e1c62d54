package io.github.weightwatcher4j.spectrum.internal;

import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import java.util.function.BooleanSupplier;

/**
 * A uniform random permutation that goes easy on the cache: every element is thrown into one of
 * many groups, each as likely as the others, and every group is shuffled on its own (Rao 1961;
 * Sandelius 1962; within a group Fisher-Yates as by Durstenfeld 1964).
 *
 * <p>All random numbers are hashes of an element's position, so that they can be had again in any
 * order: the permutation is undone without having been stored.
 */
public final class Permutation {

  /** 2^64 divided by the golden ratio: the increment of SplitMix64. */
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  /** Elements in a group, on average: they stay in a core's own cache while they are shuffled. */
  private static final long GROUP = 1 << 16;

  private static final int MOST_GROUPS = 1 << 12;

  private final long size;
  private final long groupKey;
  private final long shuffleKey;
  private final long[] starts; // of each group, then the size

  public Permutation(long key, long size) {
    this(key, size, (int) Math.min(MOST_GROUPS, Math.max(1, size / GROUP)));
  }

  public Permutation(long key, long size, int groups) {
    this.size = size;
    this.groupKey = mix(key);
    this.shuffleKey = mix(groupKey);
    this.starts = new long[groups + 1];
    for (long i = 0; i < size; i++) {
      starts[group(i) + 1]++;
    }
    for (int group = 0; group < groups; group++) {
      starts[group + 1] += starts[group];
    }
  }

  public long size() {
    return size;
  }

  /** Where elements go before the groups are shuffled, in the order of the elements. */
  public Places places() {
    return new Places();
  }

  /** See {@link #places}. */
  public final class Places {

    private final long[] free = starts.clone();
    private long element;

    /** The place of the next element. */
    long next() {
      return free[group(element++)]++;
    }
  }

  public void shuffle(Elements elements, BooleanSupplier cancelled) {
    for (int group = 0; group + 1 < starts.length; group++) {
      RowBlocks.requireNotCancelled(cancelled);
      long start = starts[group];
      for (long i = starts[group + 1] - 1; i > start; i--) {
        elements.swap(i, partner(i, start));
      }
    }
  }

  /** Takes {@link #shuffle} back: the same swaps in reverse order. */
  public void unshuffle(Elements elements) {
    for (int group = 0; group + 1 < starts.length; group++) {
      long start = starts[group];
      for (long i = start + 1; i < starts[group + 1]; i++) {
        elements.swap(i, partner(i, start));
      }
    }
  }

  private int group(long i) {
    return starts.length == 2 ? 0 : (int) below(starts.length - 1L, groupKey + i * GAMMA);
  }

  private long partner(long i, long start) {
    return start + below(i - start + 1, shuffleKey + i * GAMMA);
  }

  /** Uniform in 0..bound - 1; scaling 63 random bits leaves a bias of bound / 2^63. */
  private static long below(long bound, long state) {
    return Math.multiplyHigh(mix(state) >>> 1, bound << 1);
  }

  /** The mixing function of SplitMix64 (Steele, Lea &amp; Flood 2014, figure 17). */
  public static long mix(long state) {
    long z = state + GAMMA;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
