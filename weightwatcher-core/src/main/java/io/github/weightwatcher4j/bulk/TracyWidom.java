package io.github.weightwatcher4j.bulk;

import java.util.Arrays;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.interpolation.SplineInterpolator;
import org.apache.commons.math3.analysis.polynomials.PolynomialSplineFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The law of Tracy and Widom for real matrices (beta = 1): that of the largest eigenvalue of noise,
 * once centred and scaled by {@link NoiseEdge}.
 *
 * <p>Between -9 and 12 the normal score z(s), {@code Phi(z(s)) = F1(s)}, is interpolated by a cubic
 * spline through a table, whose values are the Fredholm determinant {@code F1(s) = det(1 - Ai(x + y
 * + s))} on the positive half-line (Ferrari &amp; Spohn 2005) by Gauss-Legendre quadrature
 * (Bornemann 2010) in 40 digits. The probabilities are right to 1e-6, and in the upper tail to 3e-5
 * of themselves. Beyond, the leading terms of the tails are taken.
 */
public final class TracyWidom {

  private static final double FIRST = -9;
  private static final double STEP = 0.5;

  /** Above it, the asymptotic series is within 2e-5. */
  private static final double ASYMPTOTIC = 12;

  private static final double SCORE_ACCURACY = 1e-12;
  private static final int MAX_EVALUATIONS = 200;

  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  private static final double[] SCORES = {
    -8.255294258, -7.595128103, -6.951522178, -6.324747675, -5.715072516, -5.122756638,
    -4.548045672, -3.991162612, -3.452297016, -2.931591316, -2.429123944, -1.944889376,
    -1.478775830, -1.030542402, -0.599798706, -0.185991275, 0.211598591, 0.593841847,
    0.961732748, 1.316346909, 1.658792927, 1.990165542, 2.311507166, 2.623781524,
    2.927859780, 3.224517020, 3.514435924, 3.798214568, 4.076375974, 4.349377871,
    4.617621822, 4.881461333, 5.141208849, 5.397141708, 5.649507145, 5.898526502,
    6.144398753, 6.387303477, 6.627403352, 6.864846275, 7.099767157, 7.332289455,
    7.562526485, 7.790582549, 8.016553907, 8.240529625, 8.462592306
  };

  private static final PolynomialSplineFunction SPLINE = spline();

  private TracyWidom() {}

  /** Probability of a value up to s. */
  public static double cdf(double s) {
    requireNumber(s);
    return s > ASYMPTOTIC ? 1 - upperTail(s) : NORMAL.cumulativeProbability(score(s));
  }

  /**
   * Probability of a value above s, relatively accurate far out: about {@code exp(-2/3 s^(3/2)) /
   * (4 sqrt(pi) s^(3/4))}. It underflows to 0 beyond s = 107.
   */
  public static double survival(double s) {
    requireNumber(s);
    return s > ASYMPTOTIC ? upperTail(s) : NORMAL.cumulativeProbability(-score(s));
  }

  /**
   * The value that is exceeded with this probability, the inverse of {@link #survival}: 0.9793 for
   * 0.05.
   *
   * @param probability in [1e-10, 1 - 1e-10]
   */
  public static double exceededWith(double probability) {
    if (!(probability >= 1e-10 && probability <= 1 - 1e-10)) {
      throw new IllegalArgumentException(
          "probability must be in [1e-10, 1 - 1e-10] but was " + probability);
    }
    double target = -NORMAL.inverseCumulativeProbability(probability);
    UnivariateFunction excess = s -> SPLINE.value(s) - target;
    return new BrentSolver(SCORE_ACCURACY).solve(MAX_EVALUATIONS, excess, FIRST, ASYMPTOTIC);
  }

  /**
   * Normal score; below the table it grows as |s|^(3/2), as {@code ln F1(s)} does as |s|^3 / -24.
   */
  private static double score(double s) {
    return s < FIRST ? SCORES[0] * Math.pow(s / FIRST, 1.5) : SPLINE.value(s);
  }

  /**
   * Half the integral of Ai from s on, the first term of {@code 1 - det} (Abramowitz &amp; Stegun
   * 1964, 10.4.82); what it leaves out is of the order of its own square.
   */
  private static double upperTail(double s) {
    double zeta = 2 * Math.pow(s, 1.5) / 3;
    double series = 1 - (41.0 / 72 - (9241.0 / 10368 - 5075225.0 / 2239488 / zeta) / zeta) / zeta;
    return Math.exp(-zeta) * series / (4 * Math.sqrt(Math.PI) * Math.pow(s, 0.75));
  }

  private static void requireNumber(double s) {
    if (Double.isNaN(s)) {
      throw new IllegalArgumentException("s must be a number but was NaN");
    }
  }

  private static PolynomialSplineFunction spline() {
    double[] knots = new double[SCORES.length];
    Arrays.setAll(knots, i -> FIRST + STEP * i);
    return new SplineInterpolator().interpolate(knots, SCORES);
  }
}
