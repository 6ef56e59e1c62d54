package io.github.weightwatcher4j.fit;

import io.github.weightwatcher4j.fit.internal.HistogramPeak;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Fits a truncated power law to the upper tail of a spectrum, and chooses where the tail begins as
 * {@link PowerLawFitter} does: every eigenvalue is tried, the one whose tail and most likely law
 * are closest wins, the smallest among equals (Clauset, Shalizi &amp; Newman 2009, section 3.3).
 */
public final class TruncatedPowerLawFitter {

  private final int minTailSize;

  /**
   * A fitter.
   *
   * @param minTailSize fewest eigenvalues that make a tail, at least 2
   */
  public TruncatedPowerLawFitter(int minTailSize) {
    if (minTailSize < 2) {
      throw new IllegalArgumentException("minTailSize must be >= 2 but was " + minTailSize);
    }
    this.minTailSize = minTailSize;
  }

  /**
   * The best fit, or the reason why there is none: fewer eigenvalues than a tail needs, or all of
   * them equal.
   *
   * @param spectrum positive eigenvalues: those above the cutoff
   */
  public TailFit fit(Spectrum spectrum) {
    return fitWithin(spectrum, spectrum.min(), spectrum.max());
  }

  /**
   * The best fit among tails that begin in {@code [lowest, highest]}. Python's fit of kind E_TPL
   * looks within {@code [log10(0.95 peak), 1.5 peak]} of the {@link HistogramPeak}; the logarithm
   * in it is an oversight.
   *
   * @param spectrum positive eigenvalues: those above the cutoff
   */
  public TailFit fitWithin(Spectrum spectrum, double lowest, double highest) {
    int n = spectrum.size();
    if (n < minTailSize) {
      return new FailedFit(n + " eigenvalues above the cutoff, a tail needs " + minTailSize);
    }
    if (!(lowest <= highest)) {
      throw new IllegalArgumentException(
          "lowest must be <= highest but they were " + lowest + " and " + highest);
    }
    double smallest = spectrum.min();
    Domain.require(smallest > 0, "eigenvalues must be > 0", smallest);
    OptionalDouble xMin =
        new TruncatedScan(spectrum).best(spectrum.countBelow(lowest), n - minTailSize, highest);
    return xMin.isPresent()
        ? fitFrom(spectrum, xMin.getAsDouble())
        : new FailedFit(
            String.format(
                Locale.ROOT,
                "no tail of %d or more unequal eigenvalues begins in [%.6g, %.6g]",
                minTailSize,
                lowest,
                highest));
  }

  /**
   * The fit of the eigenvalues of at least xMin, or the reason why there is none.
   *
   * @param xMin positive; it need not be an eigenvalue
   */
  public TailFit fitFrom(Spectrum spectrum, double xMin) {
    Domain.requirePositive("xMin", xMin);
    int tailSize = spectrum.size() - spectrum.countBelow(xMin);
    return tailSize < minTailSize
        ? new FailedFit(
            String.format(
                Locale.ROOT,
                "%d eigenvalues from %.6g on, a tail needs %d",
                tailSize,
                xMin,
                minTailSize))
        : Tail.fit(spectrum, xMin, TruncatedPowerLawFit::of);
  }

  /**
   * The fit of the tail that begins at the peak of the ESD, {@link HistogramPeak}: the extended
   * truncated power law, E_TPL.
   *
   * @param spectrum positive eigenvalues: those above the cutoff
   */
  public TailFit fitFromPeak(Spectrum spectrum) {
    return spectrum.size() == 0
        ? new FailedFit("0 eigenvalues above the cutoff, a tail needs " + minTailSize)
        : fitFrom(spectrum, HistogramPeak.of(spectrum));
  }
}
