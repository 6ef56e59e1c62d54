package io.github.weightwatcher4j.golden;

import io.github.weightwatcher4j.report.LayerReport;

/** What "normally scaled" means where our defaults must give Python's numbers. */
final class NormalScale {

  /**
   * Python leaves out eigenvalues up to 1e-5, our defaults those up to 1e-5 of the mean. From this
   * mean on Python's cutoff is at most 1e-3 of it, and no tail begins there; large weights are
   * harmless, since only eigenvalues that no tail reaches lie between the two.
   */
  private static final double SMALLEST_MEAN = 0.01;

  private NormalScale() {}

  static boolean holds(LayerReport row) {
    return row.spectrum().mean() >= SMALLEST_MEAN;
  }
}
