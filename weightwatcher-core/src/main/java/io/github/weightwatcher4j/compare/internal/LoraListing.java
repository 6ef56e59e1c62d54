package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The layers of a file of adapters, sorted into pairs and the rest. */
public final class LoraListing {

  /** What there is of one pair. */
  public static final class Entry {
    private final LoraName name;
    private final List<Layer> downs = new ArrayList<>();
    private final List<Layer> ups = new ArrayList<>();

    private Entry(LoraName name) {
      this.name = name;
    }

    LoraName name() {
      return name;
    }

    /** What the layer that is updated does, as far as its factors tell. */
    LayerType type() {
      return (downs.isEmpty() ? ups : downs).get(0).info().type();
    }

    /** Why there is no pair of matrices that fit; empty where there is. */
    Optional<String> problem() {
      if (downs.size() != 1 || ups.size() != 1) {
        return Optional.of(
            "not a pair of low-rank factors: "
                + names(downs, "lora_A")
                + ", "
                + names(ups, "lora_B"));
      }
      return missing(downs.get(0)).or(() -> missing(ups.get(0))).or(() -> pair().mismatch());
    }

    private static String names(List<Layer> factors, String what) {
      return factors.isEmpty()
          ? "no " + what
          : String.join(" and ", factors.stream().map(layer -> layer.info().name()).toList());
    }

    private static Optional<String> missing(Layer factor) {
      return factor.weights().isPresent()
          ? Optional.empty()
          : Optional.of(factor.info().name() + " has no matrix: " + factor.reason());
    }

    /** The factors; only where there is no {@link #problem} with their number. */
    LoraPair pair() {
      return new LoraPair(downs.get(0).weights().orElseThrow(), ups.get(0).weights().orElseThrow());
    }
  }

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final List<Layer> rest = new ArrayList<>();

  public static LoraListing of(List<Layer> layers) {
    LoraListing listing = new LoraListing();
    for (Layer layer : layers) {
      LoraName.of(layer.info().name())
          .ifPresentOrElse(name -> listing.add(name, layer), () -> listing.rest.add(layer));
    }
    return listing;
  }

  private void add(LoraName name, Layer layer) {
    Entry entry = entries.computeIfAbsent(name.pair(), key -> new Entry(name));
    (name.isUp() ? entry.ups : entry.downs).add(layer);
  }

  /** The pairs, whole or not, in the order in which their first factors are listed. */
  public List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /** Adds the layers that are no factors behind others, without a matrix. */
  public void appendRest(List<Layer> layers) {
    rest.forEach(
        layer -> LeftOver.append(layers, layer.info(), "not a low-rank factor (lora_A, lora_B)"));
  }
}
