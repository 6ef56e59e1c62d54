package io.github.weightwatcher4j.option;

import io.github.weightwatcher4j.bulk.BulkMethod;
import io.github.weightwatcher4j.fit.TailLaw;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * What an analysis does. Immutable and safe to share; made by {@link #builder()}, which explains
 * each option and checks them together.
 */
public final class AnalysisOptions {

  private final Selection selection;
  private final Slices slices;
  private final SpectrumMethod method;
  private final Cutoffs cutoffs;
  private final Tail tail;
  private final Stages stages;
  private final Execution execution;
  private final long seed;

  AnalysisOptions(
      Selection selection,
      Slices slices,
      SpectrumMethod method,
      Cutoffs cutoffs,
      Tail tail,
      Stages stages,
      Execution execution,
      long seed) {
    this.selection = selection;
    this.slices = slices;
    this.method = method;
    this.cutoffs = cutoffs;
    this.tail = tail;
    this.stages = stages;
    this.execution = execution;
    this.seed = seed;
  }

  /** Which layers: by rule and by size. */
  public record Selection(
      LayerSelector layers, LayerSelector exclude, int minEvals, int maxEvals, int maxN) {}

  /** What becomes of the slices of a convolution. */
  public record Slices(boolean pool, boolean convolutionNorm) {}

  /** Which eigenvalues are too small to count. */
  public record Cutoffs(
      double cutoff, double weakRank, boolean relative, Optional<Precision> rankPrecision) {}

  /** How sure the fit is: samples of the bootstrap, 0 for none, and whether a rival is sought. */
  public record Uncertainty(int bootstrap, double level, boolean profile) {}

  /** What is fitted to the tail; no clipping where maxFingers is 0. */
  public record Tail(
      TailLaw law,
      OptionalDouble hill,
      boolean atPeak,
      int maxFingers,
      double fingerThreshold,
      int dropLargest,
      int minSize,
      boolean compareLaws,
      Uncertainty uncertainty) {

    private void describe(Map<String, String> map) {
      map.put("tail", law.name() + (hill.isPresent() ? ", Hill at " + hill.getAsDouble() : ""));
      map.put("xMinAtPeak", String.valueOf(atPeak));
      String gain = maxFingers + " eigenvalues, threshold " + fingerThreshold;
      map.put("clipXmax", maxFingers == 0 ? "false" : gain);
      map.put("dropLargest", String.valueOf(dropLargest));
      map.put("minTailSize", String.valueOf(minSize));
      map.put("compareLaws", String.valueOf(compareLaws));
      map.put("bootstrap", uncertainty.bootstrap() + " samples, level " + uncertainty.level());
      map.put("profile", String.valueOf(uncertainty.profile()));
    }
  }

  /** What else is computed of a layer; nothing shuffled where replicas is 0. */
  public record Stages(
      boolean marchenkoPastur,
      BulkMethod bulkMethod,
      int replicas,
      boolean detX,
      boolean inverse,
      boolean vectors) {

    private void describe(Map<String, String> map) {
      map.put("marchenkoPastur", String.valueOf(marchenkoPastur));
      map.put("bulkMethod", bulkMethod.name());
      map.put("randomize", replicas + " replicas");
      map.put("detX", String.valueOf(detX));
      map.put("inverse", String.valueOf(inverse));
      map.put("vectors", String.valueOf(vectors));
    }
  }

  /** How the work is run. */
  public record Execution(
      int threads,
      OptionalLong memoryBudget,
      boolean reproducible,
      ProgressListener progress,
      BooleanSupplier cancelled) {}

  /** The defaults. */
  public static AnalysisOptions defaults() {
    return builder().build();
  }

  /** Conventions of the Python tool: see {@link AnalysisOptionsBuilder#pythonCompatible}. */
  public static AnalysisOptions pythonCompatible() {
    return builder().pythonCompatible().build();
  }

  /** A builder that starts from the defaults. */
  public static AnalysisOptionsBuilder builder() {
    return new AnalysisOptionsBuilder();
  }

  public Selection selection() {
    return selection;
  }

  public Slices slices() {
    return slices;
  }

  public SpectrumMethod method() {
    return method;
  }

  public Cutoffs cutoffs() {
    return cutoffs;
  }

  public Tail tail() {
    return tail;
  }

  public Stages stages() {
    return stages;
  }

  public Execution execution() {
    return execution;
  }

  /** Seed of everything random. */
  public long seed() {
    return seed;
  }

  /** Every option that bears on the results with its value as text, in a fixed order. */
  public Map<String, String> asMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("layers", selection.layers().toString());
    map.put("exclude", selection.exclude().toString());
    map.put("minEvals", String.valueOf(selection.minEvals()));
    map.put("maxEvals", String.valueOf(selection.maxEvals()));
    map.put("maxN", String.valueOf(selection.maxN()));
    map.put("pool", String.valueOf(slices.pool()));
    map.put("convolutionNorm", String.valueOf(slices.convolutionNorm()));
    map.put("method", method.name());
    map.put("cutoff", cutoff(cutoffs.cutoff()));
    map.put("weakRankTolerance", cutoff(cutoffs.weakRank()));
    map.put("rankPrecision", cutoffs.rankPrecision().map(Enum::name).orElse("of the weights"));
    tail.describe(map);
    stages.describe(map);
    map.put("reproducible", String.valueOf(execution.reproducible()));
    return map;
  }

  private String cutoff(double value) {
    return value + (cutoffs.relative() ? " of the mean eigenvalue" : " absolute");
  }

  @Override
  public String toString() {
    return asMap().toString();
  }
}
