package io.github.weightwatcher4j.bulk;

import java.util.OptionalDouble;

/**
 * What becomes of a planted direction {@code s u v^T} (unit vectors u and v, strength s) when noise
 * is added to it: the transition of Baik, Ben Arous and P&eacute;ch&eacute;.
 *
 * <p>With the noise's own law, {@code c = 1 / Q} and {@code t = s^2 / sigma^2}, the direction gives
 * an eigenvalue {@code sigma^2 (1 + t)(c + t) / t} of W^T W where {@code t > sqrt(c)}, and none
 * beyond the bulk where it is weaker (Benaych-Georges &amp; Nadakuditi 2012, section 3.1; Baik, Ben
 * Arous &amp; P&eacute;ch&eacute; 2005). This is the limit for large matrices; at a finite size the
 * eigenvalue fluctuates about it by a share of the order of 1 / sqrt(N).
 *
 * @param noise law of the noise alone
 */
public record SpikeTransition(MarchenkoPastur noise) {

  /** The strength from which on a direction shows, {@code sigma Q^(-1/4)}. */
  public double threshold() {
    return noise.sigma() / Math.sqrt(Math.sqrt(noise.q()));
  }

  /**
   * The eigenvalue that a planted direction gives; the upper edge for one below the threshold,
   * which drowns in the noise.
   *
   * @param strength s, at least 0, in units of W
   */
  public double eigenvalue(double strength) {
    if (!(strength >= 0)) {
      throw new IllegalArgumentException("strength must be >= 0 but was " + strength);
    }
    if (strength <= threshold()) {
      return noise.upper();
    }
    double square = strength * strength;
    double variance = noise.sigma() * noise.sigma();
    return (variance + square) * (1 + variance / (noise.q() * square));
  }

  /**
   * The strength of the planted direction that gives this eigenvalue; empty up to the upper edge,
   * where no strength does. Twice the square is {@code d + sqrt(d^2 - 4 sigma^4 / Q)} with {@code d
   * = eigenvalue - sigma^2 (1 + 1 / Q)}.
   */
  public OptionalDouble strength(double eigenvalue) {
    if (!(eigenvalue > noise.upper())) {
      return OptionalDouble.empty();
    }
    double above = eigenvalue - noise.upper();
    // d^2 - 4 sigma^4 / Q without the cancellation near the edge.
    double root = Math.sqrt(above) * Math.sqrt(eigenvalue - noise.lower());
    double d = above + 2 * threshold() * threshold();
    return OptionalDouble.of(Math.sqrt((d + root) / 2));
  }
}
