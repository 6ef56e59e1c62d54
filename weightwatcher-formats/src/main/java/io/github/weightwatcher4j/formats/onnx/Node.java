package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.NamedTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One operation of a graph.
 *
 * @param op its type
 * @param domain where the type is defined; empty for ONNX's own
 * @param name its name, often empty
 * @param inputs names of its inputs, empty text for one that is left out
 * @param outputs names of its outputs
 * @param attributes its attributes by name
 */
record Node(
    String op,
    String domain,
    String name,
    List<String> inputs,
    List<String> outputs,
    Map<String, Attribute> attributes) {

  /**
   * Value of an attribute, of which one component has it.
   *
   * @param integer an integer
   * @param integers several
   * @param texts how many texts
   * @param text a text
   * @param tensor a tensor, or numbers
   * @param graphs subgraphs
   * @param reference name of the attribute of the function's call that has the value
   */
  record Attribute(
      long integer,
      List<Long> integers,
      long texts,
      String text,
      Optional<NamedTensor> tensor,
      List<Graph> graphs,
      String reference) {}

  /** An attribute's integer. */
  long integer(String key, long otherwise) {
    Attribute attribute = attributes.get(key);
    return attribute == null ? otherwise : attribute.integer;
  }

  /** An attribute's integers; none where it is not there. */
  List<Long> integers(String key) {
    Attribute attribute = attributes.get(key);
    return attribute == null ? List.of() : attribute.integers;
  }

  /** An attribute's text; empty where it is not there. */
  String text(String key) {
    Attribute attribute = attributes.get(key);
    return attribute == null ? "" : attribute.text;
  }

  /** How many integers or texts an attribute has. */
  long count(String key) {
    Attribute attribute = attributes.get(key);
    return attribute == null ? 0 : attribute.integers.size() + attribute.texts;
  }

  /** An attribute's numbers; empty where it has none. */
  Optional<NamedTensor> numbers(String key) {
    Attribute attribute = attributes.get(key);
    return attribute == null ? Optional.empty() : attribute.tensor;
  }

  /** Name of an input; empty where it is left out. */
  String input(int slot) {
    return slot < inputs.size() ? inputs.get(slot) : "";
  }

  /** Whether it is defined by ONNX itself. */
  boolean isStandard() {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }

  /** In a function's body: the node with what the function's call gives for its references. */
  Node calledBy(Node call) {
    if (attributes.values().stream().allMatch(value -> value.reference.isEmpty())) {
      return this;
    }
    Map<String, Attribute> values = new HashMap<>();
    attributes.forEach(
        (key, value) -> {
          Attribute given =
              value.reference.isEmpty() ? value : call.attributes.get(value.reference);
          if (given != null) {
            values.put(key, given);
          }
        });
    return new Node(op, domain, name, inputs, outputs, values);
  }
}
