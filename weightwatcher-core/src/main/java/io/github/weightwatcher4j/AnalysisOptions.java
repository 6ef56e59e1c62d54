package io.github.weightwatcher4j;

import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
  private final int minTailSize;
  private final Execution execution;
  private final long seed;

  AnalysisOptions(
      Selection selection,
      Slices slices,
      SpectrumMethod method,
      Cutoffs cutoffs,
      int minTailSize,
      Execution execution,
      long seed) {
    this.selection = selection;
    this.slices = slices;
    this.method = method;
    this.cutoffs = cutoffs;
    this.minTailSize = minTailSize;
    this.execution = execution;
    this.seed = seed;
  }

  /** Which layers: by rule and by size. */
  record Selection(
      LayerSelector layers, LayerSelector exclude, int minEvals, int maxEvals, int maxN) {}

  /** What becomes of the slices of a convolution. */
  record Slices(boolean pool, boolean convolutionNorm) {}

  /** Which eigenvalues are too small to count. */
  record Cutoffs(
      double cutoff, double weakRank, boolean relative, Optional<Precision> rankPrecision) {}

  /** How the work is run. */
  record Execution(
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

  Selection selection() {
    return selection;
  }

  Slices slices() {
    return slices;
  }

  SpectrumMethod method() {
    return method;
  }

  Cutoffs cutoffs() {
    return cutoffs;
  }

  int minTailSize() {
    return minTailSize;
  }

  Execution execution() {
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
    map.put("minTailSize", String.valueOf(minTailSize));
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
