package io.github.weightwatcher4j.plot;

import io.github.weightwatcher4j.fit.PowerLawFit;

/**
 * A fitted power law on the scale of the whole spectrum's density: the share of the tail times the
 * tail's own density, so that the line lies on the histogram.
 *
 * @param fit the fit
 * @param tailMass share of all eigenvalues that are in the tail
 */
record PowerLawCurve(PowerLawFit fit, double tailMass) {

  static PowerLawCurve of(PowerLawFit fit, int eigenvalues) {
    return new PowerLawCurve(fit, (double) fit.tailSize() / eigenvalues);
  }

  /** Probability per unit of lambda at x, which is at least xMin. */
  double density(double x) {
    double tail = (fit.alpha() - 1) / fit.xMin() * Math.pow(x / fit.xMin(), -fit.alpha());
    return tailMass * tail;
  }
}
