package io.github.weightwatcher4j.formats.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weightwatcher4j.formats.dl4j.internal.Dl4jClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A layer, a vertex or what else the configuration has of a class that it names: in {@code @class}
 * from DL4J 1.0.0-beta4 on, by the key of an object around it before.
 *
 * @param className the class, or a short name that is not known
 * @param fields what is said of it
 */
record SavedLayer(String className, ObjectNode fields) {

  private static final String CLASS = "@class";

  /** Where a layer that wraps another keeps it. */
  private static final Map<String, String> WRAPPERS =
      Map.of(
          Dl4jClasses.CONF + "graph.FrozenVertex", "underlying",
          Dl4jClasses.LAYERS + "misc.FrozenLayer", "layer",
          Dl4jClasses.LAYERS + "misc.FrozenLayerWithBackprop", "underlying",
          Dl4jClasses.LAYERS + "recurrent.LastTimeStep", "underlying",
          Dl4jClasses.LAYERS + "recurrent.TimeDistributed", "underlying",
          Dl4jClasses.LAYERS + "util.MaskZeroLayer", "underlying");

  private static final String LAYER_VERTEX = Dl4jClasses.CONF + "graph.LayerVertex";

  /** Whether a class is one that wraps others. */
  static boolean isWrapper(String className) {
    return WRAPPERS.containsKey(className) || className.equals(LAYER_VERTEX);
  }

  /** Reads one; empty where no class is named. */
  static Optional<SavedLayer> of(JsonNode json) {
    if (!(json instanceof ObjectNode object)) {
      return Optional.empty();
    }
    JsonNode name = object.path(CLASS);
    if (name.isTextual()) {
      return Optional.of(new SavedLayer(name.textValue(), object));
    }
    if (object.size() == 1) {
      Map.Entry<String, JsonNode> named = object.properties().iterator().next();
      if (named.getValue() instanceof ObjectNode fields) {
        return Optional.of(new SavedLayer(Dl4jClasses.ofShortName(named.getKey()), fields));
      }
    }
    return Optional.empty();
  }

  /** Whether a class is this one; files of 1.0.0-beta3 and before have its simple name only. */
  boolean isNamed(String fullName) {
    return fullName.equals(className)
        || (!fields.has(CLASS)
            && (fullName.endsWith("." + className) || fullName.endsWith("$" + className)));
  }

  /** The class that has one of the fields. */
  SavedLayer inner(String key) throws UnknownLayerException {
    return of(fields.path(key))
        .orElseThrow(() -> new UnknownLayerException("its configuration has no '" + key + "'"));
  }

  /** The layer itself: out of its vertex, its wrappers, its frozenness. */
  SavedLayer unwrapped() throws UnknownLayerException {
    SavedLayer layer = this;
    while (true) {
      String wrapped = WRAPPERS.get(layer.className);
      if (layer.className.equals(LAYER_VERTEX)) {
        layer = ofVertex(layer);
      } else if (wrapped != null) {
        layer = layer.inner(wrapped);
      } else {
        return layer;
      }
    }
  }

  private static SavedLayer ofVertex(SavedLayer vertex) throws UnknownLayerException {
    return of(vertex.fields.path("layerConf").path("layer"))
        .orElseThrow(() -> new UnknownLayerException("its vertex has no layer"));
  }

  /** The name that the layer was given, or one within it; blank where there is none. */
  String layerName() {
    for (Optional<SavedLayer> layer = Optional.of(this); layer.isPresent(); ) {
      String name = layer.get().fields.path("layerName").asText("");
      if (!name.isBlank() && !name.equals("null")) {
        return name;
      }
      String wrapped = WRAPPERS.getOrDefault(layer.get().className, "");
      layer = of(layer.get().fields.path(wrapped));
    }
    return "";
  }

  /** Classes of others that the configuration names within the layer, each behind its field. */
  List<String> namedWithin() {
    List<String> named = new ArrayList<>();
    collect("", fields, named);
    return named;
  }

  private static void collect(String field, JsonNode json, List<String> named) {
    String name = json.path(CLASS).asText("");
    if (!field.isEmpty() && !name.isEmpty() && !Dl4jClasses.isOfDl4j(name)) {
      named.add(field + " " + name);
    }
    if (json instanceof ObjectNode object) {
      object.properties().forEach(it -> collect(it.getKey(), it.getValue(), named));
    } else if (json.isArray()) {
      json.forEach(element -> collect(field, element, named));
    }
  }
}
