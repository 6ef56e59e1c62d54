package io.github.weightwatcher4j.formats.dl4j;

import io.github.weightwatcher4j.formats.Contents;
import io.github.weightwatcher4j.formats.LayerList;
import io.github.weightwatcher4j.formats.NamedMatrix;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.formats.dl4j.internal.LayerClass;
import io.github.weightwatcher4j.formats.dl4j.internal.LayerPart;
import io.github.weightwatcher4j.formats.dl4j.internal.LayerParts;
import io.github.weightwatcher4j.formats.dl4j.internal.MissingMatrix;
import io.github.weightwatcher4j.formats.dl4j.internal.Parameter;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A network as its file has it: layers, and where the parameters of each stand in the vector of
 * all. A layer that is not known costs itself: what stands before the first such is found from the
 * front of the vector, what stands behind the last from its back.
 */
final class SavedNetwork {

  private static final String SPACE = " ";

  private final Places places;
  private final LayerList layers = new LayerList();
  private final List<NamedTensor> tensors = new ArrayList<>();

  SavedNetwork(Places places) {
    this.places = places;
  }

  /** Tensors and layers. */
  Contents contents() {
    places.all().forEach(this::add);
    return new Contents(tensors, layers.layers());
  }

  private void add(Places.Place place) {
    Configuration.Entry entry = place.entry();
    String name = entry.name().isBlank() ? "layer" + entry.index() : entry.name();
    OptionalLong start = place.start();
    if (start.isEmpty()) {
      layers.add(entry.index(), name, LayerType.OTHER, place.absence(), place.reason());
      return;
    }
    Map<String, TensorView> views = new LinkedHashMap<>();
    for (Parameter parameter : place.answer().parameters()) {
      TensorView view = places.view(parameter, start.getAsLong());
      views.put(parameter.key(), view);
      tensors.add(NamedTensor.of(name + "." + parameter.key(), view));
    }
    add(entry, name, place.answer().layer(), views);
  }

  private void add(
      Configuration.Entry entry, String name, LayerClass kind, Map<String, TensorView> views) {
    Map<String, TensorShape> shapes = new LinkedHashMap<>();
    views.forEach((key, view) -> shapes.put(key, view.shape()));
    List<LayerPart> parts = LayerParts.matrices(kind, shapes);
    if (parts.isEmpty()) {
      String reason = MissingMatrix.reason(kind, shapes);
      LayerType type = MissingMatrix.type(kind);
      layers.add(entry.index(), name, type, MissingMatrix.absence(kind, shapes), reason);
      return;
    }
    String note = note(entry.layer());
    List<NamedMatrix> matrices = new ArrayList<>();
    for (LayerPart part : parts) {
      TensorView view = view(part, views);
      String own = parts.size() == 1 ? "" : part.name();
      matrices.add(new NamedMatrix(own, part.type(), part.slicing(), view, note));
    }
    layers.add(entry.index(), name, matrices);
  }

  private static TensorView view(LayerPart part, Map<String, TensorView> views) {
    TensorView whole = views.get(part.parameter());
    if (whole == null) {
      throw new IllegalStateException("no parameter " + part.parameter() + " in " + views.keySet());
    }
    if (part.firstColumn().isPresent()) {
      return whole.narrow(1, part.firstColumn().getAsLong(), part.shape().dim(1));
    }
    return part.shape().equals(whole.shape()) ? whole : whole.reshaped(part.shape());
  }

  /** Classes within the layer that are not DL4J's own, and were not loaded. */
  private static String note(SavedLayer layer) {
    List<String> named = layer.namedWithin();
    return named.isEmpty()
        ? ""
        : "names a class that is not DL4J's and was not loaded: "
            + String.join(", ", named.stream().map(it -> it.replace(SPACE, " is ")).toList());
  }
}
