package io.github.weightwatcher4j.change;

import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * A way to change the weights of a layer. Immutable and safe for use by many threads; the result
 * depends on nothing but the layer. {@code toString} says what is done, in a few words.
 */
public interface LayerChange {

  /**
   * The layer's new weights, or why it keeps its own.
   *
   * @param layer index, name and type
   * @param weights where the weights are read from; nothing is written there
   * @param solver finds eigenvalues and eigenvectors
   * @param cancelled asked now and then; true stops the work
   * @throws IOException where the weights cannot be read
   * @throws io.github.weightwatcher4j.spectrum.UnusableWeightsException where a weight is NaN or
   *     infinite, or eigenvalues leave the range of a double
   * @throws java.util.concurrent.CancellationException where {@code cancelled} became true
   */
  ChangeOutcome apply(
      LayerInfo layer, Weights weights, SpectrumSolver solver, BooleanSupplier cancelled)
      throws IOException;

  /**
   * This change for a model of so many layers: one that tests each spends on all of them together
   * the chance of being mistaken that it has. Others are as they were.
   *
   * @param layers how many are changed; at least 0
   */
  default LayerChange among(long layers) {
    return this;
  }

  /** Native memory in bytes that a layer of such weights takes while it is changed. */
  long bytesNeeded(Weights weights, SpectrumSolver solver);
}
