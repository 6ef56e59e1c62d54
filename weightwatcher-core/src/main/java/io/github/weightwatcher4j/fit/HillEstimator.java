package io.github.weightwatcher4j.fit;

import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.OptionalDouble;

/**
 * A power law fitted from a given position in the spectrum on, without a search for where the tail
 * begins: the estimator of Hill (1975) in the form of Clauset, Shalizi &amp; Newman 2009, eq. 3.1,
 * {@code alpha = 1 + n / sum(ln(x_i / xMin))}.
 *
 * <p>The same share of every spectrum is its tail, so that exponents of many layers can be compared
 * even where none of them follows a power law well.
 */
public final class HillEstimator {

  /** Eigenvalues up to this share of their mean are rounding errors of weights and solver. */
  private static final double ROUNDING = 1e-12;

  private final double position;
  private final boolean splitsTies;

  /**
   * An estimator.
   *
   * @param position share of the eigenvalues below the tail, in [0, 1): 0.5 begins at the median
   */
  public HillEstimator(double position) {
    this(position, false);
  }

  private HillEstimator(double position, boolean splitsTies) {
    if (!(position >= 0 && position < 1)) {
      throw new IllegalArgumentException("position must be in [0, 1) but was " + position);
    }
    this.position = position;
    this.splitsTies = splitsTies;
  }

  /**
   * This estimator with equal eigenvalues counted as if they differed, as in Python: the tail may
   * begin inside a block of them.
   */
  public HillEstimator splittingTies() {
    return new HillEstimator(position, true);
  }

  /**
   * The exponent of the upper half of a whole spectrum, from eigenvalue {@code floor(n / 2)} on, as
   * TempBalance, AlphaPruning and FARMS compare layers by it: without a cutoff but for what is zero
   * up to rounding, 1e-12 of the mean.
   *
   * @return above 1; empty where fewer than two eigenvalues are there, or all of them are equal
   */
  public static OptionalDouble ofUpperHalf(Spectrum spectrum) {
    TailFit fit =
        new HillEstimator(0.5).splittingTies().fit(spectrum.above(ROUNDING * spectrum.mean()));
    return fit instanceof PowerLawFit law ? OptionalDouble.of(law.alpha()) : OptionalDouble.empty();
  }

  /**
   * The fit from eigenvalue {@code floor(position * n)} on, counted from 0, with all that equal it,
   * or the reason why there is none: fewer than two eigenvalues there, or all of them equal.
   *
   * @param spectrum positive eigenvalues: those above the cutoff
   */
  public TailFit fit(Spectrum spectrum) {
    int at = (int) Math.floor(position * spectrum.size());
    if (spectrum.size() - at < 2) {
      return new FailedFit(
          spectrum.size() - at + " eigenvalues from the position on, a tail needs 2");
    }
    if (!(spectrum.min() > 0)) {
      throw new IllegalArgumentException("eigenvalues must be > 0, but one is " + spectrum.min());
    }
    TailScan scan = new TailScan(spectrum.toArray(), false, splitsTies);
    int first = scan.candidate(at);
    return scan.hasAlpha(first)
        ? scan.fit(first)
        : new FailedFit(
            "the "
                + (spectrum.size() - first)
                + " largest eigenvalues are equal, they have no exponent");
  }
}
