package io.github.weightwatcher4j.formats.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a model's description says of one layer, or of the model. Of a class that is not Keras's
 * anything may stand there: what has another form than Keras gives it counts as not said.
 */
final class LayerConfig {

  /** Keys under which a layer describes the one that it wraps. */
  static final List<String> WRAPPED = List.of("layer", "cell", "forward_layer");

  private static final int DEEPEST = 50;

  private final String words;
  private final JsonNode json;
  private final List<LayerConfig> layers = new ArrayList<>();
  private final Map<String, LayerConfig> byName = new HashMap<>();
  private final Map<String, LayerConfig> byGroup = new HashMap<>();

  private LayerConfig(String words, JsonNode json) {
    this.words = words;
    this.json = json;
  }

  /** A layer of which only the name is known. */
  static LayerConfig unknown(String name) {
    return new LayerConfig(name, MissingNode.getInstance());
  }

  /** A layer as described, with those in it. */
  static LayerConfig of(JsonNode json) {
    return of(json, 0);
  }

  private static LayerConfig of(JsonNode json, int depth) {
    StringBuilder words = new StringBuilder(json.path("class_name").asText(""));
    for (String key : WRAPPED) {
      JsonNode wrapped = json.path("config").path(key);
      if (wrapped.has("class_name")) {
        words.append(' ').append(wrapped.path("class_name").asText());
      }
    }
    LayerConfig layer = new LayerConfig(words.toString(), json);
    JsonNode config = json.path("config");
    JsonNode listed = config.isArray() ? config : config.path("layers");
    if (depth < DEEPEST) {
      listed.forEach(inner -> layer.layers.add(of(inner, depth + 1)));
    }
    layer.index();
    return layer;
  }

  /** Keras calls the group of a layer as its class, with a number from the second on. */
  private void index() {
    Map<String, Integer> counts = new HashMap<>();
    for (LayerConfig layer : layers) {
      byName.putIfAbsent(layer.name(), layer);
      String group = snakeCase(layer.json.path("class_name").asText(""));
      int count = counts.merge(group, 1, Integer::sum);
      byGroup.put(count == 1 ? group : group + "_" + (count - 1), layer);
    }
  }

  /** The layer's class and those of the layers that it wraps; its name where they are unknown. */
  String words() {
    return words;
  }

  /** The layer's name; empty where none is given. */
  String name() {
    return json.path("config").path("name").asText(json.path("name").asText(""));
  }

  /** The layers of a model, in its order; none of any other layer. */
  List<LayerConfig> layers() {
    return List.copyOf(layers);
  }

  /** The layer of this model that is called so. */
  Optional<LayerConfig> layer(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The layer of this model that has a group of this name in the file. */
  Optional<LayerConfig> ofGroup(String group) {
    return Optional.ofNullable(byGroup.get(group));
  }

  private static String snakeCase(String name) {
    return name.replaceAll("^.*>", "")
        .replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  /** The layer that this one describes under a key of its own. */
  Optional<LayerConfig> attribute(String key) {
    JsonNode inner = json.path("config").path(key);
    return inner.has("class_name") ? Optional.of(of(inner)) : Optional.empty();
  }

  /** How its weights are quantized, {@code int8} say; empty where they are not, or nobody says. */
  String mode() {
    JsonNode policy = json.path("config").path("dtype");
    JsonNode config = policy.path("config");
    String said = config.path("mode").asText("");
    String name = policy.isTextual() ? policy.asText() : config.path("name").asText("");
    String mode = said.isEmpty() && name.contains("_from_") ? name : said;
    return mode.replaceFirst("_from_.*|/.*", "").toLowerCase(Locale.ROOT);
  }

  /** A whole number that the layer was made with, {@code units} say. */
  OptionalLong number(String key) {
    JsonNode value = json.path("config").path(key);
    return value.canConvertToLong() ? OptionalLong.of(value.asLong()) : OptionalLong.empty();
  }

  /** Whether the layer was made with this option. */
  boolean isTrue(String key) {
    return json.path("config").path(key).asBoolean(false);
  }

  /** The last axis of its input. */
  OptionalLong inputs() {
    JsonNode shape = json.path("build_config").path("input_shape");
    JsonNode last = shape.path(shape.size() - 1);
    return last.canConvertToLong() ? OptionalLong.of(last.asLong()) : OptionalLong.empty();
  }

  /** What an {@code EinsumDense} computes, {@code abc,cd->abd} say. */
  Optional<String> equation() {
    return Optional.of(json.path("config").path("equation").asText(""))
        .filter(equation -> !equation.isEmpty());
  }

  /**
   * What the product of a low-rank update is multiplied by, {@code lora_alpha / lora_rank}; earlier
   * releases know no alpha, and multiply by 1.
   */
  OptionalDouble loraFactor() {
    OptionalLong rank = number("lora_rank");
    if (rank.isEmpty() || rank.getAsLong() <= 0) {
      return OptionalDouble.empty();
    }
    JsonNode alpha = json.path("config").path("lora_alpha");
    return alpha.isMissingNode() || alpha.isNull()
        ? OptionalDouble.of(1)
        : alpha.isNumber()
            ? OptionalDouble.of(alpha.asDouble() / rank.getAsLong())
            : OptionalDouble.empty();
  }
}
