package io.github.weightwatcher4j.change;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.LayerMatrices;
import io.github.weightwatcher4j.matrix.internal.Line;
import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.spectrum.EigenSystem;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import io.github.weightwatcher4j.spectrum.internal.Shuffle;
import io.github.weightwatcher4j.spectrum.internal.ShuffledMatrix;
import io.github.weightwatcher4j.verdict.Levels;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.function.BooleanSupplier;

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
 * <p>A trap is what an analysis with the same seed and one replica calls one: an eigenvalue beyond
 * what noise of that variance reaches, at a level that all layers of the model and their matrices
 * share ({@link Levels}). A model whose layers have no traps loses a component of the noise of any
 * of them with a chance of at most 2 % (0.4 of the level, which is 5 % or what {@link
 * #significance} says); so may one layer that is changed by itself. In a very small matrix such a
 * component is a share of about {@code 1 / M} of what it is.
 *
 * <p>Rows and columns so large that each makes an eigenvalue by itself, and whose weights,
 * shuffled, would show as many traps, are left as they are, and the traps of the rest are taken
 * out: such a line is one large feature and no accident of single weights.
 */
public final class Sharpening implements LayerChange {

  /** Of a model, as an analysis has it. */
  private static final double LEVEL = 0.05;

  private final long seed;
  private final double level;
  private final long layers;

  private Sharpening(long seed, double level, long layers) {
    this.seed = seed;
    this.level = level;
    this.layers = layers;
  }

  /** Sharpening with the shuffles of a seed: the first of an analysis with that seed. */
  public static Sharpening seeded(long seed) {
    return new Sharpening(seed, LEVEL, 1);
  }

  /**
   * Sharpening that is surer of what it removes.
   *
   * @param share the level: of models without traps, at most 0.4 of it may lose a component; in (0,
   *     0.05]
   */
  public Sharpening significance(double share) {
    if (!(share > 0 && share <= LEVEL)) {
      throw new IllegalArgumentException(
          "significance must be in (0, " + LEVEL + "] but was " + share);
    }
    return new Sharpening(seed, share, layers);
  }

  @Override
  public Sharpening among(long count) {
    return new Sharpening(seed, level, count);
  }

  @Override
  public ChangeOutcome apply(
      LayerInfo layer, Weights weights, SpectrumSolver solver, BooleanSupplier cancelled)
      throws IOException {
    try (LayerMatrices matrices = LayerMatrices.open(weights)) {
      Levels levels = Levels.of(level, layers, true);
      Traps traps = Traps.of(matrices, slice -> shuffle(layer, slice), levels, solver, cancelled);
      if (traps.isEmpty()) {
        return new UnchangedLayer(layer, traps.reason());
      }
      NewWeights changed = new NewWeights(matrices, cancelled);
      for (int slice = 0; slice < matrices.matrices().size(); slice++) {
        WeightMatrix matrix = matrices.matrices().get(slice);
        Shuffle shuffle = shuffle(layer, slice);
        add(matrix, shuffle, traps.count(slice), traps.without(slice), changed, solver, cancelled);
      }
      return changed.layer(layer, weights, "traps of the shuffled matrix");
    }
  }

  private Shuffle shuffle(LayerInfo layer, int slice) {
    return new Shuffle(seed, layer.index(), slice, 0);
  }

  private static void add(
      WeightMatrix matrix,
      Shuffle shuffle,
      int traps,
      List<Line> lines,
      NewWeights changed,
      SpectrumSolver solver,
      BooleanSupplier cancelled) {
    if (traps == 0) {
      changed.add(matrix, 0, (block, first, rows) -> {});
      return;
    }
    try (ShuffledMatrix shuffled = shuffle.apply(matrix.without(lines), cancelled)) {
      try (EigenSystem system = solver.eigenvectors(shuffled.matrix(), cancelled)) {
        remove(traps, system, shuffled, cancelled);
      }
      shuffled.putBack();
      if (lines.isEmpty()) {
        changed.add(
            matrix,
            traps,
            (block, first, rows) -> shuffled.matrix().read(first, rows, DoubleBuffer.wrap(block)));
      } else {
        changed.add(
            matrix, traps, RestOfMatrix.of(matrix, lines, shuffled.matrix(), cancelled)::write);
      }
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
    long copy = Shuffle.bytesNeeded(shape, weights.precision());
    return copy + Math.max(solver.bytesForVectors(shape), copy);
  }

  /** Such as {@code traps removed (seed 42)}. */
  @Override
  public String toString() {
    return "traps removed (seed " + seed + ")";
  }
}
