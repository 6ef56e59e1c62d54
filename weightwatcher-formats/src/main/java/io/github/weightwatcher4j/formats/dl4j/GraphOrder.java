package io.github.weightwatcher4j.formats.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.WeightFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The vertices of a {@code ComputationGraph} in the topological order in which their parameters
 * follow each other: the one that the file gives, else the one that DL4J computes. Vertices are
 * numbered from 0, inputs first, then in the order of the file.
 */
final class GraphOrder {

  private final FilePlace file;
  private final JsonNode json;
  private final List<String> names = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  GraphOrder(FilePlace file, JsonNode json) {
    this.file = file;
    this.json = json;
    json.path("networkInputs").forEach(input -> number(input.asText()));
    json.path("vertices").fieldNames().forEachRemaining(this::number);
  }

  private void number(String name) {
    if (numbers.putIfAbsent(name, names.size()) != null) {
      throw problem("has two vertices called " + FilePlace.quoted(name));
    }
    names.add(name);
  }

  /** The vertices but the inputs. */
  List<Configuration.Entry> entries() {
    List<Integer> order = given();
    if (order.isEmpty()) {
      order = sorted();
    }
    if (order.size() != names.size()) {
      throw problem("its vertices have no order: some are inputs of each other");
    }
    int inputs = json.path("networkInputs").size();
    List<Configuration.Entry> entries = new ArrayList<>();
    for (int index = 0; index < order.size(); index++) {
      if (order.get(index) >= inputs) {
        entries.add(entry(index, names.get(order.get(index))));
      }
    }
    return entries;
  }

  private Configuration.Entry entry(int index, String name) {
    SavedLayer vertex =
        SavedLayer.of(json.path("vertices").path(name))
            .orElseThrow(() -> problem("vertex " + FilePlace.quoted(name) + " is of no class"));
    return new Configuration.Entry(index, name, vertex);
  }

  /** The order in the file; empty where there is none. */
  private List<Integer> given() {
    JsonNode order = json.path("topologicalOrder");
    if (!order.isArray() || !json.path("topologicalOrderStr").isArray()) {
      return List.of();
    }
    List<Integer> given = new ArrayList<>();
    order.forEach(number -> given.add(number.asInt(-1)));
    if (given.size() != names.size()
        || new HashSet<>(given).size() != names.size()
        || given.stream().anyMatch(number -> number < 0 || number >= names.size())) {
      throw problem(
          "'topologicalOrder' does not have each of its %d vertices once".formatted(names.size()));
    }
    return given;
  }

  /**
   * As DL4J sorts: of vertices that are ready, the one that became so first. Where one makes
   * several ready, their order is that of a HashSet of their numbers, so it has to be one here.
   */
  private List<Integer> sorted() {
    Map<Integer, Set<Integer>> inputs = new HashMap<>();
    Map<Integer, Set<Integer>> outputs = new HashMap<>();
    for (int vertex = 0; vertex < names.size(); vertex++) {
      for (int input : inputsOf(names.get(vertex))) {
        inputs.computeIfAbsent(vertex, it -> new HashSet<>()).add(input);
        outputs.computeIfAbsent(input, it -> new HashSet<>()).add(vertex);
      }
    }
    Deque<Integer> ready = new ArrayDeque<>();
    for (int vertex = 0; vertex < names.size(); vertex++) {
      if (!inputs.containsKey(vertex)) {
        ready.add(vertex);
      }
    }
    List<Integer> order = new ArrayList<>();
    while (!ready.isEmpty()) {
      int next = ready.removeFirst();
      order.add(next);
      for (int output : outputs.getOrDefault(next, Set.of())) {
        Set<Integer> missing = inputs.getOrDefault(output, Set.of());
        missing.remove(next);
        if (missing.isEmpty()) {
          ready.add(output);
        }
      }
    }
    return order;
  }

  private List<Integer> inputsOf(String vertex) {
    List<Integer> inputs = new ArrayList<>();
    for (Iterator<JsonNode> it = json.path("vertexInputs").path(vertex).elements();
        it.hasNext(); ) {
      String input = it.next().asText();
      Integer number = numbers.get(input);
      if (number == null) {
        throw problem(
            "the input %s of vertex %s is not there"
                .formatted(FilePlace.quoted(input), FilePlace.quoted(vertex)));
      }
      inputs.add(number);
    }
    return inputs;
  }

  private WeightFileException problem(String problem) {
    return Configuration.problem(file, problem);
  }
}
