package io.github.weightwatcher4j.change;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.AssembledTensor;
import io.github.weightwatcher4j.matrix.internal.LayerMatrices;
import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The new weights of one layer, written matrix by matrix, and how far they are from the old. */
final class NewWeights {

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

  /**
   * Writes the next matrix.
   *
   * @param matrix the old one
   * @param changedComponents how many components are kept or removed
   * @param change turns each block of the old one into the new, in place
   */
  void add(WeightMatrix matrix, int changedComponents, RowBlocks.Values change) {
    int slice = components.size();
    components.add(changedComponents);
    RowBlocks.read(
        matrix,
        cancelled,
        (block, first, rows) -> {
          double[] old = block.clone();
          change.accept(block, first, rows);
          tensor.write(slice, matrix, first, rows, block);
          compare(old, block, rows * matrix.columns());
        });
  }

  private void compare(double[] old, double[] block, int size) {
    for (int i = 0; i < size; i++) {
      double difference = block[i] - old[i];
      squares += old[i] * old[i];
      newSquares += block[i] * block[i];
      squaredDifference += difference * difference;
    }
  }

  /** The layer with what was written in place of its old weights. */
  ChangedLayer layer(LayerInfo info, Weights old, String reason) {
    double change = squares > 0 ? Math.sqrt(squaredDifference / squares) : 0;
    double norm = Math.sqrt(newSquares);
    WeightTensor written = tensor.tensor();
    Weights weights =
        new Weights(
            written.shape(), written.precision(), old.slicing(), old.transposed(), () -> written);
    return new ChangedLayer(info, components, reason, change, norm, weights);
  }
}
