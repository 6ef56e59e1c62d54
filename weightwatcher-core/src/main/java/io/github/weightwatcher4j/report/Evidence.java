package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.TailComparison;
import io.github.weightwatcher4j.metric.ShuffledSpectrum;
import io.github.weightwatcher4j.metric.VectorMetrics;
import java.util.List;
import java.util.Optional;

/**
 * What was found of a layer on request and is more than a number; empty where it was not asked for.
 *
 * @param bulk the fit of the Marchenko-Pastur law, with its spikes, or why there is none
 * @param laws every law for the tail, compared
 * @param rival another tail that fits as well and has another exponent
 * @param shuffled the spectrum of the shuffled weights with its traps, for each replica
 * @param vectors what was measured of the eigenvectors, in the order of the eigenvalues
 */
public record Evidence(
    Optional<BulkFit> bulk,
    Optional<TailComparison> laws,
    Optional<PowerLawFit> rival,
    List<ShuffledSpectrum> shuffled,
    List<VectorMetrics> vectors) {

  /** Copies the lists. */
  public Evidence {
    shuffled = List.copyOf(shuffled);
    vectors = List.copyOf(vectors);
  }

  /** Nothing was asked for. */
  public static Evidence none() {
    return new Evidence(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of());
  }
}
