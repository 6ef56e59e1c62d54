package io.github.weightwatcher4j.random;

import java.util.Optional;

/**
 * What kind of heavy-tailed random matrix a spectrum looks like, by its alpha (Martin &amp;
 * Mahoney, JMLR 22(165), 2021, table 1). Of trained weights it is "as if": their entries are not
 * heavy-tailed, their correlations make the tail.
 */
public enum UniversalityClass {
  /**
   * Alpha up to 1.9, as of entries with {@code P(|w| > x) ~ x^-mu} and mu below 2: infinite
   * variance.
   */
  VERY_HEAVY("very heavy", 1.9),
  /** Alpha above that and up to 6, as of entries with mu from about 2 on. */
  MODERATELY_HEAVY("moderately heavy", 6);

  private final String label;
  private final double largestAlpha;

  UniversalityClass(String label, double largestAlpha) {
    this.label = label;
    this.largestAlpha = largestAlpha;
  }

  /** Its name in tables and files. */
  public String label() {
    return label;
  }

  /** The largest alpha of the class. */
  public double largestAlpha() {
    return largestAlpha;
  }

  /**
   * The class of an exponent; empty above 6, where entries with and without heavy tails differ too
   * little.
   *
   * @param alpha above 1
   */
  public static Optional<UniversalityClass> of(double alpha) {
    if (!(alpha > 1)) {
      throw new IllegalArgumentException("alpha must be > 1 but was " + alpha);
    }
    return alpha <= VERY_HEAVY.largestAlpha
        ? Optional.of(VERY_HEAVY)
        : alpha <= MODERATELY_HEAVY.largestAlpha ? Optional.of(MODERATELY_HEAVY) : Optional.empty();
  }
}
