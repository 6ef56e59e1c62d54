package io.github.weightwatcher4j.bulk;

/**
 * The noise in one matrix: the law of its bulk, and where noise ends.
 *
 * <p>For normal entries it is the law of Marchenko and Pastur. Where the entries have a larger
 * fourth moment, as those of a matrix with many zeros do, bulk and edge reach further ({@code e =
 * kurtosis / sqrt(n m)}: Hwang, Lee &amp; Schnelli 2018; docs/verdicts.md has the errors).
 *
 * @param n rows that are noise: those not all zero, less one for each spike; at least m, and not
 *     always whole
 * @param m columns that are noise, positive
 * @param variance of an entry, positive, in units of the spectrum
 * @param kurtosis excess kurtosis of the entries, above -3
 * @param threshold where eigenvalues begin that are taken for spikes
 */
public record MatrixNoise(double n, double m, double variance, double kurtosis, double threshold) {

  private static final int ROUNDS = 40;

  private static final double ACCURACY = 1e-8;

  /** Checks the domains above. */
  public MatrixNoise {
    if (!(m > 0 && n >= m && variance > 0 && variance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "needs n >= m > 0 and variance > 0: " + n + " " + m + " " + variance);
    }
    if (!(kurtosis > -3 && kurtosis < Double.POSITIVE_INFINITY && threshold > 0)) {
      throw new IllegalArgumentException(
          "needs kurtosis > -3 and threshold > 0: " + kurtosis + " " + threshold);
    }
  }

  /** The law for normal entries of this variance. */
  public MarchenkoPastur law() {
    return MarchenkoPastur.ofEntries(n, m, variance);
  }

  /** e, what the entries' fourth moment adds; 0 for normal ones. */
  public double excess() {
    return excess(n, m, kurtosis);
  }

  static double excess(double n, double m, double kurtosis) {
    double e = kurtosis / Math.sqrt(n * m);
    return e < 0 ? e * m / (m + 8) : e; // small uniform matrices keep more of their edge
  }

  private SparseNoise noise() {
    return new SparseNoise(m / n, excess());
  }

  /** Lower edge of the bulk. */
  public double lower() {
    return law().lower() * noise().ratio(0);
  }

  /** Upper edge of the bulk. */
  public double upper() {
    return law().upper() * noise().edge();
  }

  /**
   * The eigenvalue below which a share of the bulk lies.
   *
   * @param p in [0, 1]
   */
  public double quantile(double p) {
    return law().quantile(p) * noise().ratio(p);
  }

  /** Share of the bulk below an eigenvalue, in [0, 1]. */
  public double cdf(double x) {
    return cdf(law(), noise(), x);
  }

  static double cdf(MarchenkoPastur law, SparseNoise noise, double x) {
    double p = law.cdf(x);
    double change = noise.isPlain() ? 0 : 1;
    // The ratio changes slowly: few rounds are needed.
    for (int round = 0; round < ROUNDS && change > ACCURACY; round++) {
      double next = law.cdf(x / noise.ratio(p));
      change = Math.abs(next - p);
      p = next;
    }
    return p;
  }

  /** Density of the bulk at an eigenvalue; 0 outside of its edges. */
  public double density(double x) {
    SparseNoise noise = noise();
    MarchenkoPastur law = law();
    if (noise.isPlain()) {
      return law.density(x);
    }
    double p = cdf(law, noise, x);
    double step = 1e-3;
    double low = Math.max(0, p - step);
    double high = Math.min(1, p + step);
    double slope = (noise.ratio(high) - noise.ratio(low)) / (high - low);
    double ratio = noise.ratio(p);
    double density = law.density(x / ratio);
    return density > 0 ? density / (ratio + x / ratio * slope * density) : 0;
  }

  /** The law of the largest eigenvalue. */
  public NoiseEdge edge() {
    return NoiseEdge.fitted(n, m, variance, kurtosis);
  }

  /**
   * Whether there are too few entries other than zero, about ten a column, to test anything.
   *
   * @param m columns
   * @param kurtosis excess kurtosis of the entries, zeros included
   */
  public static boolean isTooSparse(double m, double kurtosis) {
    return kurtosis > 0.3 * m;
  }
}
