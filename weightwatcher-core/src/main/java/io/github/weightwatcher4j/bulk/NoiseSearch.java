package io.github.weightwatcher4j.bulk;

import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The search for the noise of one matrix, or of several that are taken for alike: fit the bulk, set
 * aside what noise does not reach, fit again.
 */
final class NoiseSearch {

  /** Rounding of float64 eigenvalues relative to the largest, per column. */
  private static final double EPSILON = 4 * 0x1p-52;

  /** Rounding of float32 weights, squared and with a margin, relative to the mean eigenvalue. */
  private static final double WEIGHT_ROUNDING = 1e-13;

  /** Relative difference up to which eigenvalues count as equal, as for the tail. */
  private static final double EQUAL = 1e-5;

  private final double[] values; // ascending, above zero
  private final double n;
  private final double m;
  private final double kurtosis;
  private final int alike;
  private final double critical;
  private final ExpectedQuantiles quantiles;

  /** How the variance follows from what is not a spike. */
  private final Variance variance;

  private final List<Spike> spikes = new ArrayList<>();
  private double statistic;
  private double pValue = 1;
  private Optional<MatrixNoise> noise = Optional.empty();
  private Optional<FailedBulkFit> failure = Optional.empty();

  private interface Variance {
    double of(double n, double m, int bulk);
  }

  /**
   * A search.
   *
   * @param values eigenvalues of all the matrices, ascending and above zero
   * @param n rows of each
   * @param m columns of each
   * @param alike how many matrices
   * @param critical what the largest eigenvalue of one of them has to exceed, in Tracy-Widom units
   * @param known whether the variance is the mean square of the entries, else that of the bulk
   */
  NoiseSearch(
      double[] values,
      double n,
      double m,
      double kurtosis,
      int alike,
      double critical,
      boolean known,
      ExpectedQuantiles quantiles) {
    this.values = values;
    this.n = n;
    this.m = m;
    this.kurtosis = kurtosis;
    this.alike = alike;
    this.critical = critical;
    this.quantiles = quantiles;
    this.variance = known ? this::meanSquare : this::ofBulk;
    search(known);
  }

  /** The eigenvalues that are not rounding, ascending. */
  static double[] aboveZero(Spectrum spectrum) {
    double zero =
        Math.max(EPSILON * spectrum.size() * spectrum.max(), WEIGHT_ROUNDING * spectrum.mean());
    return spectrum.above(zero).toArray();
  }

  private void search(boolean known) {
    if (MatrixNoise.isTooSparse(m, kurtosis)) {
      fail("hardly any weights other than zero, about %.1f a column", 3 * m / kurtosis);
      return;
    }
    while (failure.isEmpty()) {
      int found = spikes.size();
      if (2 * found > values.length) {
        failure =
            Optional.of(
                new FailedBulkFit(
                    found
                        + " of "
                        + values.length
                        + " eigenvalues lie beyond the edge of what would be noise",
                    false));
        return;
      }
      if (!known && new BulkQuantiles(values, values.length - found).isFlat(EQUAL)) {
        fail("most eigenvalues equal %.6g", values[(values.length - found) / 2]);
        return;
      }
      if (!judge(known)) {
        return;
      }
    }
  }

  /** Judges what is left by its own noise; whether there were more spikes. */
  private boolean judge(boolean known) {
    int found = spikes.size();
    double rows = n - (double) found / alike;
    double columns = m - (double) found / alike;
    double v = variance.of(rows, columns, values.length - found);
    NoiseEdge edge =
        known
            ? NoiseEdge.known(rows, columns, v, kurtosis)
            : NoiseEdge.fitted(rows, columns, v, kurtosis);
    double threshold = edge.center() + edge.scale() * critical;
    MatrixNoise now = new MatrixNoise(rows, columns, v, kurtosis, threshold);
    if (found == 0) {
      statistic = edge.statistic(values[values.length - 1]);
      pValue = edge.of(alike).pValue(values[values.length - 1]);
    }
    noise = Optional.of(now);
    int next = values.length - 1 - found;
    // With a known variance a spike is in all that is left: one after the other.
    while (next >= 0 && values[next] > threshold && (!known || spikes.size() == found)) {
      spikes.add(Spike.of(values[next--], now.law(), edge.of(alike)));
    }
    return spikes.size() > found;
  }

  private double ofBulk(double rows, double columns, int bulk) {
    SparseNoise ratios =
        new SparseNoise(columns / rows, MatrixNoise.excess(rows, columns, kurtosis));
    double[] expected = quantiles.of(rows, columns);
    return new BulkQuantiles(values, bulk).entryVariance(i -> expected[i] * ratios.atPercent(i));
  }

  private double meanSquare(double rows, double columns, int bulk) {
    return Arrays.stream(values, 0, bulk).sum() / (rows * columns);
  }

  private void fail(String format, double number) {
    failure = Optional.of(new FailedBulkFit(String.format(Locale.ROOT, format, number)));
  }

  /** Why there is no noise. */
  Optional<FailedBulkFit> failure() {
    return failure;
  }

  /** The noise of each of the matrices. */
  MatrixNoise noise() {
    return noise.orElseThrow();
  }

  /** The largest first. */
  List<Spike> spikes() {
    return spikes;
  }

  /** How far the largest eigenvalue lies past the edge, before spikes are taken off. */
  double statistic() {
    return statistic;
  }

  /** Chance of that in any of the matrices. */
  double pValue() {
    return pValue;
  }

  /** The eigenvalues that are no spikes, ascending. */
  double[] bulk() {
    return Arrays.copyOf(values, values.length - spikes.size());
  }
}
