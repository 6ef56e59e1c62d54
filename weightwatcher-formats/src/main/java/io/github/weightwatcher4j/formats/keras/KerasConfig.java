package io.github.weightwatcher4j.formats.keras;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weightwatcher4j.formats.FilePlace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A model's description: its layers in order, and their classes. */
final class KerasConfig {

  private static final int DEEPEST = 50;
  private static final int LONGEST = 1 << 24;

  private final Map<String, String> classes = new HashMap<>();
  private final Map<String, Integer> positions = new HashMap<>();
  private final Map<String, String> namesByGroup = new HashMap<>();

  private KerasConfig() {}

  /** Of a file that does not describe its model. */
  static KerasConfig none() {
    return new KerasConfig();
  }

  /** Reads a description. */
  static KerasConfig of(String json, FilePlace place) {
    if (json.length() > LONGEST) {
      throw place.problem("describes its model in " + json.length() + " characters", "check it");
    }
    KerasConfig config = new KerasConfig();
    try {
      JsonNode model = new ObjectMapper().readTree(json);
      config.groups(layers(model));
      config.visit(model, 0);
      return config;
    } catch (JsonProcessingException e) {
      throw place.problem(
          "describes its model in JSON that is not valid ("
              + FilePlace.printable(e.getOriginalMessage())
              + ")",
          "download it again",
          e);
    }
  }

  private static List<JsonNode> layers(JsonNode layer) {
    JsonNode config = layer.path("config");
    JsonNode listed = config.isArray() ? config : config.path("layers");
    List<JsonNode> layers = new ArrayList<>();
    listed.forEach(layers::add);
    return layers;
  }

  private static String name(JsonNode layer) {
    return layer.path("config").path("name").asText(layer.path("name").asText(""));
  }

  private void visit(JsonNode layer, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("layers in layers, too deep");
    }
    StringBuilder words = new StringBuilder(layer.path("class_name").asText(""));
    for (String inner : List.of("layer", "cell", "forward_layer")) {
      JsonNode wrapped = layer.path("config").path(inner);
      if (wrapped.has("class_name")) {
        words.append(' ').append(wrapped.path("class_name").asText());
        visit(wrapped, depth + 1);
      }
    }
    if (!name(layer).isEmpty()) {
      classes.putIfAbsent(name(layer), words.toString());
      positions.putIfAbsent(name(layer), positions.size());
    }
    layers(layer).forEach(inner -> visit(inner, depth + 1));
  }

  /** Keras calls the group of a layer as its class, with a number from the second on. */
  private void groups(List<JsonNode> layers) {
    Map<String, Integer> counts = new HashMap<>();
    for (JsonNode layer : layers) {
      String group = snakeCase(layer.path("class_name").asText(""));
      int count = counts.merge(group, 1, Integer::sum);
      namesByGroup.put(count == 1 ? group : group + "_" + (count - 1), name(layer));
    }
  }

  private static String snakeCase(String name) {
    return name.replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  /** Name of the layer whose group is called so, where it does not say it itself. */
  String nameOfGroup(String group) {
    return namesByGroup.getOrDefault(group, group);
  }

  /** A layer's position in the model; behind all others where it is not known. */
  int position(String layer) {
    return positions.getOrDefault(layer, Integer.MAX_VALUE);
  }

  /** Class of a layer, or its name where the class is not known. */
  String words(String layer) {
    return classes.getOrDefault(layer, layer);
  }

  /** Words in lower case without underscores. */
  static String normalized(String words) {
    return words.replace("_", "").toLowerCase(Locale.ROOT);
  }
}
