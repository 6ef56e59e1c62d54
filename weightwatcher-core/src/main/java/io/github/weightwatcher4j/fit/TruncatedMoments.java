package io.github.weightwatcher4j.fit;

import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * Moments of the truncated power law in {@code y = ln(x / xMin)} and {@code v = t (x / xMin - 1)},
 * with {@code t = lambda xMin > 0}: what the likelihood, its gradient and its information are made
 * of.
 *
 * <p>The density of y is proportional to {@code exp((1 - alpha) y - t (e^y - 1))}, whose logarithm
 * is concave: flat or exponential up to about ln(1 / t), and gone a little farther. Gauss-Legendre
 * rules on both parts give all moments at once, to about 1e-12.
 */
final class TruncatedMoments {

  /** e^-40 is nothing beside the 1 that the density begins or peaks at. */
  private static final double NEGLIGIBLE = 40;

  /** t e^y up to which the density is not yet bent. */
  private static final double BEND = 0.3;

  /**
   * Widest panels for 20 nodes: in y where the density is flat, in its logarithm, and past the
   * bend.
   */
  private static final double FLAT_PANEL = 12;

  private static final double STEEP_PANEL = 30;
  private static final double BENT_PANEL = 2.7;
  private static final int NODES = 20;
  private static final double[] NODE = new double[NODES];
  private static final double[] WEIGHT = new double[NODES];

  static {
    GaussIntegrator rule = new GaussIntegratorFactory().legendre(NODES, 0, 1);
    for (int i = 0; i < NODES; i++) {
      NODE[i] = rule.getPoint(i);
      WEIGHT[i] = rule.getWeight(i);
    }
  }

  private final double slope;
  private final double t;
  private double mass;
  private double y;
  private double v;
  private double yy;
  private double yv;
  private double vv;

  /**
   * Computes them.
   *
   * @param alpha exponent, in [0, 10]
   * @param t positive
   */
  TruncatedMoments(double alpha, double t) {
    slope = 1 - alpha;
    this.t = t;
    double end = Math.log1p((NEGLIGIBLE + 5) / t);
    if (slope < -2) {
      // Even times e^2y, as for the variance of v, the density falls with this slope or faster.
      end = Math.min(end, NEGLIGIBLE / -(slope + 2));
    }
    double bend = Math.min(end, Math.max(0, Math.log(BEND / t)));
    integrate(0, bend, Math.min(FLAT_PANEL, STEEP_PANEL / Math.abs(slope)));
    integrate(bend, end, BENT_PANEL);
  }

  private void integrate(double from, double to, double widest) {
    int panels = (int) Math.ceil((to - from) / widest);
    double width = (to - from) / panels;
    for (int panel = 0; panel < panels; panel++) {
      for (int i = 0; i < NODES; i++) {
        add(from + (panel + NODE[i]) * width, WEIGHT[i] * width);
      }
    }
  }

  private void add(double atY, double weight) {
    double atV = t * Math.expm1(atY);
    double density = weight * Math.exp(slope * atY - atV);
    mass += density;
    y += density * atY;
    v += density * atV;
    yy += density * atY * atY;
    yv += density * atY * atV;
    vv += density * atV * atV;
  }

  /** ln of the integral of {@code u^-alpha e^(-t (u - 1))} over u from 1 to infinity. */
  double logMass() {
    return Math.log(mass);
  }

  double meanY() {
    return y / mass;
  }

  double meanV() {
    return v / mass;
  }

  double varianceY() {
    return yy / mass - meanY() * meanY();
  }

  double varianceV() {
    return vv / mass - meanV() * meanV();
  }

  double covariance() {
    return yv / mass - meanY() * meanV();
  }
}
