package io.github.weightwatcher4j.change;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.LayerMatrices;
import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.spectrum.EigenSystem;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import io.github.weightwatcher4j.spectrum.internal.Shuffle;
import io.github.weightwatcher4j.spectrum.internal.ShuffledMatrix;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * SVD sharpening: takes the correlation traps out of each matrix and leaves what it has learned.
 *
 * <p>A matrix whose elements are shuffled at random has lost its correlations. An eigenvalue that
 * still lies beyond the edge of the Marchenko-Pastur bulk comes from a few outsized weights, or
 * from a mean of all weights that is not zero (Martin &amp; Mahoney, JMLR 22(165), section 3.3).
 * The singular triplets of these eigenvalues are removed from the shuffled matrix, whose elements
 * are then put back to where they came from. The spikes of the matrix itself are no part of the
 * shuffled one, and stay.
 *
 * <p>Every matrix of a layer is shuffled and judged by itself, against the bulk of its own. A trap
 * is an eigenvalue that the noise in all the layer's matrices exceeds with a probability of 5 %
 * (Johnstone's 95 % point) or the {@link #significance} asked for: so many layers without traps
 * lose a component of their noise, a share of about {@code 1 / M} of what they are.
 */
public final class Sharpening implements LayerChange {

  /** What an analysis counts as a spike. */
  private static final double SIGNIFICANCE = 0.05;

  private final long seed;
  private final double significance;

  private Sharpening(long seed, double significance) {
    this.seed = seed;
    this.significance = significance;
  }

  /** Sharpening with the shuffles of a seed: the first of an analysis with that seed. */
  public static Sharpening seeded(long seed) {
    return new Sharpening(seed, SIGNIFICANCE);
  }

  /**
   * Sharpening that is surer of what it removes.
   *
   * @param share of layers without traps that may lose a component, in (0, 0.05]
   */
  public Sharpening significance(double share) {
    if (!(share > 0 && share <= SIGNIFICANCE)) {
      throw new IllegalArgumentException(
          "significance must be in (0, " + SIGNIFICANCE + "] but was " + share);
    }
    return new Sharpening(seed, share);
  }

  @Override
  public ChangeOutcome apply(
      LayerInfo layer, Weights weights, SpectrumSolver solver, BooleanSupplier cancelled)
      throws IOException {
    MatrixShape shape = MatrixShape.of(weights);
    try (LayerMatrices matrices = LayerMatrices.open(weights)) {
      List<Traps> traps = new ArrayList<>();
      for (WeightMatrix matrix : matrices.matrices()) {
        Shuffle shuffle = new Shuffle(seed, layer.index(), traps.size(), 0);
        traps.add(traps(matrix, shuffle, shape, solver, cancelled));
      }
      if (traps.stream().allMatch(found -> found.count() == 0)) {
        return new UnchangedLayer(layer, reasons(traps));
      }
      NewWeights changed = new NewWeights(matrices, cancelled);
      for (int slice = 0; slice < traps.size(); slice++) {
        Shuffle shuffle = new Shuffle(seed, layer.index(), slice, 0);
        WeightMatrix matrix = matrices.matrices().get(slice);
        add(matrix, shuffle, traps.get(slice).count(), changed, solver, cancelled);
      }
      return changed.layer(layer, weights, "traps of the shuffled matrix");
    }
  }

  private static String reasons(List<Traps> traps) {
    return traps.stream().map(Traps::reason).distinct().sorted().collect(Collectors.joining("; "));
  }

  private Traps traps(
      WeightMatrix matrix,
      Shuffle shuffle,
      MatrixShape layer,
      SpectrumSolver solver,
      BooleanSupplier cancelled) {
    try (ShuffledMatrix shuffled = shuffle.apply(matrix, cancelled)) {
      // A resolution of 1: no small eigenvalue needs to be told from zero here.
      return Traps.of(solver.eigenvalues(shuffled.matrix(), 1, cancelled), layer, significance);
    }
  }

  private static void add(
      WeightMatrix matrix,
      Shuffle shuffle,
      int traps,
      NewWeights changed,
      SpectrumSolver solver,
      BooleanSupplier cancelled) {
    if (traps == 0) {
      changed.add(matrix, 0, (block, first, rows) -> {});
      return;
    }
    try (ShuffledMatrix shuffled = shuffle.apply(matrix, cancelled)) {
      try (EigenSystem system = solver.eigenvectors(shuffled.matrix(), cancelled)) {
        remove(traps, system, shuffled, cancelled);
      }
      shuffled.putBack();
      changed.add(
          matrix,
          traps,
          (block, first, rows) -> shuffled.matrix().read(first, rows, DoubleBuffer.wrap(block)));
    }
  }

  /** Takes the top triplets out of the shuffled matrix. */
  private static void remove(
      int traps, EigenSystem system, ShuffledMatrix shuffled, BooleanSupplier cancelled) {
    int m = system.size();
    RowBlocks.read(
        shuffled.matrix(),
        cancelled,
        (block, first, rows) -> {
          system.remove(block, rows, m - traps, m);
          shuffled.write(first, rows, block);
        });
  }

  @Override
  public long bytesNeeded(Weights weights, SpectrumSolver solver) {
    MatrixShape shape = MatrixShape.of(weights);
    return Shuffle.bytesNeeded(shape, weights.precision()) + solver.bytesForVectors(shape);
  }

  /** Such as {@code traps removed (seed 42)}. */
  @Override
  public String toString() {
    return "traps removed (seed " + seed + ")";
  }
}
