package io.github.weightwatcher4j;

import io.github.weightwatcher4j.AnalysisOptions.Execution;
import io.github.weightwatcher4j.change.ChangeOutcome;
import io.github.weightwatcher4j.change.ChangedModel;
import io.github.weightwatcher4j.change.LayerChange;
import io.github.weightwatcher4j.change.UnchangedLayer;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.spectrum.Blas;
import io.github.weightwatcher4j.spectrum.UnusableWeightsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The change of all selected layers of a model: which, when, on how many threads. */
final class ChangeRun {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeRun.class);

  private final Execution execution;
  private final LayerGate gate;
  private final MemoryBudget memory;
  private final LayerChange change;

  ChangeRun(AnalysisOptions options, LayerChange change) {
    this.execution = options.execution();
    this.gate = new LayerGate(options);
    long budget = execution.memoryBudget().orElseGet(MemoryBudget::halfOfFree);
    this.memory = new MemoryBudget(budget);
    this.change = change;
  }

  /** The model with the selected layers changed; those left out say why. */
  ChangedModel apply(ModelSource model) {
    List<Layer> layers = model.layers();
    gate.requireSelected(layers);
    List<Optional<ChangeOutcome>> outcomes = new ArrayList<>();
    List<Integer> wanted = new ArrayList<>();
    for (Layer layer : layers) {
      Optional<ChangeOutcome> refused = gate.refuse(layer).map(ChangeRun::unchanged);
      if (refused.isEmpty()) {
        wanted.add(outcomes.size());
      }
      outcomes.add(refused);
    }
    wanted.sort(Comparator.comparingDouble((Integer i) -> -work(layers.get(i))));
    run(wanted, layers, outcomes);
    List<ChangeOutcome> all = outcomes.stream().map(Optional::orElseThrow).toList();
    return ChangedModel.of(model, layers, change.toString(), all);
  }

  private static ChangeOutcome unchanged(SkippedLayer skipped) {
    return new UnchangedLayer(skipped.layer(), skipped.reason());
  }

  private void run(
      List<Integer> wanted, List<Layer> layers, List<Optional<ChangeOutcome>> outcomes) {
    if (wanted.isEmpty()) {
      return;
    }
    WorkProgress progress = new WorkProgress(execution.progress(), wanted.size());
    progress.start(wanted.stream().mapToDouble(i -> work(layers.get(i))).sum());
    LayerPool.Task task =
        (i, cancelled) -> {
          Layer layer = layers.get(i);
          ChangeOutcome outcome = outcome(layer, cancelled);
          synchronized (outcomes) {
            outcomes.set(i, Optional.of(outcome));
          }
          progress.finished(layer.info().name(), work(layer));
        };
    // One thread inside each call of the library: the bits do not depend on the number of threads.
    Blas.withThreads(
        1, () -> LayerPool.run(wanted, execution.threads(), execution.cancelled(), task));
  }

  private ChangeOutcome outcome(Layer layer, BooleanSupplier cancelled)
      throws InterruptedException {
    Weights weights = layer.weights().orElseThrow();
    long bytes = change.bytesNeeded(weights);
    memory.take(bytes);
    try {
      return change.apply(layer.info(), weights, cancelled);
    } catch (UnusableWeightsException e) {
      return new UnchangedLayer(layer.info(), String.valueOf(e.getMessage()));
    } catch (CancellationException e) {
      throw e;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException(); // a read that was interrupted
      }
      // One layer that cannot be read or solved must not lose the others.
      LOG.warn("layer {} was not changed", layer.info().name(), e);
      String what =
          e instanceof IOException ? "the weights cannot be read: " : "the change failed: ";
      return new UnchangedLayer(layer.info(), what + e);
    } finally {
      memory.giveBack(bytes);
    }
  }

  /** Floating-point operations, roughly: N M^2 for X, as much for the change, 9 M^3 for vectors. */
  private static double work(Layer layer) {
    MatrixShape shape = MatrixShape.of(layer.weights().orElseThrow());
    double m = shape.m();
    return shape.rf() * m * m * (2 * shape.n() + 9 * m);
  }
}
