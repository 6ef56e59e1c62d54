package io.github.weightwatcher4j;

import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** Collects options; {@link #build} checks them together. Not for use by several threads. */
public final class AnalysisOptionsBuilder {

  private LayerSelector layers = LayerSelector.all();
  private LayerSelector exclude = LayerSelector.none();
  private int minEvals = 10;
  private int maxEvals = 15_000;
  private int maxN = 50_000;
  private boolean pool = true;
  private boolean convolutionNorm = true;
  private SpectrumMethod method = SpectrumMethod.FAST;
  private double cutoff = 1e-5;
  private double weakRankTolerance = 1e-6;
  private boolean relativeCutoffs = true;
  private Optional<Precision> rankPrecision = Optional.empty();
  private int minTailSize = 2;
  private int threads = Runtime.getRuntime().availableProcessors();
  private OptionalLong memoryBudget = OptionalLong.empty();
  private boolean reproducible = true;
  private long seed = 42;
  private ProgressListener progress = ProgressListener.silent();
  private BooleanSupplier cancelled = () -> false;

  AnalysisOptionsBuilder() {}

  /**
   * Conventions of the Python tool 0.7.5: cutoffs are absolute, and what counts as a zero singular
   * value is decided by float64, whatever the weights' precision. Other options stay as they are.
   */
  public AnalysisOptionsBuilder pythonCompatible() {
    return relativeCutoffs(false).rankPrecision(Precision.FLOAT64);
  }

  /** Layers to analyse; default all. */
  public AnalysisOptionsBuilder layers(LayerSelector selector) {
    layers = Objects.requireNonNull(selector);
    return this;
  }

  /** Layers to leave out of those selected; default none. */
  public AnalysisOptionsBuilder exclude(LayerSelector selector) {
    exclude = Objects.requireNonNull(selector);
    return this;
  }

  /** Fewest eigenvalues, M * rf (M where slices are not pooled); at least 1, default 10. */
  public AnalysisOptionsBuilder minEvals(int value) {
    minEvals = value;
    return this;
  }

  /** Most eigenvalues, M * rf (M where slices are not pooled); default 15000. */
  public AnalysisOptionsBuilder maxEvals(int value) {
    maxEvals = value;
    return this;
  }

  /** Longest matrix side N; default 50000. */
  public AnalysisOptionsBuilder maxN(int value) {
    maxN = value;
    return this;
  }

  /** Whether the slices of one layer make one spectrum, else a row each; default true. */
  public AnalysisOptionsBuilder pool(boolean value) {
    pool = value;
    return this;
  }

  /**
   * Whether the slices of a convolution are multiplied by sqrt(1/2) when pooled and by sqrt(rf/2)
   * when not; default true.
   */
  public AnalysisOptionsBuilder convolutionNorm(boolean value) {
    convolutionNorm = value;
    return this;
  }

  /** How eigenvalues are computed; default {@link SpectrumMethod#FAST}. */
  public AnalysisOptionsBuilder method(SpectrumMethod value) {
    method = Objects.requireNonNull(value);
    return this;
  }

  /** Eigenvalues up to it are left out of the fit; at least 0, default 1e-5. */
  public AnalysisOptionsBuilder cutoff(double value) {
    cutoff = value;
    return this;
  }

  /** Eigenvalues below it count as weak rank loss; at least 0, default 1e-6. */
  public AnalysisOptionsBuilder weakRankTolerance(double value) {
    weakRankTolerance = value;
    return this;
  }

  /**
   * Whether {@link #cutoff} and {@link #weakRankTolerance} are multiples of the mean eigenvalue, so
   * that alpha does not depend on the scale of the weights, or absolute; default true.
   */
  public AnalysisOptionsBuilder relativeCutoffs(boolean value) {
    relativeCutoffs = value;
    return this;
  }

  /** Number format whose rounding decides what counts as zero; default that of the weights. */
  public AnalysisOptionsBuilder rankPrecision(Precision value) {
    rankPrecision = Optional.of(value);
    return this;
  }

  /** Fewest eigenvalues in a fitted tail; at least 2, default 2. */
  public AnalysisOptionsBuilder minTailSize(int value) {
    minTailSize = value;
    return this;
  }

  /** Layers analysed at a time; default the number of processors. */
  public AnalysisOptionsBuilder threads(int value) {
    threads = value;
    return this;
  }

  /**
   * Native memory in bytes for all layers in flight together; default half of what is free. A layer
   * that needs more than a budget set here is skipped with its need as the reason. The need is that
   * of {@link #method}; a layer of {@link SpectrumMethod#FAST} whose rank has to be decided by its
   * singular values (float64 weights of deficient rank) takes up to four times as much.
   */
  public AnalysisOptionsBuilder memoryBudget(long bytes) {
    memoryBudget = OptionalLong.of(bytes);
    return this;
  }

  /**
   * Whether results are the same to the last bit for any number of threads (default). If not,
   * layers from M = 2200 on run one at a time, each on as many BLAS threads as {@link #threads};
   * the last digits then vary with that number.
   */
  public AnalysisOptionsBuilder reproducible(boolean value) {
    reproducible = value;
    return this;
  }

  /** Seed of everything random; default 42. */
  public AnalysisOptionsBuilder seed(long value) {
    seed = value;
    return this;
  }

  /** Is told of every finished layer; default nobody. */
  public AnalysisOptionsBuilder progress(ProgressListener listener) {
    progress = Objects.requireNonNull(listener);
    return this;
  }

  /**
   * Asked often, from several threads; once it is true the analysis ends with a {@link
   * java.util.concurrent.CancellationException}. Interrupting the calling thread does the same.
   */
  public AnalysisOptionsBuilder cancelWhen(BooleanSupplier condition) {
    cancelled = Objects.requireNonNull(condition);
    return this;
  }

  /**
   * The options.
   *
   * @throws IllegalArgumentException where some are out of range or contradict each other; the
   *     message lists all of them
   */
  public AnalysisOptions build() {
    List<String> problems = new ArrayList<>();
    require(problems, minEvals >= 1, "minEvals must be >= 1 but was " + minEvals);
    require(
        problems,
        maxEvals >= minEvals,
        "maxEvals must be >= minEvals (" + minEvals + ") but was " + maxEvals);
    require(problems, maxN >= 1, "maxN must be >= 1 but was " + maxN);
    require(problems, isTolerance(cutoff), "cutoff must be finite and >= 0 but was " + cutoff);
    require(
        problems,
        isTolerance(weakRankTolerance),
        "weakRankTolerance must be finite and >= 0 but was " + weakRankTolerance);
    require(problems, minTailSize >= 2, "minTailSize must be >= 2 but was " + minTailSize);
    require(problems, threads >= 1, "threads must be >= 1 but was " + threads);
    require(
        problems,
        memoryBudget.orElse(1) > 0,
        "memoryBudget must be > 0 bytes but was " + memoryBudget.orElse(1));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("analysis options: " + String.join("; ", problems));
    }
    return new AnalysisOptions(
        new AnalysisOptions.Selection(layers, exclude, minEvals, maxEvals, maxN),
        new AnalysisOptions.Slices(pool, convolutionNorm),
        method,
        new AnalysisOptions.Cutoffs(cutoff, weakRankTolerance, relativeCutoffs, rankPrecision),
        minTailSize,
        new AnalysisOptions.Execution(threads, memoryBudget, reproducible, progress, cancelled),
        seed);
  }

  private static boolean isTolerance(double value) {
    return value >= 0 && value < Double.POSITIVE_INFINITY;
  }

  private static void require(List<String> problems, boolean holds, String problem) {
    if (!holds) {
      problems.add(problem);
    }
  }
}
