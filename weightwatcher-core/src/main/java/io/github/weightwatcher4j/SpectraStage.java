package io.github.weightwatcher4j;

import io.github.weightwatcher4j.matrix.LayerMatrices;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.metric.LayerVectors;
import io.github.weightwatcher4j.metric.NumericalRank;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.AnalysisOptions.Cutoffs;
import io.github.weightwatcher4j.option.AnalysisOptions.Slices;
import io.github.weightwatcher4j.option.AnalysisOptions.Stages;
import io.github.weightwatcher4j.spectrum.EigenSystem;
import io.github.weightwatcher4j.spectrum.PermutedMatrix;
import io.github.weightwatcher4j.spectrum.Randomization;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Everything that is decomposed of a layer: its matrices, shuffled ones, eigenvectors. */
final class SpectraStage {

  private final SpectrumSolver solver;
  private final Slices slices;
  private final Stages stages;
  private final Cutoffs cutoffs;
  private final long seed;

  SpectraStage(SpectrumSolver solver, AnalysisOptions options) {
    this.solver = solver;
    this.slices = options.slices();
    this.stages = options.stages();
    this.cutoffs = options.cutoffs();
    this.seed = options.seed();
  }

  /** The spectra of each matrix of the layer. */
  List<SliceSpectra> of(Layer layer, Weights weights, BooleanSupplier cancelled)
      throws IOException {
    MatrixShape shape = MatrixShape.of(weights);
    double resolution = resolution(weights);
    double factor = factor(layer, shape);
    try (LayerMatrices matrices = LayerMatrices.open(weights)) {
      List<SliceSpectra> spectra = new ArrayList<>();
      for (WeightMatrix matrix : matrices.matrices()) {
        Spectrum spectrum = solver.eigenvalues(matrix, resolution, cancelled);
        spectra.add(
            new SliceSpectra(
                scaled(spectrum, factor),
                NumericalRank.of(spectrum, resolution),
                shuffled(layer, spectra.size(), matrix, factor, cancelled),
                vectors(matrix, factor, cancelled)));
      }
      return spectra;
    }
  }

  private List<Spectrum> shuffled(
      Layer layer, int slice, WeightMatrix matrix, double factor, BooleanSupplier cancelled) {
    List<Spectrum> spectra = new ArrayList<>();
    for (int replica = 0; replica < stages.replicas(); replica++) {
      Randomization randomization = new Randomization(seed, layer.info().index(), slice, replica);
      try (PermutedMatrix permuted = randomization.permute(matrix, cancelled)) {
        // A resolution of 1: what is zero among shuffled weights is asked nowhere.
        spectra.add(scaled(solver.eigenvalues(permuted.matrix(), 1, cancelled), factor));
      }
    }
    return spectra;
  }

  private Optional<LayerVectors> vectors(
      WeightMatrix matrix, double factor, BooleanSupplier cancelled) {
    if (!stages.vectors()) {
      return Optional.empty();
    }
    try (EigenSystem system = solver.eigenvectors(matrix, cancelled)) {
      return Optional.of(LayerVectors.of(system, factor));
    }
  }

  /** Singular value, relative to the largest, up to which a value counts as zero. */
  double resolution(Weights weights) {
    return NumericalRank.resolution(
        MatrixShape.of(weights).n(), cutoffs.rankPrecision().orElse(weights.precision()));
  }

  /** Native memory in bytes that a layer takes at most while it is decomposed. */
  long bytesNeeded(Weights weights) {
    MatrixShape shape = MatrixShape.of(weights);
    long eigenvalues = solver.bytesNeeded(shape);
    long copy = stages.replicas() > 0 ? Randomization.bytesNeeded(shape, weights.precision()) : 0;
    long vectors = stages.vectors() ? solver.bytesForVectors(shape) : 0;
    return Math.max(eigenvalues + copy, vectors);
  }

  private static Spectrum scaled(Spectrum spectrum, double factor) {
    return factor == 1 ? spectrum : spectrum.scaled(factor);
  }

  /** The square of what the weights are multiplied by. */
  private double factor(Layer layer, MatrixShape shape) {
    if (!slices.convolutionNorm() || !layer.info().type().isConvolution()) {
      return 1;
    }
    return slices.pool() ? 0.5 : shape.rf() / 2.0;
  }
}
