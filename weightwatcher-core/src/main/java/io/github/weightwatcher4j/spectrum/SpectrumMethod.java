package io.github.weightwatcher4j.spectrum;

import io.github.weightwatcher4j.model.Precision;

/** How eigenvalues are computed. */
public enum SpectrumMethod {
  /**
   * From the float64 matrix W^T W. Eigenvalues are right to about M * 1e-16 * lambda_max; where the
   * rank hangs on smaller ones, the layer is done again as {@link #ACCURATE}.
   */
  FAST,
  /** From the singular values of W, three to five times slower: right relative to sigma_max. */
  ACCURATE,
  /**
   * From W^T W in float32, for matrices whose weights have 16 bits or less; others as {@link
   * #FAST}. Half the memory and, from M = 1500 up, less than two thirds of the time. Eigenvalues
   * are right to about 2e-6 lambda_max: the tail is, and what rests on the smallest (rank, smallest
   * singular value, determinant) is absent. A matrix of which a twentieth or more of the
   * eigenvalues may be zero is done again as {@link #FAST}, so that no lost rank is overlooked.
   */
  SINGLE;

  /** Whether a matrix of weights in this format is done in float32. */
  public boolean isSingle(Precision weights) {
    return this == SINGLE && weights.epsilon() >= Precision.FLOAT16.epsilon();
  }
}
