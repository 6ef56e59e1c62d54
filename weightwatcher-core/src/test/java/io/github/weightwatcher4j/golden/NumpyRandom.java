package io.github.weightwatcher4j.golden;

import org.apache.commons.math3.random.MersenneTwister;

/**
 * The draws of numpy's legacy generator, {@code numpy.random.RandomState}, so that Python's
 * permutations and matrices can be had again. By {@link StrictMath}: the same on every machine, and
 * the same as numpy's but for the last digit now and then.
 */
final class NumpyRandom {

  private final MersenneTwister bits;

  /** Normal numbers come in pairs: the second of the last pair, NaN where it was taken. */
  private double kept = Double.NaN;

  /** As after {@code numpy.random.seed(seed)}. */
  NumpyRandom(int seed) {
    this.bits = new MersenneTwister(seed);
  }

  /** As {@code shuffle(values)}. */
  void shuffle(double[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = atMost(i);
      double moved = values[i];
      values[i] = values[j];
      values[j] = moved;
    }
  }

  /** As {@code choice([-1, 1])}. */
  double sign() {
    return atMost(1) == 0 ? -1 : 1;
  }

  /** As {@code randn()}: Marsaglia's polar method. */
  double normal() {
    if (!Double.isNaN(kept)) {
      double second = kept;
      kept = Double.NaN;
      return second;
    }
    double x;
    double y;
    double square;
    do {
      x = 2 * uniform() - 1;
      y = 2 * uniform() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
    kept = factor * x;
    return factor * y;
  }

  /** As {@code pareto(shape)}. */
  double pareto(double shape) {
    return StrictMath.expm1(-StrictMath.log(1 - uniform()) / shape);
  }

  /** As {@code standard_t(freedom)}, of more than 2 degrees of freedom. */
  double studentT(double freedom) {
    double normal = normal();
    double gamma = gamma(freedom / 2);
    return Math.sqrt(freedom / 2) * normal / Math.sqrt(gamma);
  }

  /** Of a shape above 1: the method of Marsaglia and Tsang. */
  private double gamma(double shape) {
    double b = shape - 1 / 3.0;
    double c = 1 / Math.sqrt(9 * b);
    while (true) {
      double x;
      double v;
      do {
        x = normal();
        v = 1 + c * x;
      } while (v <= 0);
      v = v * v * v;
      double u = uniform();
      if (u < 1 - 0.0331 * (x * x) * (x * x)
          || StrictMath.log(u) < 0.5 * x * x + b * (1 - v + StrictMath.log(v))) {
        return b * v;
      }
    }
  }

  /** In [0, 1), of 53 bits. */
  private double uniform() {
    int high = bits.nextInt() >>> 5;
    int low = bits.nextInt() >>> 6;
    return (high * 0x1p26 + low) * 0x1p-53;
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
