package io.github.weightwatcher4j.fit.internal;

import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.TailFit;
import java.util.OptionalDouble;

/**
 * A fit to a spectrum whose outliers at the top, its fingers, may have been dropped.
 *
 * @param fit the fit to take: that of what is left, or the raw one where nothing was dropped
 * @param raw the fit of all eigenvalues
 * @param dropped how many of the largest eigenvalues {@code fit} goes without: 0, or 2 and more
 */
public record ClippedFit(TailFit fit, TailFit raw, int dropped) {

  /** Checks the domain above. */
  public ClippedFit {
    if (!(dropped == 0 || dropped >= 2)) {
      throw new IllegalArgumentException("dropped must be 0 or >= 2 but was " + dropped);
    }
  }

  /** Exponent of all eigenvalues; empty where they have none. */
  public OptionalDouble rawAlpha() {
    return raw instanceof PowerLawFit law ? OptionalDouble.of(law.alpha()) : OptionalDouble.empty();
  }

  /** Number of fingers as the Python tool counts them: one less than it drops, 0 for none. */
  public int fingers() {
    return Math.max(0, dropped - 1);
  }
}
