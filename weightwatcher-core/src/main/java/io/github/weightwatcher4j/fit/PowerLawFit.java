package io.github.weightwatcher4j.fit;

/**
 * Power-law fit of the upper tail of a spectrum, {@code p(x) ~ x^-alpha} for {@code x >= xMin}.
 *
 * <p>Maximum likelihood over the n tail values, {@code alpha = 1 + n / sum(ln(x_i / xMin))}
 * (Clauset, Shalizi &amp; Newman 2009, eq. 3.1); xMin is the value that brings tail and law
 * closest.
 *
 * @param alpha exponent, dimensionless, greater than 1 and finite
 * @param sigma standard error of alpha, {@code (alpha - 1) / sqrt(n)}
 * @param xMin smallest eigenvalue in the tail, positive
 * @param xMax largest eigenvalue in the tail, at least xMin
 * @param distance Kolmogorov-Smirnov distance D of tail and law, in [0, 1]
 * @param tailSize n, at least 2
 */
public record PowerLawFit(
    double alpha, double sigma, double xMin, double xMax, double distance, int tailSize)
    implements TailFit {

  /** Checks every domain above. */
  public PowerLawFit {
    require(alpha > 1 && Double.isFinite(alpha), "alpha must be finite and > 1", alpha);
    require(sigma > 0 && Double.isFinite(sigma), "sigma must be finite and > 0", sigma);
    require(xMin > 0, "xMin must be > 0", xMin);
    require(xMax >= xMin, "xMax must be >= xMin", xMax);
    require(distance >= 0 && distance <= 1, "distance must be in [0, 1]", distance);
    require(tailSize >= 2, "tailSize must be >= 2", tailSize);
  }

  private static void require(boolean holds, String rule, double value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + " but was " + value);
    }
  }
}
