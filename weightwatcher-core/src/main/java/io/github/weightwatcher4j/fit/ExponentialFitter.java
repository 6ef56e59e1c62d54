package io.github.weightwatcher4j.fit;

import io.github.weightwatcher4j.spectrum.Spectrum;

/** Fits an exponential law to a tail, {@link ExponentialFit}. */
public final class ExponentialFitter {

  /** A fitter; it has no settings. */
  public ExponentialFitter() {}

  /**
   * The fit of the eigenvalues of at least xMin, or the reason why there is none: fewer than two,
   * or all equal.
   *
   * @param xMin positive; it need not be an eigenvalue
   */
  public TailFit fit(Spectrum spectrum, double xMin) {
    return Tail.fit(spectrum, xMin, ExponentialFit::of);
  }
}
