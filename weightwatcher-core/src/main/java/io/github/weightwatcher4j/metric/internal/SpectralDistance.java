package io.github.weightwatcher4j.metric.internal;

import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.OptionalDouble;

/** How far two spectra of one size are from each other. */
public final class SpectralDistance {

  private SpectralDistance() {}

  /**
   * Jensen-Shannon distance of the eigenvalues, each spectrum divided by its sum: {@code sqrt((K(p,
   * m) + K(q, m)) / 2)} with {@code m = (p + q) / 2} and {@code K(p, m) = sum p_i ln(p_i / m_i)}, 0
   * ln 0 = 0; i counts eigenvalues in ascending order (Endres &amp; Schindelin 2003; Lin 1991).
   *
   * <p>In [0, sqrt(ln 2)]; 0 for spectra of one shape, whatever their scales.
   *
   * @return empty where one of them is all zeros
   * @throws IllegalArgumentException where the sizes differ
   */
  public static OptionalDouble jensenShannon(Spectrum a, Spectrum b) {
    if (a.size() != b.size()) {
      throw new IllegalArgumentException(
          "spectra must have the same size but had " + a.size() + " and " + b.size());
    }
    double sumA = a.sum();
    double sumB = b.sum();
    if (!(sumA > 0 && sumB > 0)) {
      return OptionalDouble.empty();
    }
    double divergence = 0;
    for (int i = 0; i < a.size(); i++) {
      double p = a.eigenvalue(i) / sumA;
      double q = b.eigenvalue(i) / sumB;
      if (p + q > 0) {
        // With p = m (1 + d) and q = m (1 - d) nothing cancels where spectra are nearly alike.
        double d = (p - q) / (p + q);
        divergence += (p + q) / 2 * (logTerm(d) + logTerm(-d));
      }
    }
    return OptionalDouble.of(Math.sqrt(Math.max(0, divergence / 2)));
  }

  /** (1 + d) ln(1 + d). */
  private static double logTerm(double d) {
    return d > -1 ? (1 + d) * Math.log1p(d) : 0;
  }
}
