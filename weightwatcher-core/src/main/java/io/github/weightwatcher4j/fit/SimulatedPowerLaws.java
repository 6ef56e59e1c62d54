package io.github.weightwatcher4j.fit;

import java.util.SplittableRandom;

/**
 * How much more likely than the power law the truncated one is on tails that are power laws: the
 * distribution under the null hypothesis, by simulation (parametric bootstrap).
 */
final class SimulatedPowerLaws {

  /** Fixed: the same tail has the same p-value on every machine and thread. */
  private static final long SEED = 20090707;

  private static final int MOST_TAILS = 999;

  /**
   * So many larger ratios settle the p-value to about a fifth of it (Besag &amp; Clifford 1991).
   */
  private static final int ENOUGH = 30;

  /** A ratio that 999 tails do not reach: by chance, one in a million or fewer does. */
  private static final double BEYOND = 15;

  /** ln of the widest span that the fit takes. */
  private static final double WIDEST = 345;

  private SimulatedPowerLaws() {}

  /**
   * The probability of a ratio as large among tails of m values: at least 1 / 1000, and 1 where
   * there is nothing to explain.
   *
   * @param alpha exponent of the power law, as fitted
   * @param ratio ln of the likelihood under the truncated power law less that under the power law
   */
  static double pValue(double alpha, int m, double ratio) {
    if (!(ratio > 0)) {
      return 1;
    }
    if (ratio > BEYOND) {
      return 1.0 / (MOST_TAILS + 1);
    }
    SplittableRandom random = new SplittableRandom(SEED);
    int larger = 0;
    for (int tail = 1; tail <= MOST_TAILS; tail++) {
      if (ratio(alpha, m, random) >= ratio && ++larger == ENOUGH) {
        return (double) larger / tail;
      }
    }
    return (larger + 1.0) / (MOST_TAILS + 1);
  }

  /** The ratio of one simulated tail. */
  private static double ratio(double alpha, int m, SplittableRandom random) {
    double logs = 0;
    double excess = 0;
    for (int i = 0; i < m; i++) {
      double y = Math.min(WIDEST, -Math.log(1 - random.nextDouble()) / (alpha - 1));
      logs += y;
      excess += Math.expm1(y);
    }
    return ratio(logs / m, excess / m, m);
  }

  /** ln of the ratio of likelihoods for the means that both laws depend on. */
  static double ratio(double meanLog, double meanExcess, int m) {
    TruncatedOptimum optimum =
        TruncatedOptimum.of(meanLog, meanExcess, TruncatedOptimum.start(meanExcess));
    double truncated =
        new TruncatedPowerLaw(optimum.alpha(), optimum.t(), 1)
            .logLikelihood(m, meanLog, meanExcess);
    return truncated + m * (Math.log(meanLog) + 1 + meanLog);
  }
}
