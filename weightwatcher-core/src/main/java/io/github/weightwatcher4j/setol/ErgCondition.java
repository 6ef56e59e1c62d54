package io.github.weightwatcher4j.setol;

import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.Optional;

/**
 * Where the tail of a spectrum has to begin for its determinant to be 1: the trace-log condition of
 * the exact renormalization group, {@code sum ln lambda'_i = 0} over the tail, with the eigenvalues
 * {@code lambda' = lambda / mean(lambda)} (Martin &amp; Hinrichs, SETOL, 2025; {@code detX} in the
 * Python tool).
 *
 * <p>From the largest eigenvalue down the sum rises while {@code lambda' > 1} and falls from there
 * on. The tail is the longest whose sum is not negative, plus the one eigenvalue that makes it so.
 * Eigenvalues that are all equal meet the condition together and are one tail. Sums of logarithms
 * have no limit in size, where a product of a few thousand eigenvalues overflows. The tail does not
 * depend on the scale of the weights.
 *
 * @param tailSize number of eigenvalues in the tail, at least 1
 * @param eigenvalue smallest of them, in the units of the spectrum; 0 where it ends the tail
 */
public record ErgCondition(int tailSize, double eigenvalue) {

  /** Relative rounding of one addition. */
  private static final double EPSILON = 0x1p-52;

  /** Checks that the tail has an eigenvalue and that it is not negative. */
  public ErgCondition {
    if (tailSize < 1) {
      throw new IllegalArgumentException("tailSize must be >= 1 but was " + tailSize);
    }
    if (!(eigenvalue >= 0)) {
      throw new IllegalArgumentException("eigenvalue must be >= 0 but was " + eigenvalue);
    }
  }

  /** The tail of a spectrum; empty where all eigenvalues are zero or there is none. */
  public static Optional<ErgCondition> of(Spectrum spectrum) {
    if (!(spectrum.max() > 0)) {
      return Optional.empty();
    }
    int n = spectrum.size();
    double mean = spectrum.mean();
    // The mean is off by n roundings, and enters n logarithms: equal eigenvalues must not drop out.
    double zero = -EPSILON * n * n;
    double sum = 0;
    int first = n;
    while (first > 0 && sum >= zero) {
      first--;
      sum += Math.log(spectrum.eigenvalue(first) / mean);
    }
    return Optional.of(new ErgCondition(n - first, spectrum.eigenvalue(first)));
  }
}
