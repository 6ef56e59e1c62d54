package io.github.weightwatcher4j.pruning;

import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.Weights;
import java.io.IOException;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/**
 * What a plan prunes of a layer: the {@code zeros} weights of least magnitude, of equal ones those
 * that stand first in the tensor.
 *
 * @param layer index, name and type
 * @param weights number of weights d, at least 1
 * @param alpha the exponent that was used; empty where the plan is uniform
 * @param sparsity planned share, in (0, 1]
 * @param zeros weights that become zero, {@code floor(sparsity d)}
 * @param threshold largest magnitude among them; empty where there are none
 */
public record PlannedLayer(
    LayerInfo layer,
    long weights,
    OptionalDouble alpha,
    double sparsity,
    long zeros,
    OptionalDouble threshold) {

  /** Checks every domain above. */
  public PlannedLayer {
    Objects.requireNonNull(layer);
    require(weights >= 1, layer, "needs weights but has " + weights);
    require(sparsity > 0 && sparsity <= 1, layer, "has a sparsity of " + sparsity);
    require(zeros >= 0 && zeros <= weights, layer, "has " + zeros + " zeros");
    require(threshold.isPresent() == (zeros > 0), layer, "has no threshold for its zeros");
    threshold.ifPresent(
        t -> require(t >= 0 && t < Double.POSITIVE_INFINITY, layer, "has a threshold of " + t));
  }

  private static void require(boolean holds, LayerInfo layer, String message) {
    if (!holds) {
      throw new IllegalArgumentException(layer + " " + message);
    }
  }

  /**
   * What is pruned of weights, which are read block by block, twice or, in double precision, four
   * times.
   *
   * @param alpha the exponent that the share comes from
   * @param sparsity share, in (0, 1]
   * @param cancelled asked between blocks; true stops the work
   * @throws IOException where the weights cannot be read
   * @throws io.github.weightwatcher4j.spectrum.UnusableWeightsException where one is NaN or
   *     infinite
   */
  public static PlannedLayer of(
      LayerInfo layer,
      Weights weights,
      OptionalDouble alpha,
      double sparsity,
      BooleanSupplier cancelled)
      throws IOException {
    long size = weights.shape().size();
    // 0.29 * 100 is a little less than 29.
    long zeros = Math.min(size, (long) Math.floor(sparsity * size * (1 + 0x1p-50)));
    OptionalDouble threshold =
        zeros == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of(Magnitudes.smallest(weights, zeros, cancelled));
    return new PlannedLayer(layer, size, alpha, sparsity, zeros, threshold);
  }
}
