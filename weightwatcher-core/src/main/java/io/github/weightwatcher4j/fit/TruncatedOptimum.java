package io.github.weightwatcher4j.fit;

import java.util.OptionalDouble;

/**
 * The parameters of the truncated power law that are most likely for a tail, found from the means
 * of {@code ln(x / xMin)} and {@code x / xMin - 1} alone.
 *
 * <p>Those two means are all that the likelihood depends on: per value it is {@code -ln E - alpha
 * meanLog - t meanExcess} with {@code t = lambda xMin} and E the integral of {@code u^-alpha e^(-t
 * (u - 1))}. The law is an exponential family, so this is concave in (alpha, t); the domain is
 * convex, and an optimum is the optimum, wherever the search began. Steps are those of Newton.
 *
 * @param alpha exponent, in [0, 10]
 * @param t {@code lambda xMin}, at least 0
 */
record TruncatedOptimum(double alpha, double t) {

  static final double LARGEST_ALPHA = 10;

  private static final int MOST_STEPS = 500;

  /** Twice the gain in likelihood per value below which a step is the last. */
  private static final double CONVERGED = 1e-18;

  /** Twice the gain below which rounding hides whether the likelihood rises. */
  private static final double NEAR = 1e-12;

  /** Part of the gain promised that a step must make. */
  private static final double ENOUGH = 1e-4;

  /** A start for any tail: an exponential that has its mean, bent half way to a power law. */
  static TruncatedOptimum start(double meanExcess) {
    return new TruncatedOptimum(1, 0.5 / meanExcess);
  }

  /**
   * The optimum for the two means, from a start.
   *
   * @param meanLog mean of ln(x / xMin), positive
   * @param meanExcess mean of x / xMin - 1, positive
   */
  static TruncatedOptimum of(double meanLog, double meanExcess, TruncatedOptimum start) {
    double alpha = Math.min(LARGEST_ALPHA, 1 + 1 / meanLog);
    // The mean excess of a power law, which a truncated one is below: at t = 0, the likelihood
    // rises
    // with t unless the tail's is larger still.
    if (alpha > 2 && meanExcess >= 1 / (alpha - 2)) {
      return new TruncatedOptimum(alpha, 0);
    }
    // No neighbour's t = 0 is a place to begin from: a step is a part of t.
    TruncatedOptimum from = start.t > 0 ? start : start(meanExcess);
    return new Search(meanLog, meanExcess, from).run();
  }

  /** Standard error of alpha for a tail of m values. */
  OptionalDouble alphaError(int m) {
    if (alpha == 0 || alpha == LARGEST_ALPHA) {
      return OptionalDouble.empty();
    }
    if (t == 0) {
      return OptionalDouble.of((alpha - 1) / Math.sqrt(m));
    }
    TruncatedMoments moments = new TruncatedMoments(alpha, t);
    return StandardError.of(moments.varianceV() / determinant(moments), m);
  }

  /** Standard error of t for a tail of m values. */
  OptionalDouble errorOfT(int m) {
    if (t == 0) {
      return OptionalDouble.empty();
    }
    TruncatedMoments moments = new TruncatedMoments(alpha, t);
    boolean alphaIsFixed = alpha == 0 || alpha == LARGEST_ALPHA;
    double variance =
        alphaIsFixed ? 1 / moments.varianceV() : moments.varianceY() / determinant(moments);
    return StandardError.of(t * t * variance, m);
  }

  private static double determinant(TruncatedMoments moments) {
    double covariance = moments.covariance();
    return moments.varianceY() * moments.varianceV() - covariance * covariance;
  }

  /** The search, from one point of the domain to the next. */
  private static final class Search {

    /** Where t shrinks, by no more than this power of e at a time. */
    private static final double FASTEST_SHRINKING = -5;

    private final double meanLog;
    private final double meanExcess;
    private double alpha;
    private double t;
    private TruncatedMoments moments;
    private double cost;
    private double gradientAlpha;
    private double gradientLogT;
    private double stepAlpha;
    private double stepLogT;

    Search(double meanLog, double meanExcess, TruncatedOptimum start) {
      this.meanLog = meanLog;
      this.meanExcess = meanExcess;
      this.alpha = start.alpha;
      this.t = start.t;
      this.moments = new TruncatedMoments(alpha, t);
      this.cost = cost(moments, alpha, t);
    }

    TruncatedOptimum run() {
      for (int i = 0; i < MOST_STEPS; i++) {
        double gain = aim();
        if (!(gain > CONVERGED) || !step(gain)) {
          break;
        }
      }
      return new TruncatedOptimum(alpha, t);
    }

    private double cost(TruncatedMoments at, double atAlpha, double atT) {
      return at.logMass() + atAlpha * meanLog + atT * meanExcess;
    }

    /** Sets the step to the least of the quadratic form in the box; what it gains, twice. */
    private double aim() {
      gradientAlpha = meanLog - moments.meanY();
      gradientLogT = t * meanExcess - moments.meanV();
      double variance = moments.varianceV();
      double covariance = moments.covariance();
      double determinant = moments.varianceY() * variance - covariance * covariance;
      stepAlpha = (covariance * gradientLogT - variance * gradientAlpha) / determinant;
      stepLogT = (covariance * gradientAlpha - moments.varianceY() * gradientLogT) / determinant;
      boolean isInside =
          determinant > 0 && boxed(stepAlpha) == stepAlpha && stepLogT >= FASTEST_SHRINKING;
      if (!isInside) {
        aimAtEdge(variance, covariance);
      }
      return -(gradientAlpha * stepAlpha + gradientLogT * stepLogT);
    }

    /** The better one of the edge in alpha and the edge in ln t. */
    private void aimAtEdge(double variance, double covariance) {
      double edgeAlpha = boxed(stepAlpha);
      double besideAlpha =
          Math.max(FASTEST_SHRINKING, -(gradientLogT + covariance * edgeAlpha) / variance);
      double besideLogT =
          boxed(-(gradientAlpha + covariance * FASTEST_SHRINKING) / moments.varianceY());
      boolean isInAlpha = form(edgeAlpha, besideAlpha) <= form(besideLogT, FASTEST_SHRINKING);
      stepAlpha = isInAlpha ? edgeAlpha : besideLogT;
      stepLogT = isInAlpha ? besideAlpha : FASTEST_SHRINKING;
    }

    /** A step in alpha that stays in the domain; none where it is not a number. */
    private double boxed(double step) {
      return Double.isNaN(step) ? 0 : Math.max(-alpha, Math.min(LARGEST_ALPHA - alpha, step));
    }

    private double form(double inAlpha, double inLogT) {
      return gradientAlpha * inAlpha
          + gradientLogT * inLogT
          + 0.5 * moments.varianceY() * inAlpha * inAlpha
          + moments.covariance() * inAlpha * inLogT
          + 0.5 * moments.varianceV() * inLogT * inLogT;
    }

    /** Goes as far along the step as the likelihood rises; false where it does not. */
    private boolean step(double gain) {
      for (double part = 1; part > 1e-9; part /= 2) {
        double nextAlpha = Math.max(0, Math.min(LARGEST_ALPHA, alpha + part * stepAlpha));
        double nextT = t * factor(part * stepLogT);
        TruncatedMoments next = new TruncatedMoments(nextAlpha, nextT);
        double nextCost = cost(next, nextAlpha, nextT);
        if (nextCost <= cost - ENOUGH * part * gain || gain < NEAR) {
          alpha = nextAlpha;
          t = nextT;
          moments = next;
          cost = nextCost;
          return true;
        }
      }
      return false;
    }

    /** A step up is one in t, in which the likelihood is concave; one down must not reach 0. */
    private static double factor(double stepLogT) {
      return stepLogT > 0 ? 1 + stepLogT : Math.exp(stepLogT);
    }
  }
}
