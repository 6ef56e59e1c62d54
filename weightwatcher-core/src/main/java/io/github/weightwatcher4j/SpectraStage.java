package io.github.weightwatcher4j;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.EntryStatistics;
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
import io.github.weightwatcher4j.verdict.Levels;
import io.github.weightwatcher4j.verdict.internal.TrapTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Everything that is decomposed of a layer: its matrices, shuffled ones, eigenvectors. */
final class SpectraStage {

  private final SpectrumSolver solver;
  private final AnalysisOptions options;
  private final Levels levels;
  private final int replicas;

  SpectraStage(SpectrumSolver solver, AnalysisOptions options, Levels levels) {
    this.solver = solver;
    this.options = options;
    this.levels = levels;
    this.replicas = options.randomize() ? options.replicas() : 0;
  }

  /** The spectra of each row: of all matrices of the layer, or of each where they are apart. */
  List<LayerSpectra> of(Layer layer, Weights weights, Workers workers, BooleanSupplier cancelled)
      throws IOException {
    double factor = factor(layer, MatrixShape.of(weights));
    try (LayerMatrices matrices = LayerMatrices.open(weights)) {
      double resolution = resolution(weights);
      List<Spectrum> spectra = solver.eigenvalues(matrices.matrices(), resolution, cancelled);
      List<SliceSpectra> slices = new ArrayList<>();
      for (int i = 0; i < spectra.size(); i++) {
        WeightMatrix matrix = matrices.matrices().get(i);
        slices.add(slice(matrix, spectra.get(i), resolution, factor, cancelled));
      }
      slices = withReplicas(slices, layer, weights, matrices, factor, workers, cancelled);
      return rows(slices);
    }
  }

  private List<LayerSpectra> rows(List<SliceSpectra> slices) {
    return options.pool()
        ? List.of(new LayerSpectra(slices))
        : slices.stream().map(slice -> new LayerSpectra(List.of(slice))).toList();
  }

  private SliceSpectra slice(
      WeightMatrix matrix,
      Spectrum spectrum,
      double resolution,
      double factor,
      BooleanSupplier cancelled) {
    Optional<EntryStatistics> entries =
        NoiseStage.isTested(options)
            ? Optional.of(EntryStatistics.of(matrix, cancelled))
            : Optional.empty();
    return new SliceSpectra(
        scaled(spectrum, factor),
        resolution,
        entries,
        entries.map(said -> TrapTest.outliers(matrix, said, levels, cancelled)).orElse(List.of()),
        List.of(),
        vectors(matrix, factor, cancelled));
  }

  private List<SliceSpectra> withReplicas(
      List<SliceSpectra> slices,
      Layer layer,
      Weights weights,
      LayerMatrices matrices,
      double factor,
      Workers workers,
      BooleanSupplier cancelled) {
    if (replicas == 0) {
      return slices;
    }
    TrapTest test = new TrapTest(solver, levels, replicas, options.pool() ? slices.size() : 1);
    List<TrapTest.Replica> shuffled =
        workers.run(
            replicas * slices.size(),
            bytesOfReplica(weights),
            i -> {
              SliceSpectra slice = slices.get(i / replicas);
              Shuffle shuffle =
                  new Shuffle(options.seed(), layer.info().index(), i / replicas, i % replicas);
              return test.shuffled(
                  matrices,
                  shuffle,
                  slice.entries().orElseThrow(),
                  slice.outliers(),
                  factor,
                  cancelled);
            },
            cancelled);
    List<SliceSpectra> found = new ArrayList<>();
    for (int i = 0; i < slices.size(); i++) {
      found.add(slices.get(i).withReplicas(shuffled.subList(replicas * i, replicas * (i + 1))));
    }
    return found;
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
    long eigenvalues =
        replicas > 0 ? bytesOfReplica(weights) : solver.bytesNeeded(shape, weights.precision());
    long vectors = options.vectors() ? solver.bytesForVectors(shape) : 0;
    return Math.max(eigenvalues, vectors);
  }

  private long bytesOfReplica(Weights weights) {
    MatrixShape shape = MatrixShape.of(weights);
    return solver.bytesNeeded(shape, weights.precision())
        + Shuffle.bytesNeeded(shape, weights.precision());
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
