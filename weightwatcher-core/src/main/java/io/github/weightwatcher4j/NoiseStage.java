package io.github.weightwatcher4j;

import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.DensityBulkFitter;
import io.github.weightwatcher4j.bulk.FailedBulkFit;
import io.github.weightwatcher4j.bulk.MatrixSpectrum;
import io.github.weightwatcher4j.bulk.RobustBulkFitter;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.metric.ShuffledSpectrum;
import io.github.weightwatcher4j.metric.internal.BulkMetrics;
import io.github.weightwatcher4j.metric.internal.ShuffleMetrics;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.verdict.LayerPhase;
import io.github.weightwatcher4j.verdict.Levels;
import io.github.weightwatcher4j.verdict.internal.PhaseFinder;
import io.github.weightwatcher4j.verdict.internal.TrapTest;
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
  static boolean isTested(AnalysisOptions options) {
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

    /** The same with what was measured of the traps. */
    Result with(List<ShuffledSpectrum> replicas) {
      return new Result(bulk, phase, replicas, deadLines, outliers);
    }

    /** The columns of all that. */
    Metrics metrics(Spectrum spectrum) {
      return bulk.map(fit -> BulkMetrics.of(fit, deadLines, outliers))
          .orElse(Metrics.none())
          .with(ShuffleMetrics.of(spectrum, shuffled));
    }
  }

  Result of(LayerSpectra row) {
    Optional<BulkFit> bulk =
        isTested(options) && options.mpFit()
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
            .mapToObj(replica -> TrapTest.tested(row.shuffled(replica)))
            .map(matrices -> fitted(matrices, PhaseFinder.LEVEL))
            .toList();
  }

  private List<ShuffledSpectrum> shuffled(LayerSpectra row) {
    double level = row.replicas() == 0 ? 0 : levels.traps(row.replicas());
    return IntStream.range(0, row.replicas())
        .mapToObj(
            replica -> {
              List<TrapTest.Replica> shuffled = row.shuffled(replica);
              Spectrum spectrum =
                  Spectrum.pooled(shuffled.stream().map(TrapTest.Replica::spectrum).toList());
              int lines = shuffled.stream().mapToInt(it -> it.without().size()).sum();
              return new ShuffledSpectrum(spectrum, TrapTest.traps(shuffled, level), lines);
            })
        .toList();
  }
}
