package io.github.weightwatcher4j.option;

import io.github.weightwatcher4j.bulk.BulkMethod;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.option.AnalysisOptions.Cutoffs;
import io.github.weightwatcher4j.option.AnalysisOptions.Selection;
import io.github.weightwatcher4j.option.AnalysisOptions.Slices;
import io.github.weightwatcher4j.option.AnalysisOptions.Stages;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Collects options; {@link #build} checks them together. Not for use by several threads. */
public final class AnalysisOptionsBuilder extends ExecutionOptions {

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
  private TailOptions tail = new TailOptions();
  private boolean marchenkoPastur;
  private BulkMethod bulkMethod = BulkMethod.ROBUST;
  private boolean randomize;
  private int replicas = 1;
  private boolean detX;
  private boolean inverse;
  private boolean vectors;
  private long seed = 42;

  AnalysisOptionsBuilder() {}

  @Override
  AnalysisOptionsBuilder self() {
    return this;
  }

  /**
   * Conventions of the Python tool 0.7.5: cutoffs are absolute, and what counts as a zero singular
   * value is decided by float64, whatever the weights' precision, and the Marchenko-Pastur law is
   * fitted to a density estimate. Other options stay as they are.
   */
  public AnalysisOptionsBuilder pythonCompatible() {
    return relativeCutoffs(false).rankPrecision(Precision.FLOAT64).bulkMethod(BulkMethod.DENSITY);
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

  /** What is fitted to the tail: {@code tail(t -> t.clipXmax().bootstrap(1000))}. */
  public AnalysisOptionsBuilder tail(UnaryOperator<TailOptions> options) {
    tail = options.apply(tail);
    return this;
  }

  /** Whether the Marchenko-Pastur law is fitted to the bulk and spikes are counted. */
  public AnalysisOptionsBuilder marchenkoPastur(boolean value) {
    marchenkoPastur = value;
    return this;
  }

  /** How the Marchenko-Pastur law is fitted; default {@link BulkMethod#ROBUST}. */
  public AnalysisOptionsBuilder bulkMethod(BulkMethod value) {
    bulkMethod = Objects.requireNonNull(value);
    return this;
  }

  /**
   * Whether each layer is compared with itself after its weights were shuffled, which shows
   * correlation traps; takes one more spectrum a replica.
   */
  public AnalysisOptionsBuilder randomize(boolean value) {
    randomize = value;
    return this;
  }

  /** How often the weights are shuffled for {@link #randomize}; at least 1, default 1. */
  public AnalysisOptionsBuilder replicas(int value) {
    replicas = value;
    return this;
  }

  /** Whether the tail is sought whose rescaled eigenvalues multiply to 1 (the ERG condition). */
  public AnalysisOptionsBuilder detX(boolean value) {
    detX = value;
    return this;
  }

  /**
   * Whether the spectrum is that of the inverse of X, {@code 1 / lambda}, as Python's {@code
   * inverse}: its tail is made of the smallest eigenvalues. Numerically zero ones are left out, as
   * far as {@link #rankPrecision} tells them; ranks and singular values remain those of W. Takes
   * {@link SpectrumMethod#ACCURATE}.
   */
  public AnalysisOptionsBuilder inverse(boolean value) {
    inverse = value;
    return this;
  }

  /** Whether eigenvectors are computed and their localization measured. */
  public AnalysisOptionsBuilder vectors(boolean value) {
    vectors = value;
    return this;
  }

  /** Seed of everything random; default 42. */
  public AnalysisOptionsBuilder seed(long value) {
    seed = value;
    return this;
  }

  /**
   * The options.
   *
   * @throws IllegalArgumentException where some are out of range or contradict each other; the
   *     message lists all of them
   */
  public AnalysisOptions build() {
    Problems problems = new Problems();
    problems.require(minEvals >= 1, "minEvals must be >= 1 but was " + minEvals);
    problems.require(
        maxEvals >= minEvals,
        "maxEvals must be >= minEvals (" + minEvals + ") but was " + maxEvals);
    problems.require(maxN >= 1, "maxN must be >= 1 but was " + maxN);
    problems.requireTolerance("cutoff", cutoff);
    problems.requireTolerance("weakRankTolerance", weakRankTolerance);
    problems.require(replicas >= 1, "replicas must be >= 1 but was " + replicas);
    problems.require(
        randomize || replicas == 1,
        "replicas = " + replicas + " shuffle nothing without randomize(true)");
    problems.require(
        !inverse || !(marchenkoPastur || randomize || vectors),
        "inverse(true) has no bulk and no vectors of its own: leave out marchenkoPastur, randomize"
            + " and vectors, or analyse without inverse");
    tail.check(problems);
    check(problems);
    problems.throwIfAny();
    return new AnalysisOptions(
        new Selection(layers, exclude, minEvals, maxEvals, maxN),
        new Slices(pool, convolutionNorm),
        method,
        new Cutoffs(cutoff, weakRankTolerance, relativeCutoffs, rankPrecision),
        tail.tail(),
        new Stages(marchenkoPastur, bulkMethod, randomize ? replicas : 0, detX, inverse, vectors),
        execution(),
        seed);
  }
}
