package io.github.weightwatcher4j.metric;

import java.util.List;

/**
 * A correlation trap: an eigenvalue that shuffled weights have beyond their bulk, with what its
 * singular vectors say of it (the Python tool's {@code analyze_traps}).
 *
 * @param slice number of the matrix within its layer, from 0
 * @param eigenvalue in units of the spectrum, positive
 * @param pValue probability that noise alone has so large an eigenvalue, in [0, 1]
 * @param delta (eigenvalue - edge) / edge, with the upper edge of the bulk of that matrix
 * @param right how far its right singular vector, of M components, sits on few of them
 * @param left the same of its left singular vector, of N components
 * @param overlap squared cosine of two right singular vectors: that of W for its largest singular
 *     value, and that of the trap put back to where its weights came from; in [0, 1]. Near 1, the
 *     trap is what the layer does most; noise has about 1 / M
 */
public record Trap(
    int slice,
    double eigenvalue,
    double pValue,
    double delta,
    Localization right,
    Localization left,
    double overlap) {

  /** Checks the domains. */
  public Trap {
    if (slice < 0 || !(eigenvalue > 0 && eigenvalue < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a trap needs a slice >= 0 and an eigenvalue > 0: " + slice + " " + eigenvalue);
    }
    if (!(delta > -1 && delta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("delta must be above -1 but was " + delta);
    }
    if (!(pValue >= 0 && pValue <= 1 && overlap >= 0 && overlap <= 1)) {
      throw new IllegalArgumentException(
          "pValue and overlap must be in [0, 1]: " + pValue + " " + overlap);
    }
  }

  /**
   * Porter-Thomas q of the right singular vector: near 1 for a single outsized weight, near 0 for a
   * vector of noise.
   */
  public double q() {
    return right.porterThomas();
  }

  /**
   * {@code delta^2 u overlap^2}, u being the right vector's {@link Localization#uniform}: how much
   * of what the layer does most is a few outsized weights. At least 0, without an upper end.
   */
  public double burden() {
    return delta * delta * right.uniform() * overlap * overlap;
  }

  /** The sum of the burdens. */
  public static double burden(List<Trap> traps) {
    return traps.stream().mapToDouble(Trap::burden).sum();
  }
}
