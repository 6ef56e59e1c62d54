package io.github.weightwatcher4j.bulk;

/**
 * The law of the largest eigenvalue of W^T W where W is N x M and all noise: {@code center + scale
 * TW}, TW of {@link TracyWidom}; or of the largest of several such matrices.
 *
 * <p>For entries of variance v, {@code center = v (sqrt(N - 1/2) + sqrt(M - 1/2))^2} and {@code
 * scale = v (sqrt(N - 1/2) + sqrt(M - 1/2)) (1 / sqrt(N - 1/2) + 1 / sqrt(M - 1/2))^(1/3)}: the
 * constants of Johnstone (2001, theorem 1.1) with the halves of Ma (2012, theorem 1), which lower
 * the error from the order of M^(-1/3) to M^(-2/3).
 *
 * @param center positive
 * @param scale positive
 * @param matrices number of independent matrices whose largest eigenvalue is meant, at least 1
 */
public record NoiseEdge(double center, double scale, long matrices) {

  /** Excess kurtosis up to which the edge was calibrated. */
  private static final double HEAVIEST = 30;

  /** Mean of Tracy and Widom's law. */
  private static final double MEAN = -1.2065;

  /** Its standard deviation. */
  private static final double DEVIATION = 1.268;

  /** Checks the domains above. */
  public NoiseEdge {
    if (!(center > 0 && scale > 0 && matrices >= 1)) {
      throw new IllegalArgumentException(
          "needs center > 0, scale > 0, matrices >= 1: " + center + " " + scale + " " + matrices);
    }
  }

  /**
   * The edge of N x M matrices with independent entries of mean 0.
   *
   * @param n N, at least 1; not always whole, where spikes of several matrices were set aside
   * @param m M, at least 1
   * @param variance of an entry, positive
   */
  public static NoiseEdge of(double n, double m, double variance, long matrices) {
    if (!(n >= 1 && m >= 1)) {
      throw new IllegalArgumentException("needs N >= 1 and M >= 1: " + n + " " + m);
    }
    double a = Math.sqrt(n - 0.5);
    double b = Math.sqrt(m - 0.5);
    double center = variance * (a + b) * (a + b);
    return new NoiseEdge(center, variance * (a + b) * Math.cbrt(1 / a + 1 / b), matrices);
  }

  /**
   * The edge of a matrix whose variance was fitted to its bulk, which makes the statistic vary more
   * than Tracy and Widom's law does; and of entries that need not be normal. Calibrated by
   * simulation (docs/verdicts.md) for M from 12 to 1000 and Q from 1 to 16.
   *
   * @param kurtosis excess kurtosis of the entries
   */
  static NoiseEdge fitted(double n, double m, double variance, double kurtosis) {
    double small = Math.min(1, Math.max(0, (24 - m) / 8));
    double fitted = kurtosis < 0 ? 0 : 0.03 * m / n; // light entries tell their variance better
    return calibrated(n, m, variance, kurtosis, 1 + fitted + 0.07 * small);
  }

  /**
   * The edge of a matrix whose variance is known, as that of shuffled weights is: the mean square
   * of its own entries, which leaves the statistic less room than Tracy and Widom's law has.
   *
   * @param kurtosis excess kurtosis of the entries
   */
  public static NoiseEdge known(double n, double m, double variance, double kurtosis) {
    NoiseEdge plain = of(n, m, variance, 1);
    double deviation = DEVIATION * plain.scale / plain.center;
    double less = 1 - 2 / (n * m) / (deviation * deviation);
    return calibrated(n, m, variance, kurtosis, Math.max(0.8, Math.sqrt(Math.max(0, less))));
  }

  private static NoiseEdge calibrated(
      double n, double m, double variance, double kurtosis, double width) {
    double q = n / m;
    double heavy = Math.min(Math.max(0, kurtosis), HEAVIEST);
    double small = 200 / m;
    double shift =
        0.02
            + 0.07 * Math.min(0, kurtosis)
            - 0.026 * heavy * Math.pow(small, 0.25)
            + 0.0023 * heavy * heavy * Math.sqrt(small) * Math.pow(q, -0.1);
    double b = width * (1 + 0.25 * heavy * heavy / m * Math.pow(q, -0.4));
    NoiseEdge plain = of(n, m, variance, 1);
    double f = new SparseNoise(m / n, MatrixNoise.excess(n, m, kurtosis)).edge();
    double scale = plain.scale * f;
    // T' = (T - a) / b + mean of Tracy-Widom, a = mean + shift: again a centre and a scale.
    return new NoiseEdge(plain.center * f + scale * (MEAN + shift - MEAN * b), scale * b, 1);
  }

  /** The law of the largest eigenvalue of several such matrices. */
  NoiseEdge of(long several) {
    return new NoiseEdge(center, scale, several);
  }

  /** How far an eigenvalue lies from the centre, in Tracy-Widom units. */
  public double statistic(double eigenvalue) {
    return (eigenvalue - center) / scale;
  }

  /**
   * Probability that noise has an eigenvalue above this one in any of the matrices, {@code 1 - (1 -
   * p)^matrices}.
   */
  public double pValue(double eigenvalue) {
    double single = TracyWidom.survival(statistic(eigenvalue));
    return -Math.expm1(matrices * Math.log1p(-single));
  }

  /**
   * The eigenvalue that noise exceeds with this probability in any of the matrices
   * (&Scaron;id&aacute;k 1967): Johnstone's 95 % point for 0.05.
   *
   * @param probability in (0, 1)
   */
  public double exceededWith(double probability) {
    double single = -Math.expm1(Math.log1p(-probability) / matrices);
    return center + scale * TracyWidom.exceededWith(single);
  }
}
