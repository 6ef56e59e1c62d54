package io.github.weightwatcher4j.bulk;

import java.util.HashMap;
import java.util.Map;

/**
 * The quantiles that are expected of noise with entries of variance 1, kept while a layer is
 * fitted: its matrices are of one size, and many have as many spikes. Not for several threads.
 */
final class ExpectedQuantiles {

  private record Size(double n, double m) {}

  private final Map<Size, double[]> known = new HashMap<>();

  /** Those of an n x m matrix; not to be changed. */
  double[] of(double n, double m) {
    return known.computeIfAbsent(
        new Size(n, m), size -> MarchenkoPastur.ofEntries(n, m, 1).expectedQuantiles(m));
  }
}
