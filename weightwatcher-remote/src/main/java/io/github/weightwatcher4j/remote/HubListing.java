package io.github.weightwatcher4j.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashSet;
import java.util.Set;

/**
 * What the hub tells of one commit of a model.
 *
 * @param commit its hash
 * @param files names with their folders
 */
record HubListing(String commit, Set<String> files) {

  /** Its own limits on depth and lengths bound what a server can send. */
  private static final JsonMapper JSON = JsonMapper.builder().build();

  HubListing {
    files = Set.copyOf(files);
  }

  /**
   * Reads {@code {"sha": ..., "siblings": [{"rfilename": ...}, ...]}}.
   *
   * @throws IllegalArgumentException where it is none
   */
  static HubListing of(String json) {
    JsonNode model = parsed(json);
    String commit = model.path("sha").asText();
    if (!commit.matches("[0-9a-f]{7,64}") || !model.path("siblings").isArray()) {
      throw new IllegalArgumentException("no list of a model's files");
    }
    Set<String> files = new HashSet<>();
    for (JsonNode sibling : model.path("siblings")) {
      JsonNode name = sibling.path("rfilename");
      if (name.isTextual()) {
        files.add(name.textValue());
      }
    }
    return new HubListing(commit, files);
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no list of a model's files, for it is no JSON", e);
    }
  }
}
