package io.github.weightwatcher4j.metric;

/** A step of the analysis of a layer; each metric belongs to the one that computes it. */
public enum Stage {
  /** From the shape alone, without a decomposition. */
  SHAPE,
  /** From the fit of the tail; absent where it failed. */
  FIT,
  /** From resampling the spectrum, on request. */
  BOOTSTRAP,
  /** From sums and extremes of the spectrum. */
  NORMS,
  /** From counts of small eigenvalues. */
  RANKS,
  /** From the fit of the Marchenko-Pastur law, on request; absent where it failed. */
  BULK,
  /** From the spectra of shuffled weights, on request. */
  RANDOM,
  /** From the condition |det X| = 1 on the tail (SETOL), on request. */
  ERG,
  /** From the eigenvectors, on request. */
  VECTORS
}
