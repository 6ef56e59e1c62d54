package io.github.weightwatcher4j.fit;

import io.github.weightwatcher4j.spectrum.Spectrum;

/**
 * A power law fitted from a given position in the spectrum on, without a search for where the tail
 * begins: the estimator of Hill (1975) in the form of Clauset, Shalizi &amp; Newman 2009, eq. 3.1,
 * {@code alpha = 1 + n / sum(ln(x_i / xMin))}.
 *
 * <p>The same share of every spectrum is its tail, so that exponents of many layers can be compared
 * even where none of them follows a power law well.
 */
public final class HillEstimator {

  private final double position;

  /**
   * An estimator.
   *
   * @param position share of the eigenvalues below the tail, in [0, 1): 0.5 begins at the median
   */
  public HillEstimator(double position) {
    if (!(position >= 0 && position < 1)) {
      throw new IllegalArgumentException("position must be in [0, 1) but was " + position);
    }
    this.position = position;
  }

  /**
   * The fit from eigenvalue {@code floor(position * n)} on, counted from 0, or the reason why there
   * is none: fewer than two eigenvalues there, or all of them equal.
   *
   * @param spectrum positive eigenvalues: those above the cutoff
   */
  public TailFit fit(Spectrum spectrum) {
    int first = (int) Math.floor(position * spectrum.size());
    int size = spectrum.size() - first;
    if (size < 2) {
      return new FailedFit(size + " eigenvalues from the position on, a tail needs 2");
    }
    if (!(spectrum.min() > 0)) {
      throw new IllegalArgumentException("eigenvalues must be > 0, but one is " + spectrum.min());
    }
    TailScan scan = new TailScan(spectrum);
    return scan.hasAlpha(first)
        ? scan.fit(first)
        : new FailedFit("the " + size + " largest eigenvalues are equal, they have no exponent");
  }
}
