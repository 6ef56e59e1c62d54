package io.github.weightwatcher4j.pruning;

import io.github.weightwatcher4j.change.ChangeOutcome;
import io.github.weightwatcher4j.change.LayerChange;
import io.github.weightwatcher4j.change.UnchangedLayer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Sets the planned weights of each layer to zero; one keeps its own where the plan has nothing for
 * it, or was made of other weights.
 */
record PlannedChange(PruningPlan plan) implements LayerChange {

  @Override
  public ChangeOutcome apply(
      LayerInfo layer, Weights weights, SpectrumSolver solver, BooleanSupplier cancelled)
      throws IOException {
    Optional<PlannedLayer> planned =
        plan.layers().stream().filter(row -> row.layer().equals(layer)).findAny();
    return planned.isPresent()
        ? Zeroing.apply(planned.get(), weights, cancelled)
        : new UnchangedLayer(layer, reason(layer));
  }

  private String reason(LayerInfo layer) {
    return plan.kept().stream()
        .filter(row -> row.layer().equals(layer))
        .map(KeptLayer::reason)
        .findAny()
        .orElse("the plan does not have it");
  }

  /** Those of the changed copy, which stands in the heap. */
  @Override
  public long bytesNeeded(Weights weights, SpectrumSolver solver) {
    long each = weights.precision() == Precision.FLOAT64 ? Double.BYTES : Float.BYTES;
    return Math.multiplyExact(weights.shape().size(), each);
  }

  /** Such as {@code pruned to sparsity 0.5 of every layer}. */
  @Override
  public String toString() {
    return "pruned to " + plan.pruning();
  }
}
