package io.github.weightwatcher4j.fit;

/** Density and survival of a truncated power law, with what does not depend on x computed once. */
final class TruncatedPowerLaw {

  private final double alpha;
  private final double t;
  private final double xMin;
  private final UpperIncompleteGamma gamma;

  /** ln of the integral of u^-alpha e^(-t u) over u from 1 to infinity. */
  private final double logMass;

  TruncatedPowerLaw(double alpha, double t, double xMin) {
    this.alpha = alpha;
    this.t = t;
    this.xMin = xMin;
    gamma = new UpperIncompleteGamma(1 - alpha);
    logMass = gamma.logScaled(t);
  }

  double logDensity(double x) {
    double ratio = x / xMin;
    return x < xMin
        ? Double.NEGATIVE_INFINITY
        : -alpha * Math.log(ratio) - t * ratio - logMass - Math.log(xMin);
  }

  double survival(double x) {
    double ratio = x / xMin;
    return x < xMin
        ? 1
        : Math.exp((1 - alpha) * Math.log(ratio) + gamma.logScaled(t * ratio) - logMass);
  }

  /** The logarithm of the likelihood of m values, from the means that it depends on. */
  double logLikelihood(int m, double meanLog, double meanExcess) {
    return -m * (alpha * meanLog + t * meanExcess + t + logMass + Math.log(xMin));
  }
}
