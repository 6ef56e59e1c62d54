package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.compare.LoraScale;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.ModelSource;
import io.github.weightwatcher4j.model.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * Low-rank adapters (LoRA, Hu et al., ICLR 2022): updates s B A of layers, with A of shape [r, in],
 * B of [out, r] and s = alpha / r, or alpha / sqrt(r).
 *
 * <p>Factors are paired by their names: {@code X.lora_A} and {@code X.lora_B}, {@code
 * X.lora_embedding_A} and {@code _B}, {@code X.lora_down} and {@code X.lora_up}, each with or
 * without the name of an adapter and {@code .weight} behind it. The pair is the layer X, less
 * {@code base_model.model.} in front; an adapter with a name other than {@code default} adds it in
 * parentheses. A of a convolution is [r, in, k...] and its B [out, r, 1...].
 *
 * <p>A factor without its other half, factors that do not fit and layers that are no factors are
 * listed without a matrix and with the reason.
 */
public final class LoraAdapters {

  private LoraAdapters() {}

  /** The updates alone, with s = alpha / r. */
  public static ModelSource of(ModelSource adapters, double alpha) {
    return of(adapters, LoraScale.of(alpha));
  }

  /**
   * The updates alone, a layer for each pair.
   *
   * <p>Its matrix is min(r, out) x in and has the nonzero singular values of s B A: s R A, where B
   * = Q R with orthonormal columns of Q. B A is never formed; the other singular values of s B A
   * are 0. N, M and Q are those of the small matrix, and its elements are not those of the update:
   * randomizing them says nothing.
   *
   * <p>There are as many eigenvalues as the rank, often fewer than the least that an analysis asks
   * for by default.
   */
  public static ModelSource of(ModelSource adapters, LoraScale scale) {
    return new DerivedSource(
        adapters.name(), List.of(adapters), () -> updates(adapters.layers(), scale));
  }

  /** The base model with its updates, with s = alpha / r. */
  public static ModelSource merged(ModelSource base, ModelSource adapters, double alpha) {
    return merged(base, adapters, LoraScale.of(alpha));
  }

  /**
   * The base model with its updates, W + s B A; layers without one are as they were.
   *
   * <p>Layers belong together as in {@link Deltas}. Where W is [in, out], as embeddings and some
   * dense layers are stored, the transpose of the update is added; a square W is taken as [out,
   * in]. Both factors are in memory while a layer is read, W and the update only in blocks. Updates
   * of layers that the base model lacks are listed behind its layers, without a matrix.
   */
  public static ModelSource merged(ModelSource base, ModelSource adapters, LoraScale scale) {
    return new DerivedSource(
        base.name() + " + " + adapters.name(),
        List.of(base, adapters),
        () -> new LoraMerge(adapters.layers(), scale).into(base.layers()));
  }

  private static List<Layer> updates(List<Layer> adapters, LoraScale scale) {
    LoraListing listing = LoraListing.of(adapters);
    List<Layer> layers = new ArrayList<>();
    for (LoraListing.Entry entry : listing.entries()) {
      LayerInfo info = new LayerInfo(layers.size(), entry.name().pair(), entry.type());
      layers.add(
          entry
              .problem()
              .map(reason -> Layer.withoutMatrix(info, reason))
              .orElseGet(() -> Layer.of(info, compact(entry.pair(), scale))));
    }
    listing.appendRest(layers);
    return layers;
  }

  private static Weights compact(LoraPair pair, LoraScale scale) {
    return pair.compact(scale.factor(pair.rank()));
  }
}
