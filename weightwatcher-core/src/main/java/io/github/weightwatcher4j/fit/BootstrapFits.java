package io.github.weightwatcher4j.fit;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * A fit with those of samples of its own model.
 *
 * @param fit the fit of the spectrum
 * @param resampled the fits of the samples that have one, in order
 */
public record BootstrapFits(PowerLawFit fit, List<PowerLawFit> resampled) {

  private static final NormalDistribution NORMAL = new NormalDistribution();

  /** Copies the list. */
  public BootstrapFits {
    resampled = List.copyOf(resampled);
  }

  /**
   * Intervals of alpha and of xMin.
   *
   * <p>Alpha: between the {@code Phi(z0 - z)} and {@code Phi(z0 + z)} quantiles of the resampled
   * alphas, with {@code z} the standard normal quantile of {@code (1 + level) / 2} and {@code
   * Phi(z0)} the share of them below the fitted alpha: quantiles counted from the fit. The search
   * for xMin makes the error of alpha larger than its sigma and skewed. Among the usual intervals
   * plain percentiles (no shift) come out too wide, bias-corrected ones (Efron 1981, a shift of
   * {@code 2 z0}) too narrow, for spectra of known alpha; with one z0 the share that holds it is
   * within a few percent of the level, as long as the body is not much larger than the tail.
   *
   * <p>xMin: as far on either side of the fit, by a factor, as the farther of the {@code (1 -
   * level) / 2} and {@code (1 + level) / 2} quantiles of the resampled ones. These themselves lie
   * to one side of the fit, mostly above, and the true xMin to the other. It holds the true one
   * about as often as the level says or more often.
   *
   * @param level share of the intervals that hold the true alpha, in (0, 1), such as 0.95
   * @throws IllegalArgumentException where there are fewer fits than {@code 2 / (1 - level) - 1},
   *     the least that have such quantiles
   */
  public AlphaInterval interval(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be in (0, 1) but was " + level);
    }
    double tail = (1 - level) / 2;
    if (!allows(level)) {
      throw new IllegalArgumentException(
          "an interval at level "
              + level
              + " needs "
              + (int) Math.ceil(1 / tail - 1 - 1e-9)
              + " resampled fits but there are "
              + resampled.size());
    }
    double z = NORMAL.inverseCumulativeProbability(1 - tail);
    double z0 = NORMAL.inverseCumulativeProbability(shareOfLowerAlphas());
    Percentile alphas = sample(PowerLawFit::alpha);
    double reach = reachOfXMin(tail);
    return new AlphaInterval(
        level,
        alphas.evaluate(100 * NORMAL.cumulativeProbability(z0 - z)),
        alphas.evaluate(100 * NORMAL.cumulativeProbability(z0 + z)),
        fit.xMin() / reach,
        fit.xMin() * reach,
        resampled.size());
  }

  private double reachOfXMin(double tail) {
    Percentile xMins = sample(PowerLawFit::xMin);
    double down = fit.xMin() / xMins.evaluate(100 * tail);
    double up = xMins.evaluate(100 * (1 - tail)) / fit.xMin();
    return Math.max(down, up);
  }

  /** Whether there are fits enough for an interval at this level. */
  public boolean allows(double level) {
    // A hair's breadth for 1 - 0.95, which is not 0.05.
    return (resampled.size() + 1) * (1 - level) / 2 >= 1 - 1e-9;
  }

  /** Within (0, 1): as if one more lay in the middle; those equal count half. */
  private double shareOfLowerAlphas() {
    double lower = 0.5;
    for (PowerLawFit other : resampled) {
      lower += (1 - Math.signum(other.alpha() - fit.alpha())) / 2;
    }
    return lower / (resampled.size() + 1);
  }

  /**
   * Whether the tail may have come from its power law: the share of samples that lie as far from
   * their law as the spectrum does from its own, {@code p = (1 + #{S_b >= S}) / (1 + B)} (Davison
   * &amp; Hinkley 1997, eq. 4.11) of {@code S = sqrt(n) D}.
   *
   * <p>Clauset, Shalizi &amp; Newman 2009, section 4.1, compare D itself. But the samples' tails
   * begin at the fitted xMin or above it, where that of the spectrum may have begun below, so they
   * come out shorter and their D larger: under a true power law p would be above 0.5 in three
   * spectra of five. With the root of each tail's own size, it is uniform.
   */
  public PowerLawTest test() {
    double observed = statistic(fit);
    long asFar = resampled.stream().filter(other -> statistic(other) >= observed).count();
    return new PowerLawTest((1.0 + asFar) / (1 + resampled.size()), observed, resampled.size());
  }

  private static double statistic(PowerLawFit fit) {
    return Math.sqrt(fit.tailSize()) * fit.distance();
  }

  private Percentile sample(ToDoubleFunction<PowerLawFit> value) {
    Percentile percentile = new Percentile();
    percentile.setData(resampled.stream().mapToDouble(value).toArray());
    return percentile;
  }
}
