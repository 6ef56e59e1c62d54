package io.github.weightwatcher4j.pruning;

import io.github.weightwatcher4j.change.ChangeOutcome;
import io.github.weightwatcher4j.change.ChangedLayer;
import io.github.weightwatcher4j.change.UnchangedLayer;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** Sets the weights of a layer to zero that a plan says. */
final class Zeroing {

  private final double threshold;
  private long below;
  private long equal;
  private long ties;
  private double squares;
  private double squaresOfZeroed;

  private Zeroing(double threshold) {
    this.threshold = threshold;
  }

  static ChangeOutcome apply(PlannedLayer plan, Weights weights, BooleanSupplier cancelled)
      throws IOException {
    if (plan.zeros() == 0) {
      return new UnchangedLayer(plan.layer(), "of so few weights none is pruned");
    }
    Zeroing zeroing = new Zeroing(plan.threshold().orElseThrow());
    try (WeightTensor tensor = weights.open()) {
      Magnitudes.read(tensor, cancelled, (values, count, row) -> zeroing.count(values, count));
      zeroing.ties = plan.zeros() - zeroing.below;
      if (zeroing.ties < 1 || zeroing.ties > zeroing.equal) {
        return new UnchangedLayer(
            plan.layer(), "its weights are not those that the plan was made of; make a new plan");
      }
      return zeroing.layer(plan, weights, tensor, cancelled);
    }
  }

  private void count(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      double magnitude = Math.abs(values[i]);
      below += magnitude < threshold ? 1 : 0;
      equal += magnitude == threshold ? 1 : 0;
    }
  }

  private ChangedLayer layer(
      PlannedLayer plan, Weights weights, WeightTensor tensor, BooleanSupplier cancelled) {
    WeightTensor pruned = pruned(tensor, cancelled);
    Weights changed =
        new Weights(
            pruned.shape(),
            pruned.precision(),
            weights.slicing(),
            weights.transposed(),
            () -> pruned);
    return new ChangedLayer(
        plan.layer(),
        List.of(),
        String.format(Locale.ROOT, "%,d of %,d weights to zero", plan.zeros(), plan.weights()),
        squares > 0 ? Math.sqrt(squaresOfZeroed / squares) : 0,
        Math.sqrt(Math.max(0, squares - squaresOfZeroed)),
        changed);
  }

  private WeightTensor pruned(WeightTensor tensor, BooleanSupplier cancelled) {
    int rows = Math.toIntExact(tensor.shape().rows());
    int length = Math.toIntExact(tensor.shape().rowLength());
    if (tensor.precision() == Precision.FLOAT64) {
      double[][] kept = new double[rows][length];
      fill(tensor, cancelled, length, (row, column, value) -> kept[row][column] = value);
      return WeightTensor.of(tensor.shape(), kept);
    }
    float[][] kept = new float[rows][length];
    fill(tensor, cancelled, length, (row, column, value) -> kept[row][column] = (float) value);
    return WeightTensor.of(tensor.shape(), kept);
  }

  /** Takes a weight that is not set to zero. */
  private interface Place {
    void put(int row, int column, double value);
  }

  private void fill(WeightTensor tensor, BooleanSupplier cancelled, int length, Place place) {
    Magnitudes.read(
        tensor,
        cancelled,
        (values, count, firstRow) -> {
          for (int i = 0; i < count; i++) {
            double square = values[i] * values[i];
            squares += square;
            if (takeZero(Math.abs(values[i]))) {
              squaresOfZeroed += square;
            } else {
              place.put(firstRow + i / length, i % length, values[i]);
            }
          }
        });
  }

  /** Whether the next weight becomes zero; of equal ones it takes one from those that may. */
  private boolean takeZero(double magnitude) {
    return magnitude < threshold || (magnitude == threshold && ties-- > 0);
  }
}
