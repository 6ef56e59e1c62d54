package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.compare.AdapterSource;
import io.github.weightwatcher4j.compare.LoraScale;
import io.github.weightwatcher4j.compare.LoraSettings;
import io.github.weightwatcher4j.compare.internal.LoraName.Part;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.ModelSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tensors of an adapter, sorted into updates and the rest. */
final class LoraListing {

  private final Optional<LoraSettings> settings;
  private final Map<String, LoraEntry> entries = new LinkedHashMap<>();
  private final List<LoraUpdate> updates = new ArrayList<>();
  private final List<Layer> rest = new ArrayList<>();

  private LoraListing(Optional<LoraSettings> settings) {
    this.settings = settings;
  }

  /**
   * The updates of an adapter.
   *
   * @param given the caller's scale, which is needed only where the adapter does not tell it
   * @throws IllegalArgumentException where it is another than the adapter's, or where it is needed
   */
  static LoraListing of(ModelSource adapter, Optional<LoraScale> given) {
    if (adapter instanceof AdapterSource files) {
      return of(files.adapterTensors(), files.loraSettings(), given);
    }
    return of(adapter.layers(), Optional.empty(), given);
  }

  private static LoraListing of(
      List<Layer> tensors, Optional<LoraSettings> settings, Optional<LoraScale> given) {
    LoraListing listing = new LoraListing(settings);
    List<Layer> others = new ArrayList<>();
    for (Layer tensor : tensors) {
      LoraName.of(tensor.info().name())
          .ifPresentOrElse(name -> listing.add(name, tensor), () -> others.add(tensor));
    }
    others.forEach(listing::addBeside);
    LoraScales scales = new LoraScales(settings, given);
    listing.entries.values().forEach(entry -> listing.updates.add(entry.update(settings, scales)));
    listing.requireScale();
    return listing;
  }

  private void add(LoraName name, Layer tensor) {
    entries.computeIfAbsent(name.pair(), key -> new LoraEntry(name)).add(name.part(), tensor);
  }

  private void addBeside(Layer tensor) {
    Optional<LoraName> name = LoraName.beside(tensor.info().name());
    LoraEntry pair = name.map(found -> entries.get(found.pair())).orElse(null);
    if (pair == null) {
      rest.add(tensor);
    } else {
      pair.add(name.map(LoraName::part).orElse(Part.ALPHA), tensor);
    }
  }

  /** Without a scale there is nothing at all to see, which is no matter of single layers. */
  private void requireScale() {
    if (!updates.isEmpty()
        && updates.stream().allMatch(update -> update.problem().equals(LoraEntry.NO_SCALE))) {
      throw new IllegalArgumentException(LoraEntry.NO_SCALE);
    }
  }

  /** What stands beside the tensors. */
  Optional<LoraSettings> settings() {
    return settings;
  }

  /** The updates, whole or not, in the order in which their first factors are listed. */
  List<LoraUpdate> updates() {
    return List.copyOf(updates);
  }

  /** The tensors that belong to no update. */
  List<Layer> rest() {
    return List.copyOf(rest);
  }

  /** Why a tensor of the rest is nothing that is analysed. */
  String reason(Layer tensor) {
    String name = tensor.info().name();
    Optional<String> other = OtherAdapters.of(name).map(OtherAdapters.Found::reason);
    String obstacle = settings.map(LoraSettings::obstacle).orElse("");
    if (other.isPresent()) {
      return "belongs to " + other.get();
    }
    if (!obstacle.isEmpty()) {
      return obstacle;
    }
    return isWhole(tensor) && LoraName.isWrapped(name)
        ? "whole weights in place of the base model's: analyse them with that"
        : "not a low-rank factor (lora_A, lora_B)";
  }

  /** What it means that the tensor is not analysed where the updates alone are asked for. */
  Absence absence(Layer tensor) {
    boolean computed =
        OtherAdapters.of(tensor.info().name()).isEmpty()
            && settings.map(LoraSettings::obstacle).orElse("").isEmpty();
    Absence of = isWhole(tensor) ? Absence.LEFT_OUT : Absence.NO_WEIGHTS;
    return computed ? tensor.absence().orElse(of) : Absence.UNREAD;
  }

  private static boolean isWhole(Layer tensor) {
    return tensor.weights().map(weights -> weights.shape().rowLength() > 1).orElse(false);
  }
}
