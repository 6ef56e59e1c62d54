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
 * @param measured the traps with what their singular vectors say, largest first: in the first
 *     replica that has as many as the median one, up to 32 of each matrix; empty in all others
 */
public record ShuffledSpectrum(Spectrum spectrum, BulkFit bulk, int lines, List<Trap> measured) {

  /** Checks that lines is not negative; copies the list. */
  public ShuffledSpectrum {
    measured = List.copyOf(measured);
    if (lines < 0) {
      throw new IllegalArgumentException("lines must be >= 0 but was " + lines);
    }
  }

  /** A replica from which no row or column was taken. */
  public ShuffledSpectrum(Spectrum spectrum, BulkFit bulk) {
    this(spectrum, bulk, 0);
  }

  /** A replica whose traps were not measured. */
  public ShuffledSpectrum(Spectrum spectrum, BulkFit bulk, int lines) {
    this(spectrum, bulk, lines, List.of());
  }

  /** The same with its traps measured. */
  public ShuffledSpectrum with(List<Trap> traps) {
    return new ShuffledSpectrum(spectrum, bulk, lines, traps);
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
