package io.github.weightwatcher4j.bulk;

import io.github.weightwatcher4j.spectrum.Spectrum;

/**
 * The spectrum of one matrix, with what the law of its noise depends on.
 *
 * @param spectrum the eigenvalues of W^T W
 * @param n number of its rows, or columns, that are not all zero: the larger of the two
 * @param m the smaller of the two, at least 1
 * @param kurtosis excess kurtosis of its entries, above -3: 0 for normal ones
 */
public record MatrixSpectrum(Spectrum spectrum, double n, double m, double kurtosis) {

  /** Checks the domains above. */
  public MatrixSpectrum {
    if (!(m >= 1 && n >= m)) {
      throw new IllegalArgumentException("needs n >= m >= 1: " + n + " " + m);
    }
    if (!(kurtosis > -3 && kurtosis < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("kurtosis must be finite and > -3 but was " + kurtosis);
    }
  }

  /** The spectrum of a matrix whose entries are taken for normal ones. */
  public static MatrixSpectrum of(Spectrum spectrum, double n, double m) {
    return new MatrixSpectrum(spectrum, n, m, 0);
  }
}
