package io.github.weightwatcher4j;

import io.github.weightwatcher4j.change.ChangeOutcome;
import io.github.weightwatcher4j.change.LayerChange;
import io.github.weightwatcher4j.change.UnchangedLayer;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.run.internal.LayerRun;
import io.github.weightwatcher4j.run.internal.Workers;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** A change of weights as the task of a run. */
record ChangeTask(LayerChange change, SpectrumSolver solver)
    implements LayerRun.Task<ChangeOutcome> {

  @Override
  public String name() {
    return "change";
  }

  @Override
  public ChangeOutcome apply(
      Layer layer, Weights weights, Workers workers, BooleanSupplier cancelled) throws IOException {
    return change.apply(layer.info(), weights, solver, cancelled);
  }

  @Override
  public long bytesNeeded(Weights weights) {
    return change.bytesNeeded(weights, solver);
  }

  @Override
  public ChangeOutcome skipped(SkippedLayer skipped) {
    return new UnchangedLayer(skipped.layer(), skipped.reason());
  }
}
