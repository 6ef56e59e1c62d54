package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.compare.LoraSettings;
import io.github.weightwatcher4j.compare.internal.LoraPlaces.Place;
import io.github.weightwatcher4j.compare.internal.LoraPlaces.Rows;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Adds low-rank updates to the layers of a base model, and puts whole weights in their place. */
final class LoraMerge {

  private final LoraListing listing;
  private final List<Layer> base;
  private final LayerMatching own;
  private final Map<String, List<Place>> places;
  private final Map<String, List<Change>> changes = new LinkedHashMap<>();

  /** What is left over, and why. */
  private final List<Layer> leftOver = new ArrayList<>();

  private boolean squaresAreTransposed;
  private final boolean conv1d;

  /**
   * What an adapter does to a layer: an update of it, whole weights in its place, or nothing that
   * could be computed.
   */
  private record Change(
      String name,
      Optional<LoraUpdate> update,
      Optional<Weights> whole,
      String problem,
      Rows rows) {}

  private LoraMerge(LoraListing listing, List<Layer> base) {
    this.listing = listing;
    this.base = base;
    this.own = LayerMatching.of(base, base);
    this.conv1d = LoraFit.hasConv1d(base);
    this.places = new LoraPlaces(base).of(names());
  }

  /** The base model's layers, updated where there is an update; then what was left over. */
  static List<Layer> of(LoraListing listing, List<Layer> base) {
    LoraMerge merge = new LoraMerge(listing, base);
    merge.placeUpdates();
    listing.rest().forEach(merge::placeTensor);
    return merge.layers();
  }

  /** All names by which the adapter's tensors may be known in the base model. */
  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    listing.updates().forEach(update -> names.addAll(targets(update)));
    listing.rest().forEach(tensor -> names.add(target(tensor)));
    return names;
  }

  private static List<String> targets(LoraUpdate update) {
    String target = update.name().target();
    return update.parameters().isEmpty()
        ? List.of(target)
        : update.parameters().stream().map(parameter -> target + "." + parameter).toList();
  }

  private static String target(Layer tensor) {
    String name = tensor.info().name();
    return OtherAdapters.of(name)
        .map(OtherAdapters.Found::target)
        .orElseGet(() -> LoraName.inModel(name));
  }

  private void placeUpdates() {
    List<Place> found = new ArrayList<>();
    List<LoraUpdate> updates = new ArrayList<>();
    for (LoraUpdate update : listing.updates()) {
      List<Place> all = update.parameters().isEmpty() ? known(update) : stack(update);
      all.forEach(
          place -> {
            found.add(withWeights(place));
            updates.add(update);
          });
      if (all.isEmpty()) {
        LayerInfo info = new LayerInfo(0, update.name().pair(), update.type());
        String reason = "an update of a layer that the base model lacks";
        leftOver.add(Layer.withoutMatrix(info, reason));
      }
    }
    boolean fanInFanOut = listing.settings().map(LoraSettings::fanInFanOut).orElse(false);
    squaresAreTransposed = LoraFit.squaresAreTransposed(found, updates, fanInFanOut);
    String obstacle = listing.settings().map(LoraSettings::baseObstacle).orElse("");
    for (int i = 0; i < found.size(); i++) {
      Place place = found.get(i);
      LoraUpdate update = LoraFit.cut(updates.get(i), place);
      String problem = update.problem().isEmpty() ? obstacle : update.problem();
      add(
          place.layer(),
          new Change(
              update.name().pair(), Optional.of(update), Optional.empty(), problem, place.rows()));
    }
  }

  private Place withWeights(Place place) {
    List<Layer> group = place.group().stream().map(own::withWeights).toList();
    return new Place(group.get(place.group().indexOf(place.layer())), group, place.rows());
  }

  private List<Place> known(LoraUpdate update) {
    return places.getOrDefault(update.name().target(), List.of());
  }

  /** The one stack of the module that the update fits; all of them where it is not one. */
  private List<Place> stack(LoraUpdate update) {
    List<Place> all =
        targets(update).stream()
            .flatMap(name -> places.getOrDefault(name, List.of()).stream())
            .toList();
    List<Place> fitting =
        all.stream()
            .filter(place -> place.layer().weights().isPresent() && update.pair().isPresent())
            .filter(
                place ->
                    LoraFit.fits(
                        place.layer().weights().orElseThrow(), update.pair().orElseThrow()))
            .toList();
    return fitting.isEmpty() ? all : fitting;
  }

  /** A tensor that belongs to no update: whole weights, or something of another kind. */
  private void placeTensor(Layer tensor) {
    List<Place> found = places.getOrDefault(target(tensor), List.of());
    boolean other = OtherAdapters.of(tensor.info().name()).isPresent();
    boolean column = tensor.weights().map(it -> it.shape().rowLength() == 1).orElse(false);
    if (found.isEmpty() || (column && !other)) { // norms and biases beside the matrices
      Absence updates = listing.absence(tensor);
      Absence merged = updates == Absence.LEFT_OUT ? Absence.UNREAD : updates;
      leftOver.add(Layer.withoutMatrix(tensor.info(), merged, listing.reason(tensor)));
      return;
    }
    for (Place place : found) {
      String problem =
          other || tensor.weights().isEmpty() || place.rows() != Rows.ALL
              ? "changed by %s: %s"
                  .formatted(
                      tensor.info().name(),
                      tensor.weights().isEmpty() ? tensor.reason() : listing.reason(tensor))
              : "";
      add(
          place.layer(),
          new Change(tensor.info().name(), Optional.empty(), tensor.weights(), problem, Rows.ALL));
    }
  }

  private void add(Layer layer, Change change) {
    changes.computeIfAbsent(layer.info().name(), name -> new ArrayList<>()).add(change);
  }

  private List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : base) {
      List<Change> some = changes.getOrDefault(layer.info().name(), List.of());
      layers.add(some.isEmpty() ? layer : changed(own.withWeights(layer), some));
    }
    for (Layer layer : leftOver) {
      LeftOver.append(layers, layer.info(), layer.absence().orElseThrow(), layer.reason());
    }
    return layers;
  }

  private Layer changed(Layer layer, List<Change> some) {
    Optional<String> problem = problem(layer, some);
    if (problem.isPresent()) {
      return Layer.withoutMatrix(layer.info(), problem.get());
    }
    Layer result = layer;
    for (Change change : some) {
      result =
          change.update().isPresent()
              ? updated(result, change.update().get())
              : replaced(result, change.whole().orElseThrow());
    }
    return result;
  }

  private Layer updated(Layer layer, LoraUpdate update) {
    LoraPair pair = update.pair().orElseThrow();
    Weights weights = layer.weights().orElseThrow();
    boolean transposed =
        squaresAreTransposed || (conv1d && LoraFit.isConv1d(update.name().target()));
    boolean asTranspose = LoraFit.asTranspose(layer, update, transposed);
    Weights sum =
        pair.experts() > 1
            ? ExpertUpdate.of(weights, pair, update.factor(), asTranspose)
            : LowRankUpdate.of(weights, pair, update.factor(), asTranspose);
    boolean columns = asTranspose != weights.transposed();
    return Layer.of(
        layer.info(),
        update.magnitude().map(norms -> Renormed.of(sum, norms, columns)).orElse(sum));
  }

  /** The adapter's own weights, their axes as those of the layer. */
  private static Layer replaced(Layer layer, Weights whole) {
    Weights before = layer.weights().orElseThrow();
    return Layer.of(
        layer.info(),
        new Weights(
            whole.shape(),
            whole.precision(),
            before.slicing(),
            whole.transposed(),
            whole.opener()));
  }

  /** Why the layer has no matrix that is known; empty where it has. */
  private static Optional<String> problem(Layer layer, List<Change> some) {
    for (Change change : some) {
      if (!change.problem().isEmpty()) {
        return Optional.of(change.problem());
      }
    }
    if (some.size() > 1 && some.stream().map(Change::rows).distinct().count() < some.size()) {
      String names = String.join(", ", some.stream().map(Change::name).toList());
      return Optional.of("several adapters update it: " + names);
    }
    if (layer.weights().isEmpty()) {
      return Optional.of("no matrix to update: " + layer.reason());
    }
    return some.stream().flatMap(change -> mismatch(layer, change).stream()).findFirst();
  }

  private static Optional<String> mismatch(Layer layer, Change change) {
    Weights weights = layer.weights().orElseThrow();
    if (change.update().isEmpty()) {
      return Orientation.shape(weights).equals(change.whole().orElseThrow().shape())
          ? Optional.empty()
          : Optional.of(
              "shape %s here, %s of what the adapter has in its place"
                  .formatted(Orientation.shape(weights), change.whole().orElseThrow().shape()));
    }
    LoraUpdate update = change.update().get();
    LoraPair pair = update.pair().orElseThrow();
    if (!LoraFit.fits(weights, pair)) {
      return Optional.of(
          "shape %s here, %s of the update".formatted(Orientation.shape(weights), pair.shape()));
    }
    return update.magnitude().flatMap(norms -> Renormed.mismatch(norms, pair));
  }
}
