package io.github.weightwatcher4j.change;

import io.github.weightwatcher4j.bulk.BulkFit;
import io.github.weightwatcher4j.bulk.FailedBulkFit;
import io.github.weightwatcher4j.bulk.MarchenkoPasturFit;
import io.github.weightwatcher4j.bulk.RobustBulkFitter;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.spectrum.Spectrum;

/**
 * The traps of one matrix: eigenvalues that its elements have in any order.
 *
 * @param count how many, from the largest eigenvalue down
 * @param reason how they were found, or why there is none
 */
record Traps(int count, String reason) {

  /**
   * The traps in the spectrum of a shuffled matrix.
   *
   * @param shuffled its eigenvalues
   * @param layer the matrices of the layer: of several, each is allowed its part of the errors
   * @param significance share of layers without traps where noise looks like one
   */
  static Traps of(Spectrum shuffled, MatrixShape layer, double significance) {
    BulkFit bulk = new RobustBulkFitter().fit(shuffled, layer.single());
    if (bulk instanceof FailedBulkFit failed) {
      return new Traps(0, "no bulk: " + failed.reason());
    }
    double level = -Math.expm1(Math.log1p(-significance) / layer.rf());
    MarchenkoPasturFit fit = (MarchenkoPasturFit) bulk;
    int count = (int) fit.spikes().stream().filter(spike -> spike.pValue() <= level).count();
    return new Traps(count, count == 0 ? "no trap" : "traps");
  }
}
