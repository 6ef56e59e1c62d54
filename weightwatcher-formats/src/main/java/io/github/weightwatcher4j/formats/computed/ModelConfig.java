package io.github.weightwatcher4j.formats.computed;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.weightwatcher4j.formats.FileWindow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the configuration beside a model's weights says of how they are quantized: the part {@code
 * quantization_config}, {@code quantization} or {@code compression_config} of Hugging Face's {@code
 * config.json}, or the files that quantizers write themselves. Read when it is first asked for.
 */
public final class ModelConfig {

  /** No configuration. */
  public static final ModelConfig NONE = new ModelConfig(Optional.empty());

  /** Far longer than any, in bytes. */
  private static final long LONGEST = 1 << 24;

  private static final int DEEPEST = 100;

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
              .build());

  /** Files, and the part of each that is meant; an empty part is the whole. */
  private static final List<Map.Entry<String, String>> PLACES =
      List.of(
          Map.entry("config.json", "quantization_config"),
          Map.entry("config.json", "quantization"),
          Map.entry("config.json", "compression_config"),
          Map.entry("config.json", "text_config/quantization_config"),
          Map.entry("config.json", "text_config/quantization"),
          Map.entry("quantize_config.json", ""),
          Map.entry("quant_config.json", ""),
          Map.entry("hf_quant_config.json", "quantization"));

  private final Optional<Path> folder;
  private Optional<JsonNode> known = Optional.empty();

  private ModelConfig(Optional<Path> folder) {
    this.folder = folder;
  }

  /** What stands beside a weight file, or in a folder of them. */
  public static ModelConfig of(Path weights) {
    Path folder = Files.isDirectory(weights) ? weights : weights.toAbsolutePath().getParent();
    return new ModelConfig(Optional.ofNullable(folder));
  }

  /** The part that tells of quantization; a missing node where there is none. */
  synchronized JsonNode quantization() throws IOException {
    if (known.isEmpty()) {
      known = Optional.of(folder.isEmpty() ? MissingNode.getInstance() : read(folder.get()));
    }
    return known.get();
  }

  private static JsonNode read(Path folder) throws IOException {
    for (Map.Entry<String, String> place : PLACES) {
      Path file = folder.resolve(place.getKey());
      if (Files.isRegularFile(file) && Files.size(file) <= LONGEST) {
        JsonNode part = part(file, place.getValue());
        if (part.isObject()) {
          return part;
        }
      }
    }
    return MissingNode.getInstance();
  }

  /**
   * A configuration that is no JSON tells nothing, which is for the weights that need it to say.
   */
  private static JsonNode part(Path file, String part) throws IOException {
    try (InputStream in = FileWindow.stream(file)) {
      JsonNode all = JSON.readTree(in);
      return all == null ? MissingNode.getInstance() : part.isEmpty() ? all : all.at("/" + part);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  /** Whether there is any. */
  boolean isPresent() throws IOException {
    return quantization().isObject();
  }

  /** A text, in lower case; empty where there is none. */
  String text(String key) throws IOException {
    return quantization().path(key).asText("").toLowerCase(Locale.ROOT);
  }

  /** A whole number; empty where there is none. */
  OptionalInt number(String key) throws IOException {
    return number(quantization(), key);
  }

  static OptionalInt number(JsonNode node, String key) {
    JsonNode value = node.path(key);
    return value.isInt() ? OptionalInt.of(value.asInt()) : OptionalInt.empty();
  }

  /** Widths of the weights that the groups of compressed-tensors tell, each once. */
  List<Integer> groupBits() throws IOException {
    List<Integer> bits = new ArrayList<>();
    for (JsonNode weights : groups()) {
      number(weights, "num_bits").ifPresent(bits::add);
    }
    return bits.stream().distinct().toList();
  }

  /** Numbers of weights that share a scale, as the groups of compressed-tensors tell, each once. */
  List<Integer> groupSizes() throws IOException {
    List<Integer> sizes = new ArrayList<>();
    for (JsonNode weights : groups()) {
      number(weights, "group_size").ifPresent(sizes::add);
    }
    return sizes.stream().distinct().toList();
  }

  private List<JsonNode> groups() throws IOException {
    List<JsonNode> weights = new ArrayList<>();
    Iterator<JsonNode> groups = quantization().path("config_groups").elements();
    while (groups.hasNext()) {
      weights.add(groups.next().path("weights"));
    }
    return weights;
  }
}
