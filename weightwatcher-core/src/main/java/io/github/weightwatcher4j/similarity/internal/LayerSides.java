package io.github.weightwatcher4j.similarity.internal;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.Slices;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.spectrum.EigenSystem;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What a layer's weights single out on either side: the leading directions among its rows and among
 * its columns, as the model has them. Of a whole decomposition no more than these is kept, so that
 * layers analysed side by side can be joined after.
 *
 * @param rows directions of {@code sum of A A^T} over the kernel positions, or why there are none
 * @param columns those of {@code sum of A^T A}
 */
public record LayerSides(Side rows, Side columns) {

  /**
   * One side.
   *
   * @param directions as many as there are spikes; none where the reason says why
   * @param reason empty text where there are directions
   */
  public record Side(Optional<Directions> directions, String reason) {

    static Side without(String reason) {
      return new Side(Optional.empty(), reason);
    }
  }

  /** How many directions of a matrix are kept. */
  @FunctionalInterface
  public interface Count {

    /**
     * The number, at least 1.
     *
     * @throws NoSpikes where there is none to keep
     */
    int of(WeightMatrix matrix, Spectrum spectrum, BooleanSupplier cancelled) throws NoSpikes;
  }

  /** There are no directions to keep; the message says why. */
  public static final class NoSpikes extends Exception {

    private static final long serialVersionUID = 1;

    public NoSpikes(String reason) {
      super(reason);
    }
  }

  /** Both sides of a layer. */
  public static LayerSides of(
      Weights weights, SpectrumSolver solver, Count count, BooleanSupplier cancelled)
      throws IOException {
    Slices slices = Slices.of(weights);
    try (WeightTensor tensor = weights.open()) {
      WeightMatrix wide = Unfolded.sideBySide(tensor, slices);
      LayerSides sides;
      if (slices.count() == 1) {
        sides = both(wide, solver, count, cancelled);
      } else {
        WeightMatrix tall = Unfolded.stacked(tensor, slices);
        sides =
            new LayerSides(
                both(wide, solver, count, cancelled).rows,
                both(tall, solver, count, cancelled).columns);
      }
      return weights.transposed() ? sides.turned() : sides;
    }
  }

  private LayerSides turned() {
    Side first = columns;
    Side second = rows;
    return new LayerSides(first, second);
  }

  private static LayerSides both(
      WeightMatrix matrix, SpectrumSolver solver, Count count, BooleanSupplier cancelled) {
    try (EigenSystem system = solver.eigenvectors(matrix, cancelled)) {
      int kept = count.of(matrix, system.spectrum(), cancelled);
      return new LayerSides(
          side(Directions.of(matrix, system, kept, true, cancelled)),
          side(Directions.of(matrix, system, kept, false, cancelled)));
    } catch (NoSpikes e) {
      Side none = Side.without(String.valueOf(e.getMessage()));
      return new LayerSides(none, none);
    }
  }

  private static Side side(Directions directions) {
    return new Side(Optional.of(directions), "");
  }

  /** Native memory in bytes that {@link #of} takes at most. */
  public static long bytesNeeded(Weights weights, SpectrumSolver solver) {
    MatrixShape shape = Unfolded.largest(Slices.of(weights));
    return solver.bytesForVectors(shape);
  }
}
