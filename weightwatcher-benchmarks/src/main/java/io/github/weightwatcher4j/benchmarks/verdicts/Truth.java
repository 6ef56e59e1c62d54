package io.github.weightwatcher4j.benchmarks.verdicts;

import io.github.weightwatcher4j.verdict.Phase;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Matrices N x M, N at least M, of a phase that is known because they were made so.
 *
 * <p>"Outliers" of the bulk+spikes phase are where the spikes will be, at 1.3 to 4 times the edge
 * and 10 Tracy-Widom units beyond it at least.
 */
final class Truth {

  private static final Phase[] PHASES = {
    Phase.RANDOM_LIKE,
    Phase.BLEEDING_OUT,
    Phase.BULK_SPIKES,
    Phase.BULK_DECAY,
    Phase.HEAVY_TAILED,
    Phase.RANK_COLLAPSE
  };

  private final int n;
  private final int m;
  private final SplittableRandom random;

  private Truth(int n, int m, SplittableRandom random) {
    this.n = n;
    this.m = m;
    this.random = random;
  }

  static Phase[] phases() {
    return PHASES.clone();
  }

  /** The entries of the random-like truth, of which a quarter each are made. */
  static Entries noise(int which) {
    return switch (which % 4) {
      case 0 -> Entries.gaussian();
      case 1 -> Entries.uniform();
      case 2 -> Entries.student(12);
      default -> Entries.gaussian().sparse(0.3);
    };
  }

  /** Which of several kinds of a truth is made, and of which shape. */
  static double[][] matrix(Phase phase, int which, int n, int m, SplittableRandom random) {
    Truth truth = new Truth(n, m, random);
    return switch (phase) {
      case RANDOM_LIKE -> truth.of(noise(which));
      case BLEEDING_OUT -> truth.bleedingOut();
      case BULK_SPIKES -> truth.bulkSpikes();
      case BULK_DECAY -> truth.bulkDecay();
      case HEAVY_TAILED -> truth.heavyTailed();
      case RANK_COLLAPSE -> truth.rankCollapse();
      case TOO_SMALL -> throw new IllegalArgumentException("nothing is made too small");
    };
  }

  private double[][] of(Entries entries) {
    return RandomMatrix.of(n, m, entries, random);
  }

  private double[][] gaussian() {
    return of(Entries.gaussian());
  }

  /**
   * Directions at the transition, drawn independently: where two are close they make a stronger
   * one. Of orthogonal ones half give no eigenvalue beyond the noise at all.
   */
  private double[][] bleedingOut() {
    int k = random.nextInt(3, 9);
    double strength = Math.pow((double) n * m, 0.25);
    return RandomMatrix.withUnitDirections(gaussian(), k, strength, random);
  }

  private double[][] bulkSpikes() {
    double root = Math.sqrt(n) + Math.sqrt(m);
    double scale = root * Math.cbrt(1 / Math.sqrt(n) + 1 / Math.sqrt(m));
    double lowest = Math.max(1.3 * root * root, root * root + 10 * scale);
    double[] strengths =
        random
            .doubles(random.nextInt(1, 6))
            .map(share -> strength(lowest + share * Math.max(0, 4 * root * root - lowest)))
            .toArray();
    return RandomMatrix.withDirections(gaussian(), strengths, random);
  }

  /** The strength s whose eigenvalue is expected at {@code (s^2 + N)(s^2 + M) / s^2}. */
  private double strength(double eigenvalue) {
    double half = (eigenvalue - n - m) / 2;
    return Math.sqrt(half + Math.sqrt(half * half - (double) n * m));
  }

  private double[][] bulkDecay() {
    int raised = (int) Math.round(m * random.nextDouble(0.25, 0.6));
    double[] variances =
        IntStream.range(0, m).mapToDouble(j -> j < raised ? 1 + exponential() : 1).toArray();
    return RandomMatrix.scaledColumns(gaussian(), j -> Math.sqrt(variances[j]));
  }

  private double exponential() {
    return -Math.log(1 - random.nextDouble());
  }

  /** Entries of mu 1 to 3, or columns whose variances have a density of exponent 2 to 3.5. */
  private double[][] heavyTailed() {
    if (random.nextBoolean()) {
      return of(Entries.pareto(1 + 0.5 * random.nextInt(5)));
    }
    double alpha = 2 + 0.5 * random.nextInt(4);
    double[] deviations = random.doubles(m).map(u -> Math.pow(1 - u, -0.5 / (alpha - 1))).toArray();
    return RandomMatrix.scaledColumns(gaussian(), j -> deviations[j]);
  }

  /** A product of rank .3 to .85 M, or noise in so many columns and nothing in the others. */
  private double[][] rankCollapse() {
    int rank = (int) Math.round(m * random.nextDouble(0.3, 0.85));
    if (random.nextBoolean()) {
      return RandomMatrix.scaledColumns(gaussian(), j -> j < rank ? 1 : 0);
    }
    double[][] left = RandomMatrix.of(n, rank, Entries.gaussian(), random);
    double[][] right = RandomMatrix.of(rank, m, Entries.gaussian(), random);
    return RandomMatrix.scaled(RandomMatrix.product(left, right), 1 / Math.sqrt(rank));
  }
}
