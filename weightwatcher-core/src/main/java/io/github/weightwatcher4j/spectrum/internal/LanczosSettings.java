package io.github.weightwatcher4j.spectrum.internal;

/**
 * What {@link Lanczos} looks for and how far it goes.
 *
 * @param top how many of the largest eigenvalues, at least 0
 * @param bottom how many of the smallest, at least 0; one of the two is not 0
 * @param tolerance bound of a residual over the largest absolute eigenvalue, in (0, 1)
 * @param basis vectors that are kept, the more the fewer products; at least top + bottom + 10 are
 * @param maxProducts products with the operator after which the search ends; at least 1
 * @param seed of the start
 * @param copies whether every copy of a multiple eigenvalue is looked for
 */
public record LanczosSettings(
    int top, int bottom, double tolerance, int basis, int maxProducts, long seed, boolean copies) {

  public LanczosSettings {
    if (top < 0 || bottom < 0 || top + bottom == 0) {
      throw new IllegalArgumentException(
          "top and bottom must be >= 0 and one of them > 0: " + top + ", " + bottom);
    }
    if (!(tolerance > 0 && tolerance < 1)) {
      throw new IllegalArgumentException("tolerance must be in (0, 1): " + tolerance);
    }
    if (maxProducts < 1) {
      throw new IllegalArgumentException("maxProducts must be >= 1: " + maxProducts);
    }
  }
}
