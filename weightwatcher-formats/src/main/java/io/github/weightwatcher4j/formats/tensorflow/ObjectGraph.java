package io.github.weightwatcher4j.formats.tensorflow;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The objects of a checkpoint, TensorFlow's {@code TrackableObjectGraph}: which variable stands
 * under which key, and which belong to an optimizer.
 *
 * @param names names of variables, {@code dense/kernel} say, by their keys; only those that one
 *     variable has
 * @param slots keys of the variables that an optimizer keeps for others
 */
record ObjectGraph(Map<String, String> names, Set<String> slots) {

  /** The key of the graph itself. */
  static final String KEY = "_CHECKPOINTABLE_OBJECT_GRAPH";

  ObjectGraph {
    names = Map.copyOf(names);
    slots = Set.copyOf(slots);
  }

  /** That of a checkpoint without objects. */
  static ObjectGraph empty() {
    return new ObjectGraph(Map.of(), Set.of());
  }

  /** One object: the keys of its variables, and the numbers of those that it keeps for others. */
  private record Node(List<String[]> attributes, List<Integer> slots) {}

  /** Reads the message. */
  static ObjectGraph read(byte[] bytes) throws IOException {
    List<Node> nodes = new ArrayList<>();
    Message.read(
        bytes,
        (in, field) -> {
          if (field != 1) {
            return false;
          }
          Node node = new Node(new ArrayList<>(), new ArrayList<>());
          Message.read(in, (inner, number) -> node(inner, number, node));
          nodes.add(node);
          return true;
        });
    return of(nodes);
  }

  private static boolean node(CodedInputStream in, int field, Node node) throws IOException {
    if (field == 2) {
      node.attributes.add(attribute(in));
    } else if (field == 3) {
      Message.read(in, (inner, number) -> number == 3 && node.slots.add(inner.readInt32()));
    } else {
      return false;
    }
    return true;
  }

  /** Full name and key of a variable. */
  private static String[] attribute(CodedInputStream in) throws IOException {
    String[] attribute = {"", ""};
    Message.read(
        in,
        (inner, field) -> {
          if (field != 2 && field != 3) {
            return false;
          }
          attribute[field - 2] = inner.readString();
          return true;
        });
    return attribute;
  }

  private static ObjectGraph of(List<Node> nodes) {
    Map<String, Set<String>> keys = new HashMap<>();
    Set<String> slots = new HashSet<>();
    for (Node node : nodes) {
      for (String[] attribute : node.attributes) {
        keys.computeIfAbsent(attribute[0], name -> new HashSet<>()).add(attribute[1]);
      }
      for (int slot : node.slots) {
        if (slot >= 0 && slot < nodes.size()) {
          nodes.get(slot).attributes.forEach(attribute -> slots.add(attribute[1]));
        }
      }
    }
    Map<String, String> names = new HashMap<>();
    keys.forEach(
        (name, ones) -> {
          if (!name.isEmpty() && ones.size() == 1) {
            names.put(ones.iterator().next(), name);
          }
        });
    return new ObjectGraph(names, slots);
  }
}
