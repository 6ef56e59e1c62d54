package io.github.weightwatcher4j.bulk;

import org.apache.commons.math3.special.Erf;

/**
 * The law of the spacings between neighbouring eigenvalues of random matrices, in units of their
 * mean: Wigner's surmise {@code p(s) = pi/2 s exp(-pi s^2 / 4)} for real ones (GOE, and W^T W of
 * noise W alike), within 0.01 of the exact probabilities (Mehta 2004, chapter 1).
 *
 * <p>Where r such matrices are pooled into one spectrum, no eigenvalue of one repels those of
 * another. An interval of length s is empty with probability {@code E(s / r)^r}, {@code E(s) =
 * erfc(sqrt(pi) s / 2)}, and the density of spacings is its second derivative (Rosenzweig &amp;
 * Porter 1960): for more and more matrices that of independent numbers, {@code exp(-s)}.
 *
 * @param matrices r, number of matrices of equal size in the spectrum, at least 1
 */
public record WignerSurmise(long matrices) {

  /** Checks the domain above. */
  public WignerSurmise {
    if (matrices < 1) {
      throw new IllegalArgumentException("matrices must be >= 1 but was " + matrices);
    }
  }

  /** Probability density of a spacing, in units of the mean one; 0 below 0. */
  public double density(double s) {
    if (!(s >= 0)) {
      return 0;
    }
    double repelled = Math.PI * s / (2.0 * matrices * matrices) * gauss(s) * others(s, 1);
    double apart = matrices == 1 ? 0 : others(s, 2) * gauss(s) * gauss(s);
    return repelled + apart * (matrices - 1) / matrices;
  }

  /** Probability of a spacing up to s, in units of the mean one. */
  public double cdf(double s) {
    return s > 0 ? 1 - gauss(s) * others(s, 1) : 0;
  }

  /** -E', the chance that the same matrix has no further eigenvalue up to s. */
  private double gauss(double s) {
    double x = s / matrices;
    return Math.exp(-Math.PI * x * x / 4);
  }

  /** Chance that all but some of the matrices have no eigenvalue within s. */
  private double others(double s, int but) {
    return Math.pow(Erf.erfc(Math.sqrt(Math.PI) * s / (2 * matrices)), (double) (matrices - but));
  }
}
