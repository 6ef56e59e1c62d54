package io.github.weightwatcher4j;

import io.github.weightwatcher4j.bulk.BulkMethod;
import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.bulk.Spike;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.LayerMatrices;
import io.github.weightwatcher4j.metric.ShuffledSpectrum;
import io.github.weightwatcher4j.metric.Trap;
import io.github.weightwatcher4j.metric.internal.ShuffleMetrics;
import io.github.weightwatcher4j.metric.internal.TrapVectors;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import io.github.weightwatcher4j.spectrum.internal.Shuffle;
import io.github.weightwatcher4j.verdict.internal.TrapTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** What there is to say of the traps of shuffled weights, where there are any. */
final class TrapStage {

  private final SpectrumSolver solver;
  private final AnalysisOptions options;

  TrapStage(SpectrumSolver solver, AnalysisOptions options) {
    this.solver = solver;
    this.options = options;
  }

  /**
   * The replicas of a row, the first with the median number of traps with these measured. What the
   * Python tool takes for traps is not measured.
   *
   * @param slice where the row is one of several of its layer
   */
  List<ShuffledSpectrum> of(
      Layer layer,
      OptionalInt slice,
      Weights weights,
      LayerSpectra row,
      List<ShuffledSpectrum> replicas,
      BooleanSupplier cancelled)
      throws IOException {
    Optional<ShuffledSpectrum> median = ShuffleMetrics.median(replicas);
    if (median.isEmpty()
        || median.get().traps().isEmpty()
        || options.mpMethod() != BulkMethod.ROBUST) {
      return replicas;
    }
    int at = replicas.indexOf(median.get());
    MarchenkoPasturFit fit = (MarchenkoPasturFit) median.get().bulk();
    List<Trap> traps = new ArrayList<>();
    try (LayerMatrices matrices = LayerMatrices.open(weights)) {
      int tested = 0;
      for (int i = 0; i < row.slices().size(); i++) {
        TrapTest.Replica replica = row.slices().get(i).shuffled().get(at);
        if (replica.isTested()) {
          Shuffle shuffle =
              new Shuffle(options.seed(), layer.info().index(), slice.orElse(0) + i, at);
          double edge = fit.matrices().get(tested++).upper();
          traps.addAll(traps(matrices, shuffle, replica, fit, edge, cancelled));
        }
      }
    }
    traps.sort(Comparator.comparingDouble(Trap::eigenvalue).reversed());
    return IntStream.range(0, replicas.size())
        .mapToObj(i -> i == at ? replicas.get(i).with(traps) : replicas.get(i))
        .toList();
  }

  /** Those of one matrix, where it has any. */
  private List<Trap> traps(
      LayerMatrices matrices,
      Shuffle shuffle,
      TrapTest.Replica replica,
      MarchenkoPasturFit fit,
      double edge,
      BooleanSupplier cancelled) {
    List<Spike> traps = TrapTest.traps(fit, replica);
    if (traps.isEmpty()) {
      return List.of();
    }
    WeightMatrix matrix = matrices.matrices().get(shuffle.slice()).without(replica.without());
    return new TrapVectors(solver, cancelled).of(matrix, shuffle, traps, edge);
  }

  /** Native memory in bytes: a shuffled copy and its eigenvectors, or two copies beside them. */
  long bytesNeeded(Weights weights) {
    if (!options.randomize()) {
      return 0;
    }
    MatrixShape shape = MatrixShape.of(weights);
    long copy = Shuffle.bytesNeeded(shape, weights.precision());
    return copy + Math.max(solver.bytesForVectors(shape), 2 * copy);
  }
}
