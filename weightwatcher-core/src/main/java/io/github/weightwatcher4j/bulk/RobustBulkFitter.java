package io.github.weightwatcher4j.bulk;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The default fit: by the middle of the bulk, so that spikes and heavy tails do not move it.
 *
 * <p>The 20 to 80 % quantiles of the bulk, one a percent, are matched with those expected of noise,
 * by least squares in the one unknown scale. Eigenvalues beyond Johnstone's 95 % point of that
 * noise are spikes; k of them take k degrees of freedom, so what is left is the spectrum of an (N -
 * k) x (M - k) matrix, and is fitted again, until no more are found. Of several matrices in one
 * spectrum, each gives k / rf, and the 95 % hold for all of them together.
 *
 * <p>Eigenvalues that are 0 to rounding are left out, and M is then the number (per matrix) of the
 * others: right for dead columns, and for a matrix of low rank at least a bulk with no hole in it.
 * The result is the same for c W, c &gt; 0, but for the units. O(n) and some tens of quantiles for
 * each round.
 */
public final class RobustBulkFitter implements BulkFitter {

  /** Share of noise that has a spike: Johnstone's 95 % point. */
  private static final double SIGNIFICANCE = 0.05;

  /** Fewest eigenvalues above 0. */
  private static final int FEWEST = 10;

  /** Rounding of float64 eigenvalues relative to the largest, per column. */
  private static final double EPSILON = 4 * 0x1p-52;

  /** Rounding of float32 weights, squared and with a margin, relative to the mean eigenvalue. */
  private static final double WEIGHT_ROUNDING = 1e-13;

  /** Relative difference up to which eigenvalues count as equal, as for the tail. */
  private static final double EQUAL = 1e-5;

  /**
   * The law, or the reason why there is none: fewer than 10 eigenvalues above 0, matrices with
   * fewer than two columns that are not 0, a bulk whose eigenvalues are all equal, or no bulk: more
   * than half of the eigenvalues beyond its edge.
   */
  @Override
  public BulkFit fit(Spectrum spectrum, MatrixShape shape) {
    requireRoom(spectrum, shape);
    double[] values = spectrum.above(zero(spectrum)).toArray();
    if (values.length < FEWEST) {
      return new FailedBulkFit(values.length + " eigenvalues above 0, a bulk needs " + FEWEST);
    }
    double columns = (double) values.length / shape.rf();
    if (columns < 2) {
      return new FailedBulkFit(
          String.format(
              Locale.ROOT, "%.3g eigenvalues above 0 in each matrix, a bulk needs 2", columns));
    }
    return fit(values, columns, shape, spectrum);
  }

  static void requireRoom(Spectrum spectrum, MatrixShape shape) {
    if (spectrum.size() > shape.eigenvalues()) {
      throw new IllegalArgumentException(
          spectrum.size() + " eigenvalues are more than matrices of " + shape + " have");
    }
  }

  private static BulkFit fit(
      double[] values, double columns, MatrixShape shape, Spectrum spectrum) {
    int spikes = 0;
    while (2 * spikes <= values.length) {
      BulkQuantiles bulk = new BulkQuantiles(values, values.length - spikes);
      if (bulk.isFlat(EQUAL)) {
        return new FailedBulkFit(
            String.format(Locale.ROOT, "most eigenvalues equal %.6g", bulk.quantile(0.5)));
      }
      double ofEach = (double) spikes / shape.rf();
      double n = shape.n() - ofEach;
      double m = columns - ofEach;
      double variance = bulk.entryVariance(n, m);
      NoiseEdge noise = NoiseEdge.of(n, m, variance, shape.rf());
      double threshold = noise.exceededWith(SIGNIFICANCE);
      int found = countAbove(values, threshold);
      if (found <= spikes) {
        MarchenkoPastur law = MarchenkoPastur.ofEntries(n, m, variance);
        return result(values, found, law, noise, spectrum);
      }
      spikes = found;
    }
    return new FailedBulkFit(
        spikes + " of " + values.length + " eigenvalues lie beyond the edge of what would be noise",
        false);
  }

  private static MarchenkoPasturFit result(
      double[] values, int found, MarchenkoPastur law, NoiseEdge noise, Spectrum spectrum) {
    List<Spike> spikes = new ArrayList<>();
    for (int i = values.length - 1; i >= values.length - found; i--) {
      spikes.add(Spike.of(values[i], law, noise));
    }
    return new MarchenkoPasturFit(
        law,
        spikes,
        noise.exceededWith(SIGNIFICANCE),
        noise,
        GoodnessOfFit.of(values, values.length - found, law, noise.matrices()),
        Math.sqrt(spectrum.size() / spectrum.sum()),
        spectrum.max());
  }

  /** The largest eigenvalue that may be rounding. */
  private static double zero(Spectrum spectrum) {
    return Math.max(EPSILON * spectrum.size() * spectrum.max(), WEIGHT_ROUNDING * spectrum.mean());
  }

  private static int countAbove(double[] ascending, double threshold) {
    int count = 0;
    while (count < ascending.length && ascending[ascending.length - 1 - count] > threshold) {
      count++;
    }
    return count;
  }
}
