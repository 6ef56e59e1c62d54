package io.github.weightwatcher4j.bulk;

import org.apache.commons.math3.analysis.UnivariateFunction;

/**
 * Sum of squared differences between a density estimate and the Marchenko-Pastur law of a given
 * sigma, as the Python tool has it.
 *
 * <p>For Q = 1 the estimate is of singular values and the law {@code sqrt(4 - v^2) / (pi sigma^2)}:
 * Python's quarter circle keeps its radius, whatever sigma is.
 */
final class DensityMisfit implements UnivariateFunction {

  /** What every point adds where the law misses the peak, or reaches past the estimate. */
  private static final double REJECTION = 1000.0 * 1000.0;

  private final DensityEstimate estimate;
  private final double q;

  DensityMisfit(DensityEstimate estimate, double q) {
    this.estimate = estimate;
    this.q = q;
  }

  /** The value of every sigma that is out of the question. */
  double rejection() {
    return REJECTION * estimate.size();
  }

  @Override
  public double value(double sigma) {
    if (!(sigma > 0)) {
      return rejection();
    }
    return q == 1 ? ofQuarterCircle(sigma) : ofLaw(new MarchenkoPastur(q, sigma));
  }

  private double ofQuarterCircle(double sigma) {
    double sum = 0;
    for (int i = 0; i < estimate.size(); i++) {
      double v = estimate.x(i);
      double law = v < 2 ? Math.sqrt(4 - v * v) / (Math.PI * sigma * sigma) : 0;
      sum += (law - estimate.density(i)) * (law - estimate.density(i));
    }
    return sum;
  }

  private double ofLaw(MarchenkoPastur law) {
    double lower = law.lower();
    double upper = law.upper();
    if (upper < estimate.peak() || lower > estimate.peak() || upper > estimate.last()) {
      return rejection();
    }
    double factor = q / (2 * Math.PI * law.sigma() * law.sigma());
    double sum = 0;
    for (int i = 0; i < estimate.size(); i++) {
      double x = estimate.x(i);
      double inside = (upper - x) * (x - lower);
      double height = inside > 0 ? factor * Math.sqrt(inside) / x : 0;
      sum += (height - estimate.density(i)) * (height - estimate.density(i));
    }
    return sum;
  }
}
