package io.github.weightwatcher4j.benchmarks.verdicts;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Layers of pure noise as networks have them: dense or convolutions whose kernel positions differ
 * in variance, Gaussian or uniform, whole, with dead rows or with most weights zero.
 */
final class NoiseLayers {

  /** What is missing from a layer. */
  enum Kind {
    WHOLE,
    DEAD_ROWS,
    SPARSE
  }

  private static final int POSITIONS = 9;

  private NoiseLayers() {}

  /** A model of which a third is whole, a third has dead rows and a third is sparse. */
  static RandomModel model(long seed, int index, int layers) {
    SplittableRandom random = RandomMatrix.random(seed, index);
    RandomModel model = new RandomModel();
    for (int i = 0; i < layers; i++) {
      Kind kind = Kind.values()[i % Kind.values().length];
      if (random.nextBoolean()) {
        model.dense(dense(kind, 50, 512, random));
      } else {
        model.convolution(convolution(kind, 50, 128, random));
      }
    }
    return model;
  }

  /** The shorter side from one to another, Q from 1 to 10, either side first. */
  static double[][] dense(Kind kind, int from, int to, SplittableRandom random) {
    int m = (int) Math.round(logUniform(from, to, random));
    int n = (int) Math.round(m * logUniform(1, 10, random));
    boolean tall = random.nextBoolean();
    return noise(kind, tall ? n : m, tall ? m : n, random);
  }

  /** Nine matrices of channels from one number to another; deviations differ by up to 4. */
  static List<double[][]> convolution(Kind kind, int from, int to, SplittableRandom random) {
    int rows = (int) Math.round(logUniform(from, to, random));
    int columns = (int) Math.round(logUniform(from, to, random));
    return slices(noise(kind, rows, columns * POSITIONS, random), columns, random);
  }

  /** Rows are dead in all positions of a kernel: they are units. */
  private static List<double[][]> slices(double[][] wide, int columns, SplittableRandom random) {
    return Stream.iterate(0, at -> at < wide[0].length, at -> at + columns)
        .map(at -> block(wide, at, columns, logUniform(0.5, 2, random)))
        .toList();
  }

  private static double[][] block(double[][] wide, int from, int columns, double factor) {
    double[][] block = new double[wide.length][columns];
    for (int i = 0; i < wide.length; i++) {
      for (int j = 0; j < columns; j++) {
        block[i][j] = factor * wide[i][from + j];
      }
    }
    return block;
  }

  private static double[][] noise(Kind kind, int rows, int columns, SplittableRandom random) {
    Entries entries = Entries.ofInitialization(random);
    double share = random.nextDouble();
    return switch (kind) {
      case WHOLE -> RandomMatrix.of(rows, columns, entries, random);
      case DEAD_ROWS ->
          RandomMatrix.withDeadRows(
              RandomMatrix.of(rows, columns, entries, random), share / 2, random);
      case SPARSE -> RandomMatrix.of(rows, columns, entries.sparse(0.1 + 0.9 * share), random);
    };
  }

  static double logUniform(double from, double to, SplittableRandom random) {
    return from * Math.pow(to / from, random.nextDouble());
  }
}
