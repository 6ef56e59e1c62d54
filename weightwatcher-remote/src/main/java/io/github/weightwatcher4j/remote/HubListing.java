package io.github.weightwatcher4j.remote;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the hub tells of one commit of a model.
 *
 * @param commit its hash
 * @param files names with their folders
 */
record HubListing(String commit, Set<String> files) {

  HubListing {
    files = Set.copyOf(files);
  }

  /**
   * Reads {@code {"sha": ..., "siblings": [{"rfilename": ...}, ...]}}.
   *
   * @throws IllegalArgumentException where it is none
   */
  static HubListing of(String json) {
    if (PlainJson.of(json) instanceof Map<?, ?> model
        && model.get("sha") instanceof String commit
        && commit.matches("[0-9a-f]{7,64}")
        && model.get("siblings") instanceof List<?> siblings) {
      Set<String> files = new HashSet<>();
      for (Object sibling : siblings) {
        if (sibling instanceof Map<?, ?> file && file.get("rfilename") instanceof String name) {
          files.add(name);
        }
      }
      return new HubListing(commit, files);
    }
    throw new IllegalArgumentException("no list of a model's files");
  }
}
