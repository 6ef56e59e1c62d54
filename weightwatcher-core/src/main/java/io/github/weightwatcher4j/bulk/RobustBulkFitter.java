package io.github.weightwatcher4j.bulk;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The default fit: by the middle of the bulk, so that spikes and heavy tails do not move it.
 *
 * <p>Each matrix is judged by its own noise. The 20 to 80 % quantiles of its bulk, one a percent,
 * are matched with those expected of noise, by least squares in the one unknown scale. Eigenvalues
 * that noise exceeds with no more than the chance that is granted are spikes, each judged by a fit
 * that has not left it out; k of them take k degrees of freedom, so what is left is the spectrum of
 * an (n - k) x (m - k) matrix, and is fitted again, until no more are found. Matrices of fewer than
 * 16 columns, where a layer has several, are scaled to equal traces and fitted together.
 *
 * <p>Rows and columns that are all zero are left out, and so are eigenvalues that are 0 to
 * rounding: m is at most the number of the others. The result is the same for c W, c &gt; 0, but
 * for the units. O(m) and some tens of quantiles for each round.
 */
public final class RobustBulkFitter implements BulkFitter {

  /** Share of noise that has a spike where no level is given: Johnstone's 95 % point. */
  private static final double SIGNIFICANCE = 0.05;

  /** Fewer columns than this are fitted together where there are several matrices. */
  private static final double SMALL = 16;

  /** Fewest eigenvalues above 0. */
  private static final int FEWEST = 10;

  /**
   * As {@link #fit(List, double)} for a spectrum of which nothing else is known: of normal entries,
   * all matrices with the same noise, at a level of 5 %.
   */
  @Override
  public BulkFit fit(Spectrum spectrum, MatrixShape shape) {
    return fit(spectrum, shape, SIGNIFICANCE);
  }

  /** As above, at another level. */
  public BulkFit fit(Spectrum spectrum, MatrixShape shape, double level) {
    requireRoom(spectrum, shape);
    double[] values = NoiseSearch.aboveZero(spectrum);
    int rf = Math.toIntExact(shape.rf());
    double columns = (double) values.length / rf;
    if (values.length < FEWEST) {
      return tooFew(values.length);
    }
    if (columns < 2) {
      return new FailedBulkFit(
          String.format(
              Locale.ROOT, "%.3g eigenvalues above 0 in each matrix, a bulk needs 2", columns));
    }
    LayerBulk layer = new LayerBulk(rf, critical(level, rf));
    Optional<FailedBulkFit> failure = layer.setAll(values, (double) shape.n(), columns);
    return failure.isPresent() ? failure.get() : layer.fit(spectrum);
  }

  /** What noise in one of several matrices exceeds so that any of them does at a level. */
  private static double critical(double level, int matrices) {
    return TracyWidom.exceededWith(-Math.expm1(Math.log1p(-level) / matrices));
  }

  /**
   * The noise of each matrix and the spikes beyond it, or the reason why there is none: fewer than
   * 10 eigenvalues above 0, a matrix with fewer than two, a bulk whose eigenvalues are all equal,
   * hardly any entries other than zero, or no bulk: more than half of the eigenvalues of a matrix
   * beyond its edge.
   *
   * @param matrices one or more
   * @param level chance that any of them has a spike, were they all noise; in (0, 1)
   */
  public BulkFit fit(List<MatrixSpectrum> matrices, double level) {
    return fit(matrices, level, false);
  }

  /**
   * As {@link #fit(List, double)} for matrices that noise fills, as shuffled weights do: its
   * variance is known, the mean square of the entries less what spikes have of it.
   */
  public static BulkFit ofKnownVariance(List<MatrixSpectrum> matrices, double level) {
    return fit(matrices, level, true);
  }

  /**
   * The fit at a higher level than before, which takes no work where no eigenvalue lies between the
   * thresholds.
   *
   * @param strict the fit of the same matrices at a lower level
   */
  public BulkFit refit(List<MatrixSpectrum> matrices, BulkFit strict, double level) {
    if (!(strict instanceof MarchenkoPasturFit fit)) {
      return fit(matrices, level);
    }
    double critical = critical(level, matrices.size());
    for (int i = 0; i < matrices.size(); i++) {
      MatrixNoise noise = fit.matrices().get(i);
      NoiseEdge edge = noise.edge();
      double threshold = edge.center() + edge.scale() * critical;
      if (matrices
          .get(i)
          .spectrum()
          .values()
          .anyMatch(x -> x > threshold && x <= noise.threshold())) {
        return fit(matrices, level);
      }
    }
    return strict;
  }

  private static BulkFit fit(List<MatrixSpectrum> matrices, double level, boolean known) {
    Spectrum all = Spectrum.pooled(matrices.stream().map(MatrixSpectrum::spectrum).toList());
    int above = NoiseSearch.aboveZero(all).length;
    if (above < FEWEST) {
      return tooFew(above);
    }
    LayerBulk layer = new LayerBulk(matrices.size(), critical(level, matrices.size()));
    List<Integer> small = new ArrayList<>();
    for (int i = 0; i < matrices.size(); i++) {
      if (!known && matrices.size() > 1 && matrices.get(i).m() < SMALL) {
        small.add(i);
        continue;
      }
      Optional<FailedBulkFit> failure = layer.set(i, matrices.get(i), known);
      if (failure.isPresent()) {
        return failure.get();
      }
    }
    Optional<FailedBulkFit> failure = layer.setTogether(small, matrices);
    return failure.isPresent() ? failure.get() : layer.fit(all);
  }

  private static FailedBulkFit tooFew(int values) {
    return new FailedBulkFit(values + " eigenvalues above 0, a bulk needs " + FEWEST);
  }

  static void requireRoom(Spectrum spectrum, MatrixShape shape) {
    if (spectrum.size() > shape.eigenvalues()) {
      throw new IllegalArgumentException(
          spectrum.size() + " eigenvalues are more than matrices of " + shape + " have");
    }
  }
}
