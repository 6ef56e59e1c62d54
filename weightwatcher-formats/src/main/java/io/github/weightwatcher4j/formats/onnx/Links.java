package io.github.weightwatcher4j.formats.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which operations of a graph give and take a value.
 *
 * @param givers by the names of their outputs
 * @param takers by the names of their inputs
 */
record Links(Map<String, Node> givers, Map<String, List<Node>> takers) {

  static Links of(List<Node> nodes) {
    Links links = new Links(new HashMap<>(), new HashMap<>());
    for (Node node : nodes) {
      node.outputs().forEach(output -> links.givers.put(output, node));
      for (String input : node.inputs()) {
        links.takers.computeIfAbsent(input, key -> new ArrayList<>()).add(node);
      }
    }
    return links;
  }

  Optional<Node> giver(String name) {
    return Optional.ofNullable(givers.get(name));
  }

  List<Node> takers(String name) {
    return takers.getOrDefault(name, List.of());
  }
}
