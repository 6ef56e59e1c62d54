package io.github.weightwatcher4j;

import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.pruning.PlannedLayer;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.run.internal.LayerRun;
import io.github.weightwatcher4j.run.internal.Workers;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/** The magnitudes that a plan prunes up to, as the task of a run. */
record PlanTask(Map<LayerInfo, OptionalDouble> exponents, Map<LayerInfo, Double> shares)
    implements LayerRun.Task<PlanTask.Outcome> {

  /** A row of the plan, or why there is none. */
  record Outcome(Optional<PlannedLayer> planned, Optional<SkippedLayer> skipped) {}

  @Override
  public String name() {
    return "plan";
  }

  @Override
  public Outcome apply(Layer layer, Weights weights, Workers workers, BooleanSupplier cancelled)
      throws IOException {
    LayerInfo info = layer.info();
    OptionalDouble exponent = Objects.requireNonNull(exponents.get(info));
    double share = Objects.requireNonNull(shares.get(info));
    PlannedLayer row = PlannedLayer.of(info, weights, exponent, share, cancelled);
    return new Outcome(Optional.of(row), Optional.empty());
  }

  /** None: what is read stands in the heap. */
  @Override
  public long bytesNeeded(Weights weights) {
    return 0;
  }

  @Override
  public Outcome skipped(SkippedLayer skipped) {
    return new Outcome(Optional.empty(), Optional.of(skipped));
  }
}
