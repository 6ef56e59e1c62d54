package io.github.weightwatcher4j.setol;

/**
 * The decimal logarithm of the quality of a layer, squared, in four models of its tail (Martin
 * &amp; Hinrichs 2025, the table of R-transforms). Each is up to a constant of its own, so that
 * values of one model compare layers and means over different models say nothing. Eigenvalues are
 * rescaled to a mean of 1, {@code lambda' = lambda / mean(lambda)}.
 */
public enum LogQuality {
  /** A bulk with spikes: {@code log sum lambda'} over the tail. */
  BULK_AND_SPIKES,
  /** Free Cauchy: {@code log lambda'_max}. */
  FREE_CAUCHY,
  /** L&eacute;vy-Wigner: {@code (alpha - 1) log lambda'_max}; needs a power law. */
  LEVY_WIGNER,
  /**
   * Inverse Marchenko-Pastur: {@code 2 alpha (log lambda'_max - log lambda'_min)} over the tail;
   * needs a power law and a tail without zeros.
   */
  INVERSE_MARCHENKO_PASTUR
}
