package io.github.weightwatcher4j.formats.keras;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A model's description: its layers in order, and their classes. */
final class KerasConfig {

  private static final int DEEPEST = 50;
  private static final int LONGEST = 1 << 24;

  /** Python writes NaN and Infinity as such. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private final LayerConfig model;
  private final Map<String, LayerConfig> byName = new HashMap<>();
  private final Map<String, Integer> positions = new HashMap<>();

  private KerasConfig(LayerConfig model) {
    this.model = model;
  }

  /** Of a file that does not describe its model. */
  static KerasConfig none() {
    return new KerasConfig(LayerConfig.unknown(""));
  }

  /**
   * Reads a description. One that is no JSON counts as none: the weights are in the file all the
   * same, and their names and shapes tell what they are.
   */
  static KerasConfig of(String json) {
    if (json.length() > LONGEST) {
      return none();
    }
    try {
      KerasConfig config = new KerasConfig(LayerConfig.of(JSON.readTree(json)));
      config.visit(config.model, 0);
      return config;
    } catch (JsonProcessingException e) {
      return none();
    }
  }

  private void visit(LayerConfig layer, int depth) {
    if (depth > DEEPEST) {
      return;
    }
    for (String key : LayerConfig.WRAPPED) {
      layer.attribute(key).ifPresent(wrapped -> visit(wrapped, depth + 1));
    }
    if (!layer.name().isEmpty()) {
      byName.putIfAbsent(layer.name(), layer);
      positions.putIfAbsent(layer.name(), positions.size());
    }
    layer.layers().forEach(inner -> visit(inner, depth + 1));
  }

  /** The model itself. */
  LayerConfig model() {
    return model;
  }

  /** The layers on a path of names, from the model's down. */
  List<LayerConfig> along(List<String> names) {
    List<LayerConfig> found = new ArrayList<>();
    LayerConfig outer = model;
    for (String name : names) {
      Optional<LayerConfig> inner = outer.layer(name);
      outer = inner.orElse(byName.getOrDefault(name, LayerConfig.unknown(name)));
      found.add(outer);
    }
    return found;
  }

  /** A layer's position in the model; behind all others where it is not known. */
  int position(String layer) {
    return positions.getOrDefault(layer, Integer.MAX_VALUE);
  }

  /** Words in lower case without underscores. */
  static String normalized(String words) {
    return words.replace("_", "").toLowerCase(Locale.ROOT);
  }
}
