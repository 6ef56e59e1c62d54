package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.TailComparison;
import io.github.weightwatcher4j.metric.ShuffledSpectrum;
import io.github.weightwatcher4j.metric.Trap;
import io.github.weightwatcher4j.metric.VectorMetrics;
import io.github.weightwatcher4j.similarity.LayerFlow;
import io.github.weightwatcher4j.verdict.LayerPhase;
import java.util.List;
import java.util.Optional;

/**
 * What was found of a layer on request and is more than a number; empty where it was not asked for.
 */
public final class Evidence {

  private record Parts(
      Optional<BulkFit> bulk,
      Optional<LayerPhase> phase,
      Optional<TailComparison> laws,
      Optional<PowerLawFit> rival,
      List<ShuffledSpectrum> shuffled,
      List<VectorMetrics> vectors,
      Optional<LayerFlow> flow) {}

  private final Parts parts;

  private Evidence(Parts parts) {
    this.parts = parts;
  }

  /** What was found; empty where it was not asked for. */
  public static Evidence of(
      Optional<BulkFit> bulk,
      Optional<LayerPhase> phase,
      Optional<TailComparison> laws,
      Optional<PowerLawFit> rival,
      List<ShuffledSpectrum> shuffled,
      List<VectorMetrics> vectors) {
    return new Evidence(
        new Parts(
            bulk,
            phase,
            laws,
            rival,
            List.copyOf(shuffled),
            List.copyOf(vectors),
            Optional.empty()));
  }

  /** The fit of the Marchenko-Pastur law, with its spikes, or why there is none. */
  public Optional<BulkFit> bulk() {
    return parts.bulk();
  }

  /** The phase, with the tests that decided. */
  public Optional<LayerPhase> phase() {
    return parts.phase();
  }

  /** Every law for the tail, compared. */
  public Optional<TailComparison> laws() {
    return parts.laws();
  }

  /** Another tail that fits as well and has another exponent. */
  public Optional<PowerLawFit> rival() {
    return parts.rival();
  }

  /** The spectrum of the shuffled weights with its traps, for each replica. */
  public List<ShuffledSpectrum> shuffled() {
    return parts.shuffled();
  }

  /** The correlation traps that were measured, largest first. */
  public List<Trap> traps() {
    return parts.shuffled().stream().flatMap(replica -> replica.measured().stream()).toList();
  }

  /** What was measured of the eigenvectors, in the order of the eigenvalues. */
  public List<VectorMetrics> vectors() {
    return parts.vectors();
  }

  /** The flow to the next layer, or why there is none. */
  public Optional<LayerFlow> flow() {
    return parts.flow();
  }

  /** The same with a flow. */
  public Evidence with(LayerFlow flow) {
    return new Evidence(
        new Parts(bulk(), phase(), laws(), rival(), shuffled(), vectors(), Optional.of(flow)));
  }

  /** Which rows and columns make an eigenvalue by themselves, in words. */
  String outlierText() {
    return "a row or column is so large that it makes an eigenvalue by itself";
  }

  /** Nothing was asked for. */
  public static Evidence none() {
    return of(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Evidence that && parts.equals(that.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  @Override
  public String toString() {
    return "Evidence of " + parts;
  }
}
