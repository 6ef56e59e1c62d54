package io.github.weightwatcher4j.change;

import io.github.weightwatcher4j.matrix.AssembledTensor;
import io.github.weightwatcher4j.matrix.LayerMatrices;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.Weights;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** The new weights of one layer, written matrix by matrix, and how far they are from the old. */
final class NewWeights {

  /** Weights in a block of rows, 2 MB as doubles. */
  private static final int BLOCK = 1 << 18;

  private final AssembledTensor tensor;
  private final BooleanSupplier cancelled;
  private final List<Integer> components = new ArrayList<>();
  private double squares;
  private double newSquares;
  private double squaredDifference;

  NewWeights(LayerMatrices matrices, BooleanSupplier cancelled) {
    this.tensor = matrices.blank();
    this.cancelled = cancelled;
  }

  /** Turns a block of rows of a matrix, laid out as it was read, into the new ones in place. */
  @FunctionalInterface
  interface BlockChange {
    void apply(double[] block, int first, int count);
  }

  /** Writes the next matrix: all blocks of the old one, changed. */
  void add(WeightMatrix matrix, int changedComponents, BlockChange change) {
    int slice = components.size();
    components.add(changedComponents);
    int rows = rows(matrix);
    double[] old = new double[rows * matrix.columns()];
    double[] block = new double[old.length];
    for (int first = 0; first < matrix.rows(); first += rows) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException("the change was cancelled");
      }
      int count = Math.min(rows, matrix.rows() - first);
      int size = count * matrix.columns();
      matrix.read(first, count, DoubleBuffer.wrap(old));
      System.arraycopy(old, 0, block, 0, size);
      change.apply(block, first, count);
      tensor.write(slice, matrix, first, count, block);
      compare(old, block, size);
    }
  }

  private static int rows(WeightMatrix matrix) {
    return Math.min(matrix.rows(), Math.max(1, BLOCK / matrix.columns()));
  }

  private void compare(double[] old, double[] block, int size) {
    for (int i = 0; i < size; i++) {
      double difference = block[i] - old[i];
      squares += old[i] * old[i];
      newSquares += block[i] * block[i];
      squaredDifference += difference * difference;
    }
  }

  /** The layer with what was written. */
  ChangedLayer layer(LayerInfo info, Slicing slicing, String reason) {
    double change = squares > 0 ? Math.sqrt(squaredDifference / squares) : 0;
    double norm = Math.sqrt(newSquares);
    return new ChangedLayer(
        info, components, reason, change, norm, Weights.of(tensor, slicing));
  }
}
