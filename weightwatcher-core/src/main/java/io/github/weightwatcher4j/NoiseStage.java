package io.github.weightwatcher4j;

import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.DensityBulkFitter;
import io.github.weightwatcher4j.bulk.FailedBulkFit;
import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.bulk.MatrixSpectrum;
import io.github.weightwatcher4j.bulk.NoiseEdge;
import io.github.weightwatcher4j.bulk.RobustBulkFitter;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.internal.EntryStatistics;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.metric.ShuffledSpectrum;
import io.github.weightwatcher4j.metric.internal.BulkMetrics;
import io.github.weightwatcher4j.metric.internal.ShuffleMetrics;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.verdict.LayerPhase;
import io.github.weightwatcher4j.verdict.Levels;
import io.github.weightwatcher4j.verdict.internal.PhaseFinder;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What of a layer may be noise: its bulk, its phase, and the bulk of its shuffled weights. */
final class NoiseStage {

  private final AnalysisOptions options;
  private final Levels levels;
  private final RobustBulkFitter fitter = new RobustBulkFitter();

  NoiseStage(AnalysisOptions options, Levels levels) {
    this.options = options;
    this.levels = levels;
  }

  /** Whether a bulk is fitted at all. */
  boolean isTested() {
    return !options.inverse() && (options.mpFit() || options.randomize());
  }

  /**
   * What was found.
   *
   * @param bulk the fit of the bulk; empty where it was not asked for
   * @param phase the phase; empty there, too
   * @param shuffled the shuffled weights, each replica with its bulk and the traps beyond it
   * @param deadLines rows and columns that are all zero
   * @param outliers rows and columns that make an eigenvalue by themselves
   */
  record Result(
      Optional<BulkFit> bulk,
      Optional<LayerPhase> phase,
      List<ShuffledSpectrum> shuffled,
      int deadLines,
      int outliers) {

    /** The columns of all that. */
    Metrics metrics(Spectrum spectrum) {
      return bulk.map(fit -> BulkMetrics.of(fit, deadLines, outliers))
          .orElse(Metrics.none())
          .with(ShuffleMetrics.of(spectrum, shuffled));
    }
  }

  Result of(LayerSpectra row) {
    Optional<BulkFit> bulk =
        isTested() && options.mpFit()
            ? Optional.of(fitted(row.noise(), levels.spikes()))
            : Optional.empty();
    return new Result(
        bulk,
        bulk.map(strict -> phase(row, strict)),
        shuffled(row),
        row.deadLines(),
        row.outliers());
  }

  /** The same with the bulks of the Python tool. */
  Result asPython(LayerSpectra row, MatrixShape shape) {
    Result ours = of(row);
    DensityBulkFitter python = new DensityBulkFitter();
    return new Result(
        ours.bulk().map(bulk -> python.fit(row.spectrum(), shape)),
        ours.phase(),
        ours.shuffled().stream()
            .map(ShuffledSpectrum::spectrum)
            .map(spectrum -> new ShuffledSpectrum(spectrum, python.fit(spectrum, shape)))
            .toList(),
        row.deadLines(),
        0);
  }

  private BulkFit fitted(List<MatrixSpectrum> matrices, double level) {
    return matrices.isEmpty()
        ? new FailedBulkFit("no matrix has two columns that are not all zero")
        : fitter.fit(matrices, level);
  }

  /** The phase, at the level of the layer. */
  private LayerPhase phase(LayerSpectra row, BulkFit strict) {
    int size = row.slices().stream().mapToInt(slice -> slice.spectrum().size()).sum();
    PhaseFinder.Zeros zeros =
        new PhaseFinder.Zeros(
            size - row.rank(),
            row.deadEigenvalues(),
            row.slices().stream().allMatch(SliceSpectra::isZeroApart));
    List<MatrixSpectrum> matrices = row.noise();
    BulkFit bulk =
        levels.spikes() < PhaseFinder.LEVEL
            ? fitter.refit(matrices, strict, PhaseFinder.LEVEL)
            : fitted(matrices, PhaseFinder.LEVEL);
    return PhaseFinder.of(size, zeros, matrices, bulk, exact(row));
  }

  /** The bulks of the shuffled weights as that of the layer, where there are enough of them. */
  private List<BulkFit> exact(LayerSpectra row) {
    return row.replicas() < PhaseFinder.REPLICAS
        ? List.of()
        : IntStream.range(0, row.replicas())
            .mapToObj(replica -> fitted(row.tested(replica), PhaseFinder.LEVEL))
            .toList();
  }

  /**
   * The squared norm beyond which a row or column is an outlier: what the largest eigenvalue of the
   * matrix does not reach if all its entries are noise.
   */
  double lineThreshold(EntryStatistics entries) {
    return NoiseEdge.known(entries.n(), entries.m(), entries.meanSquare(), entries.excessKurtosis())
        .exceededWith(levels.spikes());
  }

  /**
   * Whether a shuffled matrix shows more traps than its outlier rows and columns explain, or so
   * many that no noise is left: these were spread over all of it and hide what else there is.
   *
   * @param lines how many outliers there are
   * @param matrices in the row: each has its part of the level
   */
  boolean isHidden(MatrixSpectrum shuffled, int lines, int matrices, int replicas) {
    double level = -Math.expm1(Math.log1p(-levels.traps(replicas)) / matrices);
    BulkFit bulk = RobustBulkFitter.ofKnownVariance(List.of(shuffled), level);
    return bulk instanceof MarchenkoPasturFit fit
        ? fit.spikes().size() > lines
        : bulk instanceof FailedBulkFit failed && !failed.untested();
  }

  private List<ShuffledSpectrum> shuffled(LayerSpectra row) {
    return IntStream.range(0, row.replicas())
        .mapToObj(
            replica -> {
              List<MatrixSpectrum> tested = row.tested(replica);
              BulkFit bulk =
                  tested.isEmpty()
                      ? new FailedBulkFit("all weights are zero")
                      : RobustBulkFitter.ofKnownVariance(tested, levels.traps(row.replicas()));
              return new ShuffledSpectrum(row.shuffled(replica), bulk, row.lines(replica));
            })
        .toList();
  }
}
