package io.github.weightwatcher4j.random;

import io.github.weightwatcher4j.bulk.MarchenkoPastur;
import io.github.weightwatcher4j.bulk.SpikeTransition;
import java.util.OptionalDouble;

/**
 * The largest eigenvalue that the largest entry of a heavy-tailed matrix makes, for entries with
 * {@code P(|w| > x) = x^-mu} and mu between 2 and 4.
 *
 * <p>An entry of size a is a planted direction of strength a in the noise of all others ({@link
 * SpikeTransition}): it gives {@code (a^2 + v N)(a^2 + v M) / a^2} where {@code a^2 > v sqrt(N M)},
 * and below that drowns in the noise, whose edge is {@code v (sqrt N + sqrt M)^2}. Unlike
 * Fr&eacute;chet's limit for the eigenvalue itself, it holds at usual sizes (docs/theory.md).
 *
 * @param n longer side N
 * @param m shorter side M, at least 1
 * @param variance v of the other entries, positive and finite
 */
public record LargestEntry(int n, int m, double variance) {

  /** Checks every domain above. */
  public LargestEntry {
    Domain.requireShape(n, m);
    if (n < m) {
      throw new IllegalArgumentException(
          "n is the longer side, but n was %d and m %d".formatted(n, m));
    }
    Domain.requirePositive("variance", variance);
  }

  /** The size above which an entry makes an eigenvalue of its own, {@code sqrt(v) (N M)^(1/4)}. */
  public double threshold() {
    return transition().threshold();
  }

  /**
   * The largest eigenvalue; the edge of the noise where the entry is no larger than the threshold.
   *
   * @param size |w| of the largest entry, at least 0
   */
  public double eigenvalue(double size) {
    return transition().eigenvalue(size);
  }

  /**
   * The size of the entry that makes this eigenvalue; empty up to the edge, where none does.
   *
   * @param eigenvalue the largest of W^T W
   */
  public OptionalDouble size(double eigenvalue) {
    return transition().strength(eigenvalue);
  }

  /**
   * Chance of so large an eigenvalue where the entries have {@code P(|w| > x) = x^-mu}: that of the
   * entry behind it by {@link Frechet}. Empty up to the edge, where the noise hides the entry.
   *
   * @param eigenvalue the largest of W^T W
   * @param mu positive and finite
   */
  public OptionalDouble chance(double eigenvalue, double mu) {
    double scale = Frechet.scale(n, m, mu);
    OptionalDouble size = size(eigenvalue);
    return size.isPresent()
        ? OptionalDouble.of(
            Frechet.ofSquaredEntries(mu).survival(size.getAsDouble() * size.getAsDouble() / scale))
        : OptionalDouble.empty();
  }

  private SpikeTransition transition() {
    return new SpikeTransition(new MarchenkoPastur((double) n / m, Math.sqrt(n * variance)));
  }
}
