package io.github.weightwatcher4j.spectrum;

/** How eigenvalues are computed. */
public enum SpectrumMethod {
  /**
   * From the float64 matrix W^T W. Eigenvalues are right to about M * 1e-16 * lambda_max; where the
   * rank hangs on smaller ones, the layer is done again as {@link #ACCURATE}.
   */
  FAST,
  /** From the singular values of W, three to five times slower: right relative to sigma_max. */
  ACCURATE
}
