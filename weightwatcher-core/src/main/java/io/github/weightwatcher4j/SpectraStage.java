package io.github.weightwatcher4j;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.LayerMatrices;
import io.github.weightwatcher4j.metric.internal.LayerVectors;
import io.github.weightwatcher4j.metric.internal.NumericalRank;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.run.internal.Workers;
import io.github.weightwatcher4j.spectrum.EigenSystem;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import io.github.weightwatcher4j.spectrum.internal.Shuffle;
import io.github.weightwatcher4j.spectrum.internal.ShuffledMatrix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Everything that is decomposed of a layer: its matrices, shuffled ones, eigenvectors. */
final class SpectraStage {

  private final SpectrumSolver solver;
  private final AnalysisOptions options;
  private final int replicas;

  SpectraStage(SpectrumSolver solver, AnalysisOptions options) {
    this.solver = solver;
    this.options = options;
    this.replicas = options.randomize() ? options.replicas() : 0;
  }

  /** The spectra of each matrix of the layer. */
  List<SliceSpectra> of(Layer layer, Weights weights, Workers workers, BooleanSupplier cancelled)
      throws IOException {
    MatrixShape shape = MatrixShape.of(weights);
    double resolution = resolution(weights);
    double factor = factor(layer, shape);
    try (LayerMatrices matrices = LayerMatrices.open(weights)) {
      List<Spectrum> spectra = new ArrayList<>();
      for (WeightMatrix matrix : matrices.matrices()) {
        spectra.add(solver.eigenvalues(matrix, resolution, cancelled));
      }
      List<Spectrum> shuffled =
          workers.run(
              replicas * spectra.size(),
              bytesOfReplica(weights),
              i -> shuffled(layer, matrices, i / replicas, i % replicas, factor, cancelled),
              cancelled);
      List<SliceSpectra> found = new ArrayList<>();
      for (int slice = 0; slice < spectra.size(); slice++) {
        found.add(
            new SliceSpectra(
                scaled(spectra.get(slice), factor),
                NumericalRank.of(spectra.get(slice), resolution),
                shuffled.subList(replicas * slice, replicas * (slice + 1)),
                vectors(matrices.matrices().get(slice), factor, cancelled)));
      }
      return found;
    }
  }

  private Spectrum shuffled(
      Layer layer,
      LayerMatrices matrices,
      int slice,
      int replica,
      double factor,
      BooleanSupplier cancelled) {
    Shuffle shuffle = new Shuffle(options.seed(), layer.info().index(), slice, replica);
    try (ShuffledMatrix copy = copy(matrices, slice, shuffle, cancelled)) {
      // A resolution of 1: what is zero among shuffled weights is asked nowhere.
      return scaled(solver.eigenvalues(copy.matrix(), 1, cancelled), factor);
    }
  }

  private static ShuffledMatrix copy(
      LayerMatrices matrices, int slice, Shuffle shuffle, BooleanSupplier cancelled) {
    synchronized (matrices) { // a tensor is read by one thread at a time
      return shuffle.apply(matrices.matrices().get(slice), cancelled);
    }
  }

  private Optional<LayerVectors> vectors(
      WeightMatrix matrix, double factor, BooleanSupplier cancelled) {
    if (!options.vectors()) {
      return Optional.empty();
    }
    try (EigenSystem system = solver.eigenvectors(matrix, cancelled)) {
      return Optional.of(LayerVectors.of(system, factor));
    }
  }

  /** Singular value, relative to the largest, up to which a value counts as zero. */
  double resolution(Weights weights) {
    return NumericalRank.resolution(
        MatrixShape.of(weights).n(), options.rankPrecision().orElse(weights.precision()));
  }

  /** Native memory in bytes that a layer takes at most while it is decomposed. */
  long bytesNeeded(Weights weights) {
    MatrixShape shape = MatrixShape.of(weights);
    long eigenvalues = replicas > 0 ? bytesOfReplica(weights) : solver.bytesNeeded(shape);
    long vectors = options.vectors() ? solver.bytesForVectors(shape) : 0;
    return Math.max(eigenvalues, vectors);
  }

  private long bytesOfReplica(Weights weights) {
    MatrixShape shape = MatrixShape.of(weights);
    return solver.bytesNeeded(shape) + Shuffle.bytesNeeded(shape, weights.precision());
  }

  private static Spectrum scaled(Spectrum spectrum, double factor) {
    return factor == 1 ? spectrum : spectrum.scaled(factor);
  }

  /** The square of what the weights are multiplied by. */
  private double factor(Layer layer, MatrixShape shape) {
    if (!options.convNorm() || !layer.info().type().isConvolution()) {
      return 1;
    }
    return options.pool() ? 0.5 : shape.rf() / 2.0;
  }
}
