package io.github.weightwatcher4j.fit;

import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Locale;

/**
 * Fits a power law to the upper tail of a spectrum and chooses where the tail begins.
 *
 * <p>Every eigenvalue is tried as xMin, with the maximum-likelihood alpha of what lies above it;
 * the one whose Kolmogorov-Smirnov distance is least wins, the smallest xMin among equals (Clauset,
 * Shalizi &amp; Newman 2009, sections 3.1 and 3.3).
 */
public final class PowerLawFitter {

  private final int minTailSize;

  /**
   * A fitter.
   *
   * @param minTailSize fewest eigenvalues that make a tail, at least 2
   */
  public PowerLawFitter(int minTailSize) {
    if (minTailSize < 2) {
      throw new IllegalArgumentException("minTailSize must be >= 2 but was " + minTailSize);
    }
    this.minTailSize = minTailSize;
  }

  /**
   * The best fit, or the reason why there is none: fewer eigenvalues than a tail needs, or all of
   * them equal, or no tail with alpha above 1.
   *
   * <p>The scan is exact; it costs O(n^2) at worst and mostly far less, because a candidate is left
   * as soon as it is worse than the best so far.
   *
   * @param spectrum positive eigenvalues: those above the cutoff
   */
  public TailFit fit(Spectrum spectrum) {
    int n = spectrum.size();
    if (n < minTailSize) {
      return new FailedFit(n + " eigenvalues above the cutoff, a tail needs " + minTailSize);
    }
    if (!(spectrum.min() > 0)) {
      throw new IllegalArgumentException("eigenvalues must be > 0, but one is " + spectrum.min());
    }
    if (TailScan.areEqual(spectrum.min(), spectrum.max())) {
      return new FailedFit(
          String.format(Locale.ROOT, "all %d eigenvalues equal %.6g", n, spectrum.max()));
    }
    TailScan scan = new TailScan(spectrum);
    int best = scan.best(n - minTailSize);
    return best < 0
        ? new FailedFit("no tail of " + minTailSize + " or more eigenvalues has an exponent")
        : scan.fit(best);
  }
}
