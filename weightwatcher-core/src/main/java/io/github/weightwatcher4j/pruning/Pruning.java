package io.github.weightwatcher4j.pruning;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * How much of each layer is pruned, so that a share S of the weights of all pruned layers becomes
 * zero.
 *
 * <p>By alpha, as AlphaPruning does it: layers with a small alpha were trained well and keep more.
 * With the strength e a layer has the weight {@code q = (1 - e) + 2 e (alpha - alphaMin) /
 * (alphaMax - alphaMin)}, and of its d weights the share {@code q S sum(d) / sum(d q)} is pruned. A
 * layer whose share would exceed the cap has the cap, and the others take over what is missing, in
 * proportion to q; so the whole always is S, where the published formula gives shares above 1.
 * Equal exponents: S everywhere.
 *
 * <p>The first and the last layer with a matrix are left out unless asked for. Immutable.
 *
 * <p>Source: Lu, Zhou, Liu, Wang, Mahoney &amp; Yang, "AlphaPruning: Using heavy-tailed self
 * regularization theory for improved layer-wise pruning of large language models", NeurIPS 2024,
 * eq. 2; the exponent of windows is that of FARMS, ICML 2025.
 */
public final class Pruning {

  private static final double STRENGTH = 0.3;
  private static final double CAP = 0.99;

  private final double sparsity;
  private final Optional<Exponent> exponent;
  private final double strength;
  private final double cap;
  private final boolean first;
  private final boolean last;

  private Pruning(
      double sparsity,
      Optional<Exponent> exponent,
      double strength,
      double cap,
      boolean first,
      boolean last) {
    this.sparsity = sparsity;
    this.exponent = exponent;
    this.strength = strength;
    this.cap = cap;
    this.first = first;
    this.last = last;
  }

  /**
   * The same share of every layer.
   *
   * @param sparsity share of the weights that become zero, in (0, 1)
   */
  public static Pruning uniform(double sparsity) {
    return new Pruning(share(sparsity), Optional.empty(), 0, 1, false, false);
  }

  /**
   * Shares by the exponents of the layers' windows ({@link Exponent#FARMS}), of strength 0.3 and at
   * most 0.99.
   *
   * @param sparsity S, share of all weights that become zero, in (0, 0.99], or up to another {@link
   *     #cap}
   */
  public static Pruning byAlpha(double sparsity) {
    return new Pruning(share(sparsity), Optional.of(Exponent.FARMS), STRENGTH, CAP, false, false);
  }

  /** This by another exponent. */
  public Pruning by(Exponent other) {
    return new Pruning(sparsity, Optional.of(other), strength, cap, first, last);
  }

  /**
   * This with another strength.
   *
   * @param e how far shares are from each other, from 0 (equal) to below 1
   */
  public Pruning strength(double e) {
    require(e >= 0 && e < 1, "strength must be in [0, 1) but was " + e);
    return new Pruning(sparsity, exponent, e, cap, first, last);
  }

  /**
   * This with another largest share of a layer.
   *
   * @param largest in (0, 1]
   */
  public Pruning cap(double largest) {
    require(largest > 0 && largest <= 1, "cap must be in (0, 1] but was " + largest);
    return new Pruning(sparsity, exponent, strength, largest, first, last);
  }

  /** This with the first layer that has a matrix. */
  public Pruning withFirstLayer() {
    return new Pruning(sparsity, exponent, strength, cap, true, last);
  }

  /** This with the last layer that has a matrix. */
  public Pruning withLastLayer() {
    return new Pruning(sparsity, exponent, strength, cap, first, true);
  }

  private static double share(double sparsity) {
    require(sparsity > 0 && sparsity < 1, "sparsity must be in (0, 1) but was " + sparsity);
    return sparsity;
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** S, the share of the weights of all pruned layers. */
  public double sparsity() {
    return sparsity;
  }

  /** The exponent that tells layers apart; empty where all have the same share. */
  public Optional<Exponent> exponent() {
    return exponent;
  }

  /** e; 0 where all have the same share. */
  public double strength() {
    return strength;
  }

  /** The largest share of a layer. */
  public double cap() {
    return cap;
  }

  /** Whether the first layer with a matrix is pruned. */
  public boolean prunesFirst() {
    return first;
  }

  /** Whether the last layer with a matrix is pruned. */
  public boolean prunesLast() {
    return last;
  }

  /**
   * Checks that the sparsity can be reached, which needs no layers.
   *
   * @throws IllegalArgumentException where S is above the cap
   */
  public void requireReachable() {
    require(sparsity <= cap, "sparsity must be <= cap (" + cap + ") but was " + sparsity);
  }

  /**
   * The share of each layer.
   *
   * @param weights number of weights of each, at least 1
   * @param alphas exponent of each, finite; any numbers where the shares are uniform
   * @return as many shares in (0, cap], with {@code sum(share weights) = S sum(weights)}
   * @throws IllegalArgumentException where S is above the cap, or the arrays do not match
   */
  public double[] shares(long[] weights, double[] alphas) {
    require(
        weights.length == alphas.length,
        "needs an alpha for each of " + weights.length + " layers: " + alphas.length);
    requireReachable();
    require(
        Arrays.stream(weights).allMatch(d -> d > 0),
        "every layer needs weights: " + Arrays.toString(weights));
    double[] q = exponent.isEmpty() ? equal(weights.length) : emphasis(alphas);
    double[] shares = new double[q.length];
    boolean[] capped = new boolean[q.length];
    while (distribute(weights, q, capped, shares)) {
      // Those that were beyond the cap have it now, and the others take over the rest.
    }
    return shares;
  }

  private static double[] equal(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private double[] emphasis(double[] alphas) {
    for (double alpha : alphas) {
      require(Math.abs(alpha) < Double.POSITIVE_INFINITY, "every alpha must be finite: " + alpha);
    }
    double min = Arrays.stream(alphas).min().orElse(0);
    double max = Arrays.stream(alphas).max().orElse(0);
    return max > min
        ? Arrays.stream(alphas)
            .map(alpha -> (1 - strength) + 2 * strength * ((alpha - min) / (max - min)))
            .toArray()
        : equal(alphas.length);
  }

  /** Gives the layers below the cap what those at the cap leave; whether one of them reached it. */
  private boolean distribute(long[] weights, double[] q, boolean[] capped, double[] shares) {
    double wanted = 0;
    double taking = 0;
    for (int i = 0; i < q.length; i++) {
      wanted += (sparsity - (capped[i] ? cap : 0)) * weights[i];
      taking += capped[i] ? 0 : q[i] * weights[i];
    }
    boolean more = false;
    for (int i = 0; i < q.length; i++) {
      shares[i] = capped[i] ? cap : q[i] * (wanted / taking);
      if (shares[i] > cap) {
        shares[i] = cap;
        capped[i] = true;
        more = true;
      }
    }
    return more;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pruning that
        && sparsity == that.sparsity
        && exponent.equals(that.exponent)
        && strength == that.strength
        && cap == that.cap
        && first == that.first
        && last == that.last;
  }

  @Override
  public int hashCode() {
    return Objects.hash(sparsity, exponent, strength, cap, first, last);
  }

  /** Such as {@code sparsity 0.7 by FARMS alpha, strength 0.3, at most 0.99 of a layer}. */
  @Override
  public String toString() {
    return exponent
        .map(
            by ->
                "sparsity %s by %s, strength %s, at most %s of a layer"
                    .formatted(sparsity, by, strength, cap))
        .orElse("sparsity " + sparsity + " of every layer");
  }
}
