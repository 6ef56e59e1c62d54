package io.github.weightwatcher4j;

import io.github.weightwatcher4j.AnalysisOptions.Execution;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.report.SkippedLayer.Cause;
import io.github.weightwatcher4j.spectrum.Blas;
import io.github.weightwatcher4j.spectrum.LapackSolver;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import io.github.weightwatcher4j.spectrum.UnusableWeightsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All layers of one analysis: which are done when, on how many threads, in how much memory. */
final class AnalysisRun {

  private static final Logger LOG = LoggerFactory.getLogger(AnalysisRun.class);

  /** Layers from this M on have the BLAS threads to themselves where bits may vary. */
  private static final int HUGE = 2200;

  private final Execution execution;
  private final SpectrumSolver solver;
  private final LayerAnalyzer analyzer;
  private final LayerGate gate;
  private final MemoryBudget memory;

  AnalysisRun(AnalysisOptions options) {
    this.execution = options.execution();
    this.solver = new LapackSolver(options.method());
    this.analyzer = new LayerAnalyzer(solver, options);
    this.gate = new LayerGate(options);
    long budget = execution.memoryBudget().orElseGet(MemoryBudget::halfOfFree);
    this.memory = new MemoryBudget(budget);
  }

  /** An outcome for each layer, in the order of layers. */
  List<LayerOutcome> outcomes(List<Layer> layers) {
    gate.requireSelected(layers);
    List<Optional<LayerOutcome>> outcomes = new ArrayList<>();
    List<Integer> wanted = new ArrayList<>();
    for (Layer layer : layers) {
      Optional<SkippedLayer> refused = gate.refuse(layer).or(() -> refuseMemory(layer));
      if (refused.isEmpty()) {
        wanted.add(outcomes.size());
      }
      outcomes.add(refused.map(LayerOutcome::of));
    }
    // The largest first: with the small ones left for the end no thread idles for long.
    wanted.sort(Comparator.comparingDouble((Integer i) -> -work(layers.get(i))));
    WorkProgress progress = new WorkProgress(execution.progress(), wanted.size());
    List<Integer> huge = wanted.stream().filter(i -> isHuge(layers.get(i))).toList();
    List<Integer> rest = wanted.stream().filter(i -> !isHuge(layers.get(i))).toList();
    progress.start(wanted.stream().mapToDouble(i -> work(layers.get(i))).sum());
    run(huge, 1, execution.threads(), layers, outcomes, progress);
    run(rest, execution.threads(), 1, layers, outcomes, progress);
    return outcomes.stream().map(Optional::orElseThrow).toList();
  }

  private void run(
      List<Integer> which,
      int threads,
      int blasThreads,
      List<Layer> layers,
      List<Optional<LayerOutcome>> outcomes,
      WorkProgress progress) {
    if (which.isEmpty()) {
      return;
    }
    LayerPool.Task task =
        (i, cancelled) -> {
          Layer layer = layers.get(i);
          LayerOutcome outcome = outcome(layer, cancelled);
          synchronized (outcomes) {
            outcomes.set(i, Optional.of(outcome));
          }
          progress.finished(layer.info().name(), work(layer));
        };
    Blas.withThreads(blasThreads, () -> LayerPool.run(which, threads, execution.cancelled(), task));
  }

  private LayerOutcome outcome(Layer layer, BooleanSupplier cancelled) throws InterruptedException {
    Weights weights = layer.weights().orElseThrow();
    long bytes = solver.bytesNeeded(MatrixShape.of(weights));
    memory.take(bytes);
    try {
      return LayerOutcome.of(analyzer.analyze(layer, weights, cancelled));
    } catch (UnusableWeightsException e) {
      return skipped(layer, Cause.NOT_FINITE, String.valueOf(e.getMessage()));
    } catch (CancellationException e) {
      throw e;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException(); // a read that was interrupted
      }
      // One layer that cannot be read or solved must not lose the others.
      LOG.warn("layer {} was skipped", layer.info().name(), e);
      String what =
          e instanceof IOException ? "the weights cannot be read: " : "the analysis failed: ";
      return skipped(layer, Cause.FAILED, what + e);
    } finally {
      memory.giveBack(bytes);
    }
  }

  private static LayerOutcome skipped(Layer layer, Cause cause, String reason) {
    return LayerOutcome.of(new SkippedLayer(layer.info(), cause, reason));
  }

  private Optional<SkippedLayer> refuseMemory(Layer layer) {
    long bytes = solver.bytesNeeded(MatrixShape.of(layer.weights().orElseThrow()));
    long budget = execution.memoryBudget().orElse(Long.MAX_VALUE);
    String text = "needs %.0f MB of memory, more than memoryBudget = %.0f MB";
    return bytes <= budget
        ? Optional.empty()
        : Optional.of(
            new SkippedLayer(
                layer.info(),
                Cause.SIZE,
                String.format(Locale.ROOT, text, bytes / 1e6, budget / 1e6)));
  }

  private boolean isHuge(Layer layer) {
    return !execution.reproducible() && MatrixShape.of(layer.weights().orElseThrow()).m() >= HUGE;
  }

  /** Floating-point operations, roughly: N M^2 for X and 4/3 M^3 for its eigenvalues. */
  private static double work(Layer layer) {
    MatrixShape shape = MatrixShape.of(layer.weights().orElseThrow());
    double m = shape.m();
    return shape.rf() * m * m * (shape.n() + 4 * m / 3);
  }
}
