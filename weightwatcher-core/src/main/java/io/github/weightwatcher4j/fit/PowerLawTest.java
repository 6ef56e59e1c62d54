package io.github.weightwatcher4j.fit;

/**
 * Outcome of a test whether a tail may have come from a power law.
 *
 * @param pValue share of samples from the fitted law that lie as far from theirs, in (0, 1]; below
 *     0.1 the power law is to be ruled out (Clauset, Shalizi &amp; Newman 2009, section 4.1)
 * @param statistic {@code sqrt(n) D} of the spectrum, at least 0
 * @param simulations number of samples
 */
public record PowerLawTest(double pValue, double statistic, int simulations) {

  /** Checks every domain above. */
  public PowerLawTest {
    if (!(pValue > 0 && pValue <= 1)) {
      throw new IllegalArgumentException("pValue must be in (0, 1] but was " + pValue);
    }
    if (!(statistic >= 0)) {
      throw new IllegalArgumentException("statistic must be >= 0 but was " + statistic);
    }
  }
}
