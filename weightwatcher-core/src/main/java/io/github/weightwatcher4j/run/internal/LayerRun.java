package io.github.weightwatcher4j.run.internal;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.option.AnalysisOptions;
import io.github.weightwatcher4j.option.Options;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.report.SkippedLayer.Cause;
import io.github.weightwatcher4j.spectrum.UnusableWeightsException;
import io.github.weightwatcher4j.spectrum.internal.Blas;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task for every selected layer of a model: which, when, on how many threads, in how much memory.
 *
 * @param <T> what comes of a layer
 */
public final class LayerRun<T> {

  /**
   * What is done with each layer.
   *
   * @param <T> what comes of it
   */
  public interface Task<T> {

    /** What it is called where it failed. */
    String name();

    /** Does it; what it repeats may be shared among the workers. */
    T apply(Layer layer, Weights weights, Workers workers, BooleanSupplier cancelled)
        throws IOException;

    /** Whether it takes sparse matrices of any size: {@link LayerGate#takingSparse}. */
    default boolean takesSparse() {
      return false;
    }

    /** Whether it can be done by several processes, each with the layers of its shard. */
    default boolean takesShards() {
      return false;
    }

    /** Native memory in bytes that it takes. */
    long bytesNeeded(Weights weights);

    /** What becomes of a layer that it is not, or cannot be, done with. */
    T skipped(SkippedLayer skipped);
  }

  private static final Logger LOG = LoggerFactory.getLogger(LayerRun.class);

  /** Layers from this M on have the BLAS threads to themselves where bits may vary. */
  private static final int HUGE = 2200;

  private final AnalysisOptions options;
  private final Task<T> task;
  private final LayerGate gate;
  private final MemoryBudget memory;

  /** A run of the task on the layers that the options select, on their threads and memory. */
  public LayerRun(AnalysisOptions options, Task<T> task) {
    this.options = options;
    this.task = task;
    this.gate = task.takesSparse() ? LayerGate.takingSparse(options) : new LayerGate(options);
    long budget = options.memory().orElseGet(MemoryBudget::halfOfFree);
    this.memory = new MemoryBudget(budget);
  }

  /** An outcome for each layer, in the order of layers. */
  public List<T> outcomes(List<Layer> layers) {
    gate.requireSelected(layers);
    Predicate<Layer> elsewhere = elsewhere(layers);
    List<Optional<T>> outcomes = new ArrayList<>();
    List<Integer> wanted = new ArrayList<>();
    for (Layer layer : layers) {
      Optional<SkippedLayer> refused =
          gate.refuse(layer)
              .or(() -> elsewhere.test(layer) ? inOtherShard(layer) : refuseMemory(layer));
      if (refused.isEmpty()) {
        wanted.add(outcomes.size());
      }
      outcomes.add(refused.map(task::skipped));
    }
    // The largest first: with the small ones left for the end no thread idles for long.
    wanted.sort(Comparator.comparingDouble((Integer i) -> -LayerWork.of(layers.get(i), options)));
    WorkProgress progress = new WorkProgress(options.progress(), wanted.size());
    List<Integer> huge = wanted.stream().filter(i -> isHuge(layers.get(i))).toList();
    List<Integer> rest = wanted.stream().filter(i -> !isHuge(layers.get(i))).toList();
    progress.start(wanted.stream().mapToDouble(i -> LayerWork.of(layers.get(i), options)).sum());
    run(huge, 1, options.threads(), layers, outcomes, progress);
    run(rest, options.threads(), 1, layers, outcomes, progress);
    return outcomes.stream().map(Optional::orElseThrow).toList();
  }

  /** Whether a layer is another process's. */
  private Predicate<Layer> elsewhere(List<Layer> layers) {
    if (!task.takesShards() || options.shard().isAll()) {
      return layer -> false;
    }
    Set<Integer> here = LayerWork.here(layers, options);
    return layer -> !here.contains(layer.info().index());
  }

  private Optional<SkippedLayer> inOtherShard(Layer layer) {
    String reason = "in another shard than " + options.shard();
    return Optional.of(new SkippedLayer(layer.info(), Cause.OTHER_SHARD, reason));
  }

  private void run(
      List<Integer> which,
      int atATime,
      int blasThreads,
      List<Layer> layers,
      List<Optional<T>> outcomes,
      WorkProgress progress) {
    if (which.isEmpty()) {
      return;
    }
    List<Workers.Job> jobs = new ArrayList<>();
    for (int i : which) {
      Layer layer = layers.get(i);
      Workers.Work work =
          (workers, cancelled) -> {
            T outcome = outcome(layer, workers, cancelled);
            synchronized (outcomes) {
              outcomes.set(i, Optional.of(outcome));
            }
            progress.finished(layer.info().name(), LayerWork.of(layer, options));
          };
      jobs.add(new Workers.Job(task.bytesNeeded(layer.weights().orElseThrow()), work));
    }
    int threads = options.threads();
    Blas.withThreads(
        blasThreads, () -> Workers.run(jobs, atATime, threads, memory, options.cancelWhen()));
  }

  private T outcome(Layer layer, Workers workers, BooleanSupplier cancelled) {
    try {
      return task.apply(layer, layer.weights().orElseThrow(), workers, cancelled);
    } catch (UnusableWeightsException e) {
      return skipped(layer, Cause.NOT_FINITE, String.valueOf(e.getMessage()));
    } catch (CancellationException e) {
      throw e;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException(); // a read that was interrupted
      }
      // One layer that cannot be read or solved must not lose the others.
      String name = layer.info().name();
      if (e instanceof IOException) {
        LOG.warn("layer {}: the weights cannot be read: {}", name, e.toString());
        return skipped(layer, Cause.FAILED, "the weights cannot be read: " + e);
      }
      LOG.warn("layer {}: the {} failed: {}", name, task.name(), e.toString());
      LOG.debug("layer {}: where it failed", name, e);
      return skipped(layer, Cause.FAILED, "the " + task.name() + " failed: " + e);
    }
  }

  private T skipped(Layer layer, Cause cause, String reason) {
    return task.skipped(new SkippedLayer(layer.info(), cause, reason));
  }

  private Optional<SkippedLayer> refuseMemory(Layer layer) {
    long bytes = task.bytesNeeded(layer.weights().orElseThrow());
    long budget = options.memory().orElse(Long.MAX_VALUE);
    return bytes <= budget
        ? Optional.empty()
        : Optional.of(
            new SkippedLayer(
                layer.info(),
                Cause.FAILED,
                "needs %s of memory, more than %s = %s"
                    .formatted(size(bytes), Options.MEMORY, size(budget))));
  }

  private static String size(long bytes) {
    return bytes < 1_000_000
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.0f MB", bytes / 1e6);
  }

  private boolean isHuge(Layer layer) {
    return !options.reproducible() && MatrixShape.of(layer.weights().orElseThrow()).m() >= HUGE;
  }
}
