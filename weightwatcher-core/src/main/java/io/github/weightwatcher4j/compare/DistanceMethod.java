package io.github.weightwatcher4j.compare;

import java.util.Locale;

/**
 * How two layers of one shape are compared. A and B are the matrices of a layer in either model, as
 * the model has them: [out, in] in most files.
 */
public enum DistanceMethod {
  /**
   * Frobenius norm of the difference of the whole tensors; 0 for equal ones, in units of weights.
   */
  RAW,
  /**
   * Mean over the layer's matrices of the Frobenius norm of A - B; as {@link #RAW} where there is
   * one matrix.
   */
  EUCLIDEAN,
  /**
   * Mean over the layer's matrices of {@code |A^T B| / sqrt(|A^T A| |B B^T|)} in Frobenius norms, a
   * similarity in [0, 1]: 1 for B = c A Q with an orthogonal Q, 0 where all columns of A are
   * orthogonal to all of B. This is the square root of the uncentred linear CKA, as the Python tool
   * has it.
   */
  CKA,
  /**
   * Mean over the layer's matrices of linear CKA with the columns centred, {@code |A^T B|^2 / (|A^T
   * A| |B^T B|)}, a similarity in [0, 1] (Kornblith, Norouzi, Lee &amp; Hinton, ICML 2019, eq. 4).
   * Rows are the examples.
   */
  CENTERED_CKA;

  /** Whether larger values mean more alike, at most 1, rather than further apart. */
  public boolean isSimilarity() {
    return this == CKA || this == CENTERED_CKA;
  }

  /** The name in tables: lower case, as in the Python tool where it has the method. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
