package io.github.weightwatcher4j.fit.internal;

import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.PowerLawFitter;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.spectrum.Spectrum;

/**
 * Fits a spectrum without its fingers: the few largest eigenvalues of a layer of finite size that
 * stand apart, and push the beginning of the tail so far up that alpha comes out much too large.
 *
 * <p>The largest k = 2, 3, ... eigenvalues are dropped; the first k whose alpha is more than a
 * threshold below that of all eigenvalues is taken. As in the Python tool the search ends where an
 * alpha is 2 or less, and k stays below the greatest number.
 */
public final class FingerClipping {

  /** A tail as heavy as this owes nothing to fingers. */
  private static final double HEAVY = 2;

  private final PowerLawFitter fitter;
  private final int maxFingers;
  private final double threshold;

  /**
   * A clipping of at most {@code maxFingers - 1} eigenvalues.
   *
   * @param fitter fits the law, before and after
   * @param maxFingers bound of k, at least 2; Python's default is 10
   * @param threshold how far alpha has to fall, positive; Python's default is 1
   */
  public FingerClipping(PowerLawFitter fitter, int maxFingers, double threshold) {
    if (maxFingers < 2) {
      throw new IllegalArgumentException("maxFingers must be >= 2 but was " + maxFingers);
    }
    if (!(threshold > 0)) {
      throw new IllegalArgumentException("threshold must be > 0 but was " + threshold);
    }
    this.fitter = fitter;
    this.maxFingers = maxFingers;
    this.threshold = threshold;
  }

  /**
   * The fit without fingers, or that of all eigenvalues where dropping some does not help.
   *
   * @param spectrum positive eigenvalues: those above the cutoff
   */
  public ClippedFit fit(Spectrum spectrum) {
    TailFit raw = fitter.fit(spectrum);
    if (raw instanceof PowerLawFit rawLaw) {
      for (int k = 2; k < maxFingers; k++) {
        if (!(fitter.fit(spectrum.withoutLargest(k)) instanceof PowerLawFit clipped)) {
          break;
        }
        if (clipped.alpha() + threshold < rawLaw.alpha()) {
          return new ClippedFit(clipped, raw, k);
        }
        if (clipped.alpha() <= HEAVY) {
          break;
        }
      }
    }
    return new ClippedFit(raw, raw, 0);
  }
}
