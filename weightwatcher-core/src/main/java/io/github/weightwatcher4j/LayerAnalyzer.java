package io.github.weightwatcher4j;

import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.BulkFitter;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.metric.ShuffledSpectrum;
import io.github.weightwatcher4j.metric.internal.BulkMetrics;
import io.github.weightwatcher4j.metric.internal.ErgMetrics;
import io.github.weightwatcher4j.metric.internal.InverseSpectrum;
import io.github.weightwatcher4j.metric.internal.LayerMetrics;
import io.github.weightwatcher4j.metric.internal.LayerVectors;
import io.github.weightwatcher4j.metric.internal.ShuffleMetrics;
import io.github.weightwatcher4j.metric.internal.TailMetrics;
import io.github.weightwatcher4j.metric.internal.VectorStatistics;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.report.Evidence;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.run.internal.LayerRun;
import io.github.weightwatcher4j.run.internal.Workers;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import io.github.weightwatcher4j.verdict.Levels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** The whole pipeline of one layer. */
final class LayerAnalyzer implements LayerRun.Task<LayerOutcome> {

  private static final Metrics NONE = Metrics.none();

  private final SpectraStage spectra;
  private final TailStage tails;
  private final BulkFitter bulks;
  private final AnalysisOptions options;
  private final Levels levels;

  /**
   * An analyzer.
   *
   * @param levels what each layer may spend on false alarms
   */
  LayerAnalyzer(AnalysisOptions options, SpectrumSolver solver, Levels levels) {
    this.levels = levels;
    this.spectra = new SpectraStage(solver, options);
    this.tails = new TailStage(options);
    this.bulks = options.mpMethod().fitter();
    this.options = options;
  }

  @Override
  public String name() {
    return "analysis";
  }

  @Override
  public LayerOutcome apply(
      Layer layer, Weights weights, Workers workers, BooleanSupplier cancelled) throws IOException {
    return LayerOutcome.of(rows(layer, weights, workers, cancelled));
  }

  @Override
  public LayerOutcome skipped(SkippedLayer skipped) {
    return LayerOutcome.of(skipped);
  }

  /** One row, or a row for each of several slices where slices are not pooled. */
  private List<LayerReport> rows(
      Layer layer, Weights weights, Workers workers, BooleanSupplier cancelled) throws IOException {
    MatrixShape shape = MatrixShape.of(weights);
    List<SliceSpectra> slices = spectra.of(layer, weights, workers, cancelled);
    if (options.pool() || slices.size() == 1) {
      SliceSpectra all = SliceSpectra.pooled(slices);
      return List.of(report(layer, OptionalInt.empty(), shape, all, weights, workers, cancelled));
    }
    List<LayerReport> reports = new ArrayList<>();
    for (int slice = 0; slice < slices.size(); slice++) {
      OptionalInt number = OptionalInt.of(slice);
      reports.add(report(layer, number, shape, slices.get(slice), weights, workers, cancelled));
    }
    return reports;
  }

  private LayerReport report(
      Layer layer,
      OptionalInt slice,
      MatrixShape shape,
      SliceSpectra found,
      Weights weights,
      Workers workers,
      BooleanSupplier cancelled) {
    Spectrum spectrum =
        options.inverse()
            ? InverseSpectrum.of(found.spectrum(), spectra.resolution(weights))
            : found.spectrum();
    double unit = options.relativeCutoffs() ? spectrum.mean() : 1;
    Spectrum data = spectrum.above(options.cutoff() * unit);
    TailStage.Result tail = tails.fit(data, layer.info().index(), workers, cancelled);
    MatrixShape matrices = slice.isPresent() ? shape.single() : shape;
    Optional<BulkFit> bulk =
        options.mpFit() && !options.inverse()
            ? Optional.of(bulks.fit(spectrum, matrices))
            : Optional.empty();
    List<ShuffledSpectrum> shuffled =
        found.shuffled().stream()
            .map(replica -> new ShuffledSpectrum(replica, bulks.fit(replica, matrices)))
            .toList();
    Metrics metrics =
        LayerMetrics.of(
                shape, spectrum, found.rank(), options.weakRankTolerance() * unit, tail.fit())
            .with(options.inverse() ? InverseSpectrum.singularValues(found.spectrum()) : NONE)
            .with(tail.metrics())
            .with(bulk.map(BulkMetrics::of).orElse(NONE))
            .with(ShuffleMetrics.of(spectrum, shuffled))
            .with(options.detx() ? ErgMetrics.of(spectrum, TailMetrics.xMin(tail.fit())) : NONE)
            .with(
                found
                    .vectors()
                    .map(v -> VectorStatistics.of(v, spectrum, tail.fit()).metrics())
                    .orElse(NONE));
    Evidence evidence =
        Evidence.of(
            bulk,
            Optional.empty(),
            tail.laws(),
            tail.rival(),
            shuffled,
            found.vectors().map(LayerVectors::metrics).orElse(List.of()));
    return LayerReport.of(layer.info(), slice, spectrum, tail.fit(), metrics, evidence, levels);
  }

  @Override
  public long bytesNeeded(Weights weights) {
    return spectra.bytesNeeded(weights);
  }
}
