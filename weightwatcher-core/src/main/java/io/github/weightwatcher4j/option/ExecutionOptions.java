package io.github.weightwatcher4j.option;

import io.github.weightwatcher4j.option.AnalysisOptions.Execution;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** The options that say how the work is run and not what is computed. */
abstract class ExecutionOptions {

  private int threads = Runtime.getRuntime().availableProcessors();
  private OptionalLong memoryBudget = OptionalLong.empty();
  private boolean reproducible = true;
  private ProgressListener progress = ProgressListener.silent();
  private BooleanSupplier cancelled = () -> false;

  ExecutionOptions() {}

  abstract AnalysisOptionsBuilder self();

  /** Layers analysed at a time; default the number of processors. */
  public AnalysisOptionsBuilder threads(int value) {
    threads = value;
    return self();
  }

  /**
   * Native memory in bytes for all layers in flight together; default half of what is free. A layer
   * that needs more than a budget set here is skipped with its need as the reason. The need is that
   * of {@link AnalysisOptionsBuilder#method}; a layer of {@link
   * io.github.weightwatcher4j.spectrum.SpectrumMethod#FAST} whose rank has to be decided by its
   * singular values (float64 weights of deficient rank) takes up to four times as much.
   */
  public AnalysisOptionsBuilder memoryBudget(long bytes) {
    memoryBudget = OptionalLong.of(bytes);
    return self();
  }

  /**
   * Whether results are the same to the last bit for any number of threads (default). If not,
   * layers from M = 2200 on run one at a time, each on as many BLAS threads as {@link #threads};
   * the last digits then vary with that number.
   */
  public AnalysisOptionsBuilder reproducible(boolean value) {
    reproducible = value;
    return self();
  }

  /** Is told of every finished layer; default nobody. */
  public AnalysisOptionsBuilder progress(ProgressListener listener) {
    progress = Objects.requireNonNull(listener);
    return self();
  }

  /**
   * Asked often, from several threads; once it is true the analysis ends with a {@link
   * java.util.concurrent.CancellationException}. Interrupting the calling thread does the same.
   */
  public AnalysisOptionsBuilder cancelWhen(BooleanSupplier condition) {
    cancelled = Objects.requireNonNull(condition);
    return self();
  }

  final void check(Problems problems) {
    problems.require(threads >= 1, "threads must be >= 1 but was " + threads);
    problems.require(
        memoryBudget.orElse(1) > 0,
        "memoryBudget must be > 0 bytes but was " + memoryBudget.orElse(1));
  }

  final Execution execution() {
    return new Execution(threads, memoryBudget, reproducible, progress, cancelled);
  }
}
