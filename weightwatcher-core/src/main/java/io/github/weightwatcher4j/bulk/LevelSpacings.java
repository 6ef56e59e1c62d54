package io.github.weightwatcher4j.bulk;

import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * Spacings between neighbouring singular values in units of their local mean ("unfolded"). Those of
 * a random matrix repel each other and follow {@link WignerSurmise}; independent numbers have
 * spacings of density {@code exp(-s)} (Poisson).
 *
 * <p>Each spacing is divided by the mean of the 21 around it, and the ten outermost at either end,
 * which have none, are left out. That needs no law of the density, unlike unfolding by the
 * Marchenko-Pastur law, and so holds for a bulk that is not noise, too; the price is that
 * independent numbers come out a little too even, by 0.011 in probability. The ratio statistic
 * needs no unfolding.
 */
public final class LevelSpacings {

  /** Neighbours on either side that the local mean is taken of. */
  private static final int NEIGHBOURS = 10;

  /** Fewest spacings that say anything. */
  private static final int FEWEST = 20;

  private static final double ROUNDING = 1e-12;

  private final double[] ascending;
  private final double meanRatio;

  private LevelSpacings(double[] ascending, double meanRatio) {
    this.ascending = ascending;
    this.meanRatio = meanRatio;
  }

  /**
   * The spacings of a bulk; empty where fewer than 20 are left, as with fewer than 41 different
   * eigenvalues.
   *
   * @param bulk eigenvalues without spikes and tail; those up to 1e-12 of the largest are rounding
   *     errors and left out
   */
  public static Optional<LevelSpacings> of(Spectrum bulk) {
    double[] levels =
        bulk.above(ROUNDING * bulk.max()).values().map(Math::sqrt).distinct().toArray();
    int gaps = levels.length - 1;
    if (gaps < FEWEST + 2 * NEIGHBOURS) {
      return Optional.empty();
    }
    double[] gap = new double[gaps];
    Arrays.setAll(gap, i -> levels[i + 1] - levels[i]);
    List<Double> spacings = new ArrayList<>();
    double ratios = 0;
    for (int i = NEIGHBOURS; i < gaps - NEIGHBOURS; i++) {
      double window = levels[i + NEIGHBOURS + 1] - levels[i - NEIGHBOURS];
      spacings.add(gap[i] / window * (2 * NEIGHBOURS + 1));
      ratios += Math.min(gap[i], gap[i + 1]) / Math.max(gap[i], gap[i + 1]);
    }
    double mean = spacings.stream().mapToDouble(s -> s).average().orElseThrow();
    double[] unfolded = spacings.stream().mapToDouble(s -> s / mean).sorted().toArray();
    return Optional.of(new LevelSpacings(unfolded, ratios / unfolded.length));
  }

  /** Number of spacings, at least 20. */
  public int size() {
    return ascending.length;
  }

  /** The spacings, ascending; their mean is 1. */
  public DoubleStream values() {
    return Arrays.stream(ascending);
  }

  /**
   * Mean ratio of a spacing to the next, the smaller over the larger (Oganesyan &amp; Huse 2007):
   * 0.5307 for one random matrix, {@code 2 ln 2 - 1 = 0.3863} for independent numbers (Atas et al.
   * 2013).
   */
  public double meanRatio() {
    return meanRatio;
  }

  /**
   * Kolmogorov-Smirnov distance of the spacings from a law, in [0, 1].
   *
   * @param cdf probability of a spacing up to s
   */
  public double distance(DoubleUnaryOperator cdf) {
    double distance = 0;
    int n = ascending.length;
    for (int i = 0; i < n; i++) {
      double law = cdf.applyAsDouble(ascending[i]);
      distance = Math.max(distance, Math.max(law - (double) i / n, (i + 1.0) / n - law));
    }
    return distance;
  }

  @Override
  public String toString() {
    return ascending.length + " spacings, mean ratio " + meanRatio;
  }
}
