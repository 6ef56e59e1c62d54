package io.github.weightwatcher4j;

import io.github.weightwatcher4j.bulk.BulkMethod;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.metric.internal.ErgMetrics;
import io.github.weightwatcher4j.metric.internal.InverseSpectrum;
import io.github.weightwatcher4j.metric.internal.LayerMetrics;
import io.github.weightwatcher4j.metric.internal.LayerVectors;
import io.github.weightwatcher4j.metric.internal.UniversalityMetrics;
import io.github.weightwatcher4j.metric.internal.VectorStatistics;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
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
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** The whole pipeline of one layer. */
final class LayerAnalyzer implements LayerRun.Task<LayerOutcome> {

  private static final Metrics NONE = Metrics.none();

  private final SpectraStage spectra;
  private final TailStage tails;
  private final NoiseStage noise;
  private final TrapStage traps;
  private final FlowStage flow;
  private final FarmsStage farms;
  private final TopStage tops;
  private final AnalysisOptions options;
  private final Levels levels;

  /**
   * An analyzer.
   *
   * @param levels what each layer may spend on false alarms
   */
  LayerAnalyzer(AnalysisOptions options, SpectrumSolver solver, Levels levels) {
    this.levels = levels;
    this.noise = new NoiseStage(options, levels);
    this.spectra = new SpectraStage(solver, options, levels);
    this.traps = new TrapStage(solver, options);
    this.tails = new TailStage(options);
    this.flow = new FlowStage(solver, options.flow(), levels);
    this.farms = new FarmsStage(solver, options.farms());
    this.tops = new TopStage(options, tails, levels);
    this.options = options;
  }

  @Override
  public String name() {
    return "analysis";
  }

  @Override
  public LayerOutcome apply(
      Layer layer, Weights weights, Workers workers, BooleanSupplier cancelled) throws IOException {
    return LayerOutcome.of(
        rows(layer, weights, workers, cancelled), flow.sides(weights, cancelled));
  }

  @Override
  public LayerOutcome skipped(SkippedLayer skipped) {
    return LayerOutcome.of(skipped);
  }

  /** One row, or a row for each of several slices where slices are not pooled. */
  private List<LayerReport> rows(
      Layer layer, Weights weights, Workers workers, BooleanSupplier cancelled) throws IOException {
    if (tops.takes(weights)) {
      return List.of(tops.of(layer, weights, cancelled));
    }
    List<LayerSpectra> rows = spectra.of(layer, weights, workers, cancelled);
    List<LayerReport> reports = new ArrayList<>();
    for (LayerSpectra row : rows) {
      OptionalInt slice = rows.size() == 1 ? OptionalInt.empty() : OptionalInt.of(reports.size());
      reports.add(report(layer, slice, row, weights, workers, cancelled));
    }
    return reports;
  }

  private LayerReport report(
      Layer layer,
      OptionalInt slice,
      LayerSpectra row,
      Weights weights,
      Workers workers,
      BooleanSupplier cancelled)
      throws IOException {
    Spectrum plain = row.spectrum();
    Spectrum spectrum =
        options.inverse() ? InverseSpectrum.of(plain, spectra.resolution(weights)) : plain;
    double unit = options.relativeCutoffs() ? spectrum.mean() : 1;
    Spectrum data = spectrum.above(options.cutoff() * unit);
    TailStage.Result tail = tails.fit(data, layer.info().index(), workers, cancelled);
    MatrixShape shape = MatrixShape.of(weights);
    Metrics metrics =
        LayerMetrics.of(shape, spectrum, row.rank(), options.weakRankTolerance() * unit, tail.fit())
            .with(options.inverse() ? InverseSpectrum.singularValues(plain) : NONE)
            .with(tail.metrics())
            .with(options.universality() ? universality(slice, shape, tail) : NONE)
            .with(farms.of(layer, slice, weights, row, workers, cancelled))
            .with(options.detx() ? ErgMetrics.of(spectrum, tail.fit()) : NONE)
            .with(
                row.vectors()
                    .map(v -> VectorStatistics.of(v, spectrum, tail.fit()).metrics())
                    .orElse(NONE));
    NoiseStage.Result found = noise.of(row);
    found = found.with(traps.of(layer, slice, weights, row, found.shuffled(), cancelled));
    LayerReport judged = report(layer, slice, row, spectrum, tail, metrics, found);
    if (options.mpMethod() == BulkMethod.ROBUST) {
      return judged;
    }
    // The columns are the Python tool's; what is said of the layer does not follow from them.
    NoiseStage.Result asked = noise.asPython(row, slice.isPresent() ? shape.single() : shape);
    LayerReport python = report(layer, slice, row, spectrum, tail, metrics, asked);
    return python.with(judged.verdict(), judged.findings());
  }

  private Metrics universality(OptionalInt slice, MatrixShape shape, TailStage.Result tail) {
    MatrixShape decomposed = slice.isPresent() ? shape.single() : shape;
    AnalysisOptionsBuilder asked = options.toBuilder();
    return UniversalityMetrics.of(
        decomposed, tail.fit(), requirement -> requirement.isMetBy(asked), tail.metrics());
  }

  private LayerReport report(
      Layer layer,
      OptionalInt slice,
      LayerSpectra row,
      Spectrum spectrum,
      TailStage.Result tail,
      Metrics metrics,
      NoiseStage.Result found) {
    return LayerReport.of(
        layer.info(),
        slice,
        spectrum,
        tail.fit(),
        metrics.with(found.metrics(spectrum)),
        evidence(row, tail, found),
        levels);
  }

  private static Evidence evidence(
      LayerSpectra row, TailStage.Result tail, NoiseStage.Result noise) {
    return Evidence.of(
        noise.bulk(),
        noise.phase(),
        tail.laws(),
        tail.rival(),
        noise.shuffled(),
        row.vectors().map(LayerVectors::metrics).orElse(List.of()));
  }

  FlowStage flow() {
    return flow;
  }

  @Override
  public boolean takesSparse() {
    return true;
  }

  @Override
  public boolean takesShards() {
    return true;
  }

  @Override
  public long bytesNeeded(Weights weights) {
    if (tops.takes(weights)) {
      return tops.bytesNeeded(weights);
    }
    long ofStages = Math.max(spectra.bytesNeeded(weights), traps.bytesNeeded(weights));
    return Math.max(ofStages, Math.max(flow.bytesNeeded(weights), farms.bytesNeeded(weights)));
  }
}
