package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.compare.LoraScale;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.ModelSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Low-rank adapters (LoRA, Hu et al., ICLR 2022): updates s B A of layers, with A of shape [r, in],
 * B of [out, r] and s = alpha / r, or alpha / sqrt(r).
 *
 * <p>Factors are paired by their names, of every custom that {@link LoraName} knows. The pair is
 * the layer X, less {@code base_model.model.} in front; an adapter with a name other than {@code
 * default} adds it in parentheses. A of a convolution is [r, in, k...] and its B [out, r, 1...].
 *
 * <p>s is what the adapter's own files say ({@link
 * io.github.weightwatcher4j.compare.AdapterSource}, or a number {@code X.alpha} beside the
 * factors). A scale that is given counts where they say nothing; one that contradicts them is an
 * {@link IllegalArgumentException}, and so is none at all where one is needed.
 *
 * <p>A factor without its other half, factors that do not fit, adapters of other kinds and layers
 * that are no factors are listed without a matrix and with the reason.
 */
public final class LoraAdapters {

  private LoraAdapters() {}

  /** The updates alone, with s = alpha / r. */
  public static ModelSource of(ModelSource adapters, double alpha) {
    return of(adapters, LoraScale.of(alpha));
  }

  /** The updates alone, with the scale of files that do not tell theirs. */
  public static ModelSource of(ModelSource adapters, LoraScale scale) {
    return of(adapters, Optional.of(scale));
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
   * for by default. What DoRA changes depends on the weights that it changes: such a layer has no
   * matrix here.
   *
   * @param scale empty where the adapter's files say it
   */
  public static ModelSource of(ModelSource adapters, Optional<LoraScale> scale) {
    return new DerivedSource(
        adapters.name(), List.of(adapters), () -> updates(LoraListing.of(adapters, scale)));
  }

  /** The base model with its updates, with s = alpha / r. */
  public static ModelSource merged(ModelSource base, ModelSource adapters, double alpha) {
    return merged(base, adapters, LoraScale.of(alpha));
  }

  /** The base model with its updates, with the scale of files that do not tell theirs. */
  public static ModelSource merged(ModelSource base, ModelSource adapters, LoraScale scale) {
    return merged(base, adapters, Optional.of(scale));
  }

  /**
   * The base model with its updates, W + s B A, with the norms of the rows that DoRA learned, and
   * with the whole weights that the adapter has in the place of its own; other layers are as they
   * were.
   *
   * <p>Layers belong together by their names, as {@link NameMatching} has it; an update of queries,
   * keys and values in one finds its three layers, and one of each finds its rows in a fused layer.
   * Where W is [in, out], as embeddings and some dense layers are stored, the transpose of the
   * update is added; of a square W the adapter's files tell, the layers that are not square, or the
   * names of GPT-2's, and else it is [out, in]. Both factors are in memory while a layer is read, W
   * and the update only in blocks. Updates of layers that the base model lacks are listed behind
   * its layers, without a matrix.
   *
   * @param scale empty where the adapter's files say it
   */
  public static ModelSource merged(
      ModelSource base, ModelSource adapters, Optional<LoraScale> scale) {
    return new DerivedSource(
        base.name() + " + " + adapters.name(),
        List.of(base, adapters),
        () -> LoraMerge.of(LoraListing.of(adapters, scale), base.layers()));
  }

  private static List<Layer> updates(LoraListing listing) {
    List<Layer> layers = new ArrayList<>();
    for (LoraUpdate update : listing.updates()) {
      LayerInfo info = new LayerInfo(layers.size(), update.name().pair(), update.type());
      layers.add(layer(info, update));
    }
    for (Layer tensor : listing.rest()) {
      LeftOver.append(layers, tensor.info(), listing.absence(tensor), listing.reason(tensor));
    }
    return layers;
  }

  private static Layer layer(LayerInfo info, LoraUpdate update) {
    if (update.magnitude().isPresent()) {
      return Layer.withoutMatrix(
          info, "DoRA changes the norms of the base model's weights: analyse it with its base");
    }
    return update
        .pair()
        .map(pair -> Layer.of(info, pair.compact(update.factor())))
        .orElseGet(() -> Layer.withoutMatrix(info, update.problem()));
  }

  /**
   * The tensors of an adapter as they are listed where nobody asks for its updates: none of them is
   * a layer's weights. Other layers stay as they are.
   */
  public static List<Layer> listed(List<Layer> layers) {
    Set<String> pairs = new HashSet<>();
    List<Layer> listed = new ArrayList<>();
    for (Layer layer : layers) {
      LoraName.of(layer.info().name()).ifPresent(name -> pairs.add(name.pair()));
    }
    for (Layer layer : layers) {
      listed.add(listed(layer, pairs));
    }
    return listed;
  }

  private static Layer listed(Layer layer, Set<String> pairs) {
    String name = layer.info().name();
    boolean ofPair =
        LoraName.of(name).isPresent()
            || LoraName.beside(name).filter(it -> pairs.contains(it.pair())).isPresent();
    if (ofPair) {
      return Layer.withoutMatrix(
          layer.info(),
          Absence.LEFT_OUT,
          "belongs to a low-rank adapter (LoRA): analyse its updates with --lora");
    }
    return OtherAdapters.of(name)
        .map(found -> Layer.withoutMatrix(layer.info(), "belongs to " + found.reason()))
        .orElse(layer);
  }
}
