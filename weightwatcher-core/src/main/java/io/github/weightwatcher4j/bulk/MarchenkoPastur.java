package io.github.weightwatcher4j.bulk;

import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * The law of Marchenko and Pastur: the eigenvalues of X = W^T W where W is N x M with independent
 * entries of mean 0 and variance sigma^2 / N, for large N and M with Q = N / M.
 *
 * <p>Its density is {@code Q sqrt((l+ - x)(x - l-)) / (2 pi sigma^2 x)} between the edges {@code l±
 * = sigma^2 (1 ± 1 / sqrt(Q))^2} (Marchenko &amp; Pastur 1967; Bai &amp; Silverstein 2010, eq.
 * 3.1.1). Mean and variance are sigma^2 and sigma^4 / Q.
 *
 * <p>With {@code b = 1 / sqrt(Q)} and the angle phi of {@code x = sigma^2 (1 + b^2 - 2 b cos phi)},
 * 0 at the lower edge and pi at the upper one, all of it is elementary, and well conditioned for
 * every Q from 1 up.
 *
 * @param q aspect ratio Q = N / M, at least 1 and finite
 * @param sigma standard deviation of an entry of W times sqrt(N), positive and finite
 */
public record MarchenkoPastur(double q, double sigma) {

  private static final double ANGLE_ACCURACY = 1e-13;
  private static final int MAX_EVALUATIONS = 200;

  /** Checks the domains above. */
  public MarchenkoPastur {
    if (!(q >= 1 && q < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("q must be finite and >= 1 but was " + q);
    }
    if (!(sigma > 0 && sigma < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("sigma must be finite and > 0 but was " + sigma);
    }
  }

  /** The law of N x M matrices, N at least M, whose entries have this variance. */
  static MarchenkoPastur ofEntries(double n, double m, double variance) {
    return new MarchenkoPastur(n / m, Math.sqrt(n * variance));
  }

  /** Lower edge l-; 0 for Q = 1. */
  public double lower() {
    return sigma * sigma * (1 - b()) * (1 - b());
  }

  /** Upper edge l+. */
  public double upper() {
    return sigma * sigma * (1 + b()) * (1 + b());
  }

  /**
   * Density at an eigenvalue; 0 outside of the edges, positive infinity at 0 for Q = 1, where it is
   * unbounded and yet has an integral.
   */
  public double density(double x) {
    if (!(x >= lower() && x <= upper())) {
      return 0;
    }
    return q == 1
        ? Math.sqrt(upper() / x - 1) / (2 * Math.PI * sigma * sigma)
        : q * Math.sqrt((upper() - x) * (x - lower())) / (2 * Math.PI * sigma * sigma * x);
  }

  /** Natural logarithm of the density; negative infinity where the density is 0. */
  public double logDensity(double x) {
    return Math.log(density(x));
  }

  /**
   * Density of the singular values of W at v = sqrt(x), {@code 2 v} times that of the eigenvalues;
   * 0 outside of the edges. For Q = 1 it is the quarter circle {@code sqrt(4 sigma^2 - v^2) / (pi
   * sigma^2)}, finite at 0.
   */
  public double singularValueDensity(double v) {
    double x = v * v;
    if (!(v >= 0 && x >= lower() && x <= upper())) {
      return 0;
    }
    return q == 1
        ? Math.sqrt(upper() - x) / (Math.PI * sigma * sigma)
        : q * Math.sqrt((upper() - x) * (x - lower())) / (Math.PI * sigma * sigma * v);
  }

  /**
   * Share of eigenvalues below x, {@code (phi + w + (b sin phi - w) / b^2) / pi} with {@code w =
   * arctan(b sin phi / (1 - b cos phi))}: the integral of the density in terms of the angle.
   */
  public double cdf(double x) {
    if (!(x > lower())) {
      return 0;
    }
    return x >= upper() ? 1 : cdfAtAngle(angle(x));
  }

  /**
   * The eigenvalue below which a share p lies, the inverse of {@link #cdf}.
   *
   * @param p in [0, 1]
   */
  public double quantile(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("p must be in [0, 1] but was " + p);
    }
    return eigenvalue(solve(this::cdfAtAngle, p));
  }

  /**
   * The eigenvalues below which a share p of the m eigenvalues of a finite Gaussian matrix is
   * expected, for p from 20 to 80 % in steps of one. Of these, {@code m F(phi) + 1/4 - phi / (2
   * pi)} lie below the angle phi on average, to the order of a constant (Bai &amp; Silverstein
   * 2004, section 5, for real entries).
   */
  double[] expectedQuantiles(double m) {
    double[] quantiles = new double[BulkQuantiles.COUNT];
    double phi = Math.PI / 2;
    for (int i = 0; i < quantiles.length; i++) {
      phi = solve(BulkQuantiles.share(i), m, phi); // from the neighbour it takes two steps
      quantiles[i] = eigenvalue(phi);
    }
    return quantiles;
  }

  /** Newton's method: between 20 and 80 % the distribution is smooth and nearly straight. */
  private double solve(double p, double m, double start) {
    double b = b();
    double phi = start;
    for (int step = 0; step < MAX_EVALUATIONS; step++) {
      double sine = Math.sin(phi);
      double density = 2 * sine * sine / (Math.PI * (1 + b * b - 2 * b * Math.cos(phi)));
      double excess = cdfAtAngle(phi) + (0.25 - phi / (2 * Math.PI)) / m - p;
      double change = excess / (density - 1 / (2 * Math.PI * m));
      phi = Math.min(Math.max(phi - change, phi / 2), (phi + Math.PI) / 2);
      if (Math.abs(change) < 1e-10) {
        break;
      }
    }
    return phi;
  }

  private double b() {
    return 1 / Math.sqrt(q);
  }

  /** phi with {@code sin^2(phi / 2) = (x - l-) / (l+ - l-)}. */
  private double angle(double x) {
    return 2 * Math.atan2(Math.sqrt(x - lower()), Math.sqrt(upper() - x));
  }

  private double eigenvalue(double phi) {
    double sine = Math.sin(phi / 2);
    return lower() + (upper() - lower()) * sine * sine;
  }

  private double cdfAtAngle(double phi) {
    double b = b();
    double sine = Math.sin(phi / 2);
    double w = Math.atan2(b * Math.sin(phi), 1 - b + 2 * b * sine * sine);
    return (phi + w + (b * Math.sin(phi) - w) / (b * b)) / Math.PI;
  }

  private static double solve(UnivariateFunction increasing, double p) {
    if (p <= increasing.value(0)) {
      return 0;
    }
    if (p >= increasing.value(Math.PI)) {
      return Math.PI;
    }
    BrentSolver solver = new BrentSolver(ANGLE_ACCURACY);
    return solver.solve(MAX_EVALUATIONS, phi -> increasing.value(phi) - p, 0, Math.PI);
  }
}
