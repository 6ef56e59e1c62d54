package io.github.weightwatcher4j.formats.dl4j;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.WeightFileException;
import io.github.weightwatcher4j.formats.zip.ZipMember;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The configuration of a network: its layers, or its vertices but the inputs, in the order of their
 * parameters.
 *
 * @param file the file
 * @param entries the layers
 */
record Configuration(FilePlace file, List<Entry> entries) {

  /** Longest text: a hundred times that of a network of 150 layers. */
  private static final int LONGEST = 1 << 24;

  private static final int MOST_TOKENS = 1_000_000;
  private static final int DEEPEST = 100;

  private static final ObjectMapper JSON =
      new ObjectMapper(
          new JsonFactoryBuilder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(DEEPEST)
                      .maxTokenCount(MOST_TOKENS)
                      .build())
              .build());

  /**
   * A layer or vertex.
   *
   * @param index its number, or the place of a vertex in topological order
   * @param name what it is called; blank where it has no name
   * @param layer what it is
   */
  record Entry(int index, String name, SavedLayer layer) {}

  /** Copies the list. */
  Configuration {
    entries = List.copyOf(entries);
  }

  /** Reads the configuration of either kind of network. */
  static Configuration read(ZipMember member) throws IOException {
    FilePlace file = FilePlace.of(member.file());
    JsonNode json = tree(file, member.bytes(LONGEST));
    return json.has("vertices")
        ? new Configuration(file, new GraphOrder(file, json).entries())
        : new Configuration(file, layers(file, json.path("confs")));
  }

  private static JsonNode tree(FilePlace file, byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw problem(file, FilePlace.quoted(String.valueOf(e.getOriginalMessage())));
    } catch (CharacterCodingException e) {
      throw problem(file, "it is not in UTF-8");
    }
  }

  private static List<Entry> layers(FilePlace file, JsonNode configurations) {
    if (!configurations.isArray() || configurations.isEmpty()) {
      throw problem(file, "it has neither layers ('confs') nor 'vertices'");
    }
    List<Entry> entries = new ArrayList<>();
    for (JsonNode configuration : configurations) {
      int index = entries.size();
      SavedLayer layer =
          SavedLayer.of(configuration.path("layer"))
              .orElseThrow(() -> problem(file, "layer " + index + " is of no class"));
      entries.add(new Entry(index, layer.layerName(), layer));
    }
    return entries;
  }

  /** The exception for what is wrong with the configuration. */
  static WeightFileException problem(FilePlace file, String problem) {
    return file.problem(
        "configuration.json is not that of a DL4J network: " + problem,
        "save the network again with ModelSerializer.writeModel");
  }
}
