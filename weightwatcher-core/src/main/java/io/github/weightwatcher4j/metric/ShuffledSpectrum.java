package io.github.weightwatcher4j.metric;

import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.bulk.Spike;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.List;

/**
 * One replica: a layer whose weights were shuffled.
 *
 * @param spectrum its eigenvalues
 * @param bulk the fit of its bulk, or why there is none
 */
public record ShuffledSpectrum(Spectrum spectrum, BulkFit bulk) {

  /**
   * Correlation traps, largest first: eigenvalues beyond the edge of the bulk, each with its
   * distance from the edge in Tracy-Widom units and its p-value.
   */
  public List<Spike> traps() {
    return bulk instanceof MarchenkoPasturFit fit ? fit.spikes() : List.of();
  }
}
