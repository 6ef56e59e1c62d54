package io.github.weightwatcher4j.bulk;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.spectrum.Spectrum;

/**
 * Fits the law of Marchenko and Pastur to the bulk of a spectrum and finds the spikes beyond it.
 */
public interface BulkFitter {

  /**
   * The law, or the reason why there is none.
   *
   * @param spectrum the eigenvalues of W^T W; those of all matrices in one where there are several
   * @param shape of the matrices, and how many there are: no fewer eigenvalues than the spectrum
   *     has
   * @throws IllegalArgumentException where the spectrum has more eigenvalues than the matrices
   */
  BulkFit fit(Spectrum spectrum, MatrixShape shape);
}
