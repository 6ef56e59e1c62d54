package io.github.weightwatcher4j;

import io.github.weightwatcher4j.AnalysisOptions.Cutoffs;
import io.github.weightwatcher4j.AnalysisOptions.Slices;
import io.github.weightwatcher4j.fit.PowerLawFitter;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.matrix.LayerMatrices;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.metric.LayerMetrics;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.metric.NumericalRank;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** The whole pipeline of one layer. */
final class LayerAnalyzer {

  private final SpectrumSolver solver;
  private final PowerLawFitter fitter;
  private final Slices slices;
  private final Cutoffs cutoffs;

  LayerAnalyzer(SpectrumSolver solver, AnalysisOptions options) {
    this.solver = solver;
    this.fitter = new PowerLawFitter(options.minTailSize());
    this.slices = options.slices();
    this.cutoffs = options.cutoffs();
  }

  /** One row, or a row for each of several slices where slices are not pooled. */
  List<LayerReport> analyze(Layer layer, Weights weights, BooleanSupplier cancelled)
      throws IOException {
    MatrixShape shape = MatrixShape.of(weights);
    List<Spectrum> spectra = spectra(layer, weights, cancelled);
    if (slices.pool() || spectra.size() == 1) {
      return List.of(report(layer, OptionalInt.empty(), shape, spectra, weights));
    }
    List<LayerReport> reports = new ArrayList<>();
    for (int slice = 0; slice < spectra.size(); slice++) {
      List<Spectrum> one = spectra.subList(slice, slice + 1);
      reports.add(report(layer, OptionalInt.of(slice), shape, one, weights));
    }
    return reports;
  }

  /** The spectrum of each matrix of the layer, with the convolution norm applied. */
  private List<Spectrum> spectra(Layer layer, Weights weights, BooleanSupplier cancelled)
      throws IOException {
    MatrixShape shape = MatrixShape.of(weights);
    double resolution = resolution(weights);
    double factor = factor(layer, shape);
    try (LayerMatrices matrices = LayerMatrices.open(weights)) {
      List<Spectrum> spectra = new ArrayList<>();
      for (WeightMatrix matrix : matrices.matrices()) {
        Spectrum spectrum = solver.eigenvalues(matrix, resolution, cancelled);
        spectra.add(factor == 1 ? spectrum : spectrum.scaled(factor));
      }
      return spectra;
    }
  }

  private LayerReport report(
      Layer layer, OptionalInt slice, MatrixShape shape, List<Spectrum> spectra, Weights weights) {
    Spectrum spectrum = spectra.size() == 1 ? spectra.get(0) : Spectrum.pooled(spectra);
    double unit = cutoffs.relative() ? spectrum.mean() : 1;
    TailFit tail = fitter.fit(spectrum.above(cutoffs.cutoff() * unit));
    double resolution = resolution(weights);
    int rank = spectra.stream().mapToInt(s -> NumericalRank.of(s, resolution)).sum();
    Metrics metrics = LayerMetrics.of(shape, spectrum, rank, cutoffs.weakRank() * unit, tail);
    return LayerReport.of(layer.info(), slice, spectrum, tail, metrics);
  }

  private double resolution(Weights weights) {
    return NumericalRank.resolution(
        MatrixShape.of(weights).n(), cutoffs.rankPrecision().orElse(weights.precision()));
  }

  /** The square of what the weights are multiplied by. */
  private double factor(Layer layer, MatrixShape shape) {
    if (!slices.convolutionNorm() || !layer.info().type().isConvolution()) {
      return 1;
    }
    return slices.pool() ? 0.5 : shape.rf() / 2.0;
  }
}
