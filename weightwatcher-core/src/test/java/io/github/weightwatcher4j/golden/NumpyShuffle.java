package io.github.weightwatcher4j.golden;

import org.apache.commons.math3.random.MersenneTwister;

/** The draws of numpy's legacy generator, so that Python's permutations can be had again. */
final class NumpyShuffle {

  private final MersenneTwister bits;

  /** As after {@code numpy.random.seed(seed)}. */
  NumpyShuffle(int seed) {
    this.bits = new MersenneTwister(seed);
  }

  /** As {@code numpy.random.shuffle(values)}. */
  void shuffle(double[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = atMost(i);
      double kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
  }

  /** Uniform in 0..max: as many low bits as max has, drawn again where they exceed it. */
  private int atMost(int max) {
    int mask = (Integer.highestOneBit(max) << 1) - 1;
    int value;
    do {
      value = bits.nextInt() & mask;
    } while (value > max);
    return value;
  }
}
