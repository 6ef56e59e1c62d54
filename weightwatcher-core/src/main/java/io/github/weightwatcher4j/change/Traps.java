package io.github.weightwatcher4j.change;

import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.FailedBulkFit;
import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.EntryStatistics;
import io.github.weightwatcher4j.matrix.internal.LayerMatrices;
import io.github.weightwatcher4j.matrix.internal.Line;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import io.github.weightwatcher4j.spectrum.internal.Shuffle;
import io.github.weightwatcher4j.verdict.Levels;
import io.github.weightwatcher4j.verdict.internal.TrapTest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/** The traps of a layer: eigenvalues that its weights have in any order. */
final class Traps {

  private final List<TrapTest.Replica> replicas;
  private final BulkFit bulk;

  private Traps(List<TrapTest.Replica> replicas, BulkFit bulk) {
    this.replicas = List.copyOf(replicas);
    this.bulk = bulk;
  }

  /**
   * The traps of all matrices.
   *
   * @param shuffles how each is shuffled
   * @param levels of the layer
   */
  static Traps of(
      LayerMatrices matrices,
      IntFunction<Shuffle> shuffles,
      Levels levels,
      SpectrumSolver solver,
      BooleanSupplier cancelled) {
    int count = matrices.matrices().size();
    TrapTest test = new TrapTest(solver, levels, 1, count);
    List<TrapTest.Replica> replicas = new ArrayList<>();
    for (int slice = 0; slice < count; slice++) {
      WeightMatrix matrix = matrices.matrices().get(slice);
      EntryStatistics entries = EntryStatistics.of(matrix, cancelled);
      List<Line> outliers = TrapTest.outliers(matrix, entries, levels, cancelled);
      replicas.add(test.shuffled(matrices, shuffles.apply(slice), entries, outliers, 1, cancelled));
    }
    return new Traps(replicas, TrapTest.traps(replicas, levels.traps(1)));
  }

  /** How many one of the matrices has, from the largest eigenvalue of its shuffled weights down. */
  int count(int slice) {
    return bulk instanceof MarchenkoPasturFit fit
        ? TrapTest.traps(fit, replicas.get(slice)).size()
        : 0;
  }

  /** Rows and columns that were taken out of it before. */
  List<Line> without(int slice) {
    return replicas.get(slice).without();
  }

  /** Whether there is none, or nobody knows. */
  boolean isEmpty() {
    return !(bulk instanceof MarchenkoPasturFit fit) || fit.spikes().isEmpty();
  }

  /** How they were found, or why there is none. */
  String reason() {
    if (bulk instanceof FailedBulkFit failed) {
      return "no bulk: " + failed.reason();
    }
    boolean lines = replicas.stream().anyMatch(replica -> !replica.without().isEmpty());
    return isEmpty() ? lines ? "no trap but outlier rows and columns" : "no trap" : "traps";
  }
}
