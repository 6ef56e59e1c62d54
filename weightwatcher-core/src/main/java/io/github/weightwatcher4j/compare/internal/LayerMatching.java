package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.model.Layer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which layers of two models belong together, by their full names as {@link NameMatching} has it.
 * Layers that share their weights with another one are compared with its weights.
 */
public final class LayerMatching {

  /**
   * A layer of either model, or of both.
   *
   * @param first the first model's
   * @param second the other's
   */
  public record LayerPair(Optional<Layer> first, Optional<Layer> second) {}

  private final List<Layer> layers;
  private final List<Layer> others;
  private final Map<String, Layer> byName;
  private final Map<String, Layer> othersByName;
  private final NameMatching names;

  private LayerMatching(List<Layer> layers, List<Layer> others) {
    this.layers = layers;
    this.others = others;
    this.byName = byName(layers);
    this.othersByName = byName(others);
    this.names = NameMatching.of(byName.keySet(), othersByName.keySet());
  }

  public static LayerMatching of(List<Layer> layers, List<Layer> others) {
    return new LayerMatching(layers, others);
  }

  private static Map<String, Layer> byName(List<Layer> layers) {
    Map<String, Layer> byName = new HashMap<>();
    layers.forEach(layer -> byName.putIfAbsent(layer.info().name(), layer));
    return byName;
  }

  /** The other model's layer that belongs to this one, with the weights that it shares, if any. */
  public Optional<Layer> partner(String name) {
    return names
        .partner(name)
        .flatMap(other -> Optional.ofNullable(othersByName.get(other)))
        .map(other -> withWeights(other, othersByName));
  }

  /** A layer of the first model with the weights that it shares with another one, if it does. */
  public Layer withWeights(Layer layer) {
    return withWeights(layer, byName);
  }

  private static Layer withWeights(Layer layer, Map<String, Layer> byName) {
    return layer
        .owner()
        .flatMap(owner -> Optional.ofNullable(byName.get(owner)))
        .flatMap(Layer::weights)
        .map(weights -> Layer.of(layer.info(), weights))
        .orElse(layer);
  }

  /**
   * Whether a layer shares its weights with one whose partner the layer's own partner shares its
   * weights with, so that nothing is to be seen of it that is not seen of the owner.
   */
  public boolean isTiedInBoth(Layer layer) {
    Optional<String> owner = layer.owner().flatMap(names::partner);
    Optional<String> theirs =
        names.partner(layer.info().name()).map(othersByName::get).flatMap(Layer::owner);
    return owner.isPresent() && owner.equals(theirs);
  }

  /**
   * All layers of both models as they are listed: the first one's, then what the other has more.
   */
  public List<LayerPair> pairs() {
    List<LayerPair> pairs = new ArrayList<>();
    for (Layer layer : layers) {
      Optional<Layer> other =
          names
              .partner(layer.info().name())
              .flatMap(name -> Optional.ofNullable(othersByName.get(name)));
      pairs.add(new LayerPair(Optional.of(layer), other));
    }
    unmatched().forEach(other -> pairs.add(new LayerPair(Optional.empty(), Optional.of(other))));
    return pairs;
  }

  /** The other model's layers that belong to none of the first one's, in their order. */
  public List<Layer> unmatched() {
    return others.stream().filter(layer -> !names.isTaken(layer.info().name())).toList();
  }
}
