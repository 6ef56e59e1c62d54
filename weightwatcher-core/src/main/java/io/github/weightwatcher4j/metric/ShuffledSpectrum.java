package io.github.weightwatcher4j.metric;

import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.bulk.Spike;
import io.github.weightwatcher4j.spectrum.Spectrum;
import java.util.List;
import java.util.OptionalInt;

/**
 * One replica: a layer whose weights were shuffled.
 *
 * @param spectrum its eigenvalues
 * @param bulk the fit of its bulk, or why there is none
 * @param lines rows and columns that were taken out before the weights were shuffled for the fit,
 *     because they would hide all else; each is a trap of its own
 */
public record ShuffledSpectrum(Spectrum spectrum, BulkFit bulk, int lines) {

  /** Checks that lines is not negative. */
  public ShuffledSpectrum {
    if (lines < 0) {
      throw new IllegalArgumentException("lines must be >= 0 but was " + lines);
    }
  }

  /** A replica from which no row or column was taken. */
  public ShuffledSpectrum(Spectrum spectrum, BulkFit bulk) {
    this(spectrum, bulk, 0);
  }

  /** How many traps there are; empty where no bulk could be fitted. */
  public OptionalInt count() {
    return bulk instanceof MarchenkoPasturFit fit
        ? OptionalInt.of(fit.spikes().size() + lines)
        : OptionalInt.empty();
  }

  /**
   * Correlation traps, largest first: eigenvalues beyond the edge of the bulk, each with its
   * distance from the edge in Tracy-Widom units and its p-value.
   */
  public List<Spike> traps() {
    return bulk instanceof MarchenkoPasturFit fit ? fit.spikes() : List.of();
  }
}
