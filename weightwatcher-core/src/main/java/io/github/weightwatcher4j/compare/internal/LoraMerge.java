package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.compare.LoraScale;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Adds low-rank updates to the layers of a base model. */
public final class LoraMerge {

  private final LoraListing listing;
  private final LoraScale scale;
  private final Map<String, List<LoraListing.Entry>> byTarget;

  public LoraMerge(List<Layer> adapters, LoraScale scale) {
    this.listing = LoraListing.of(adapters);
    this.scale = scale;
    this.byTarget =
        listing.entries().stream()
            .collect(
                Collectors.groupingBy(
                    entry -> entry.name().target(), LinkedHashMap::new, Collectors.toList()));
  }

  /** The base model's layers, updated where there is an update; then what was left over. */
  public List<Layer> into(List<Layer> base) {
    LayerMatching matching = LayerMatching.of(base, targets());
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : base) {
      Optional<Layer> target = matching.partner(layer.info().name());
      layers.add(
          target
              .map(found -> updated(layer, byTarget.getOrDefault(found.info().name(), List.of())))
              .orElse(layer));
    }
    for (Layer target : matching.unmatched()) {
      LeftOver.append(layers, target.info(), "an update of a layer that the base model lacks");
    }
    listing.appendRest(layers);
    return layers;
  }

  /** The layers that the adapters are for. */
  private List<Layer> targets() {
    List<Layer> targets = new ArrayList<>();
    byTarget.forEach(
        (target, entries) -> {
          LayerInfo info = new LayerInfo(targets.size(), target, entries.get(0).type());
          targets.add(Layer.withoutMatrix(info, "the target of an adapter"));
        });
    return targets;
  }

  private Layer updated(Layer layer, List<LoraListing.Entry> updates) {
    return problem(layer, updates)
        .map(reason -> Layer.withoutMatrix(layer.info(), reason))
        .orElseGet(() -> updated(layer, updates.get(0).pair()));
  }

  private Layer updated(Layer layer, LoraPair pair) {
    Weights base = layer.weights().orElseThrow();
    boolean asTranspose = !Orientation.shape(base).equals(pair.shape());
    double factor = scale.factor(pair.rank());
    return Layer.of(layer.info(), LowRankUpdate.of(base, pair, factor, asTranspose));
  }

  /** Why the layer has no updated matrix; empty where it has. */
  private static Optional<String> problem(Layer layer, List<LoraListing.Entry> updates) {
    if (updates.size() > 1) {
      List<String> names = updates.stream().map(update -> update.name().pair()).toList();
      return Optional.of("several adapters update it: " + String.join(", ", names));
    }
    Optional<String> problem = updates.get(0).problem();
    if (problem.isPresent()) {
      return problem;
    }
    if (layer.weights().isEmpty()) {
      return Optional.of("no matrix to update: " + layer.reason());
    }
    TensorShape update = updates.get(0).pair().shape();
    return fits(layer.weights().get(), update)
        ? Optional.empty()
        : Optional.of(
            "shape %s here, %s of the update"
                .formatted(Orientation.shape(layer.weights().get()), update));
  }

  /** Whether the update or, of a matrix, its transpose has the shape of the weights. */
  private static boolean fits(Weights base, TensorShape update) {
    TensorShape shape = Orientation.shape(base);
    boolean isMatrix = shape.rank() == 2 && update.rank() == 2;
    return isMatrix
        ? shape.equals(update) || shape.equals(TensorShape.of(update.dim(1), update.dim(0)))
        : shape.equals(update) && base.slicing() == Slicing.TRAILING;
  }
}
