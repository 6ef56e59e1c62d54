package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.NamedTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what matters of a {@code ModelProto}: graphs, nodes, places of tensors. */
final class GraphReader {

  /** More nodes and tensors than any model has. */
  private static final int MOST = 2_000_000;

  /** Longest list of integers that is kept: a permutation, labels of classes. */
  private static final int MOST_INTEGERS = 1 << 16;

  /**
   * A model.
   *
   * @param graph its graph
   * @param functions bodies of functions that the model defines, by domain and name
   */
  record Model(Graph graph, Map<String, Graph> functions) {}

  private final Wire wire;
  private int count;

  private GraphReader(Wire wire) {
    this.wire = wire;
  }

  /** Reads a model's file. */
  static Model read(Path file) throws IOException {
    try (Wire wire = Wire.open(file)) {
      return new GraphReader(wire).model();
    }
  }

  /** Key of a function. */
  static String key(String domain, String name) {
    return domain + ":" + name;
  }

  private Model model() throws IOException {
    List<Graph> graphs = new ArrayList<>();
    Map<String, Graph> functions = new HashMap<>();
    wire.fields(
        number -> {
          switch (number) {
            case 7 -> graphs.add(graph());
            case 25 -> function(functions);
            default -> wire.skip();
          }
        });
    if (graphs.isEmpty()) {
      throw FilePlace.of(wire.file()).problem("contains no graph", "is it really an ONNX model?");
    }
    return new Model(graphs.get(graphs.size() - 1), functions);
  }

  private Graph graph() throws IOException {
    List<NamedTensor> initializers = new ArrayList<>();
    List<Node> nodes = new ArrayList<>();
    wire.message(
        number -> {
          switch (number) {
            case 1 -> nodes.add(node());
            case 5 -> initializers.add(tensor());
            case 15 -> initializers.add(sparseTensor());
            default -> wire.skip();
          }
        });
    return new Graph(initializers, nodes, List.of(), List.of());
  }

  private void function(Map<String, Graph> functions) throws IOException {
    String[] key = {"", ""};
    Graph body = new Graph(List.of(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    wire.message(
        number -> {
          switch (number) {
            case 1 -> key[1] = wire.text();
            case 4 -> body.inputs().add(wire.text());
            case 5 -> body.outputs().add(wire.text());
            case 7 -> body.nodes().add(node());
            case 10 -> key[0] = wire.text();
            default -> wire.skip();
          }
        });
    functions.put(key(key[0], key[1]), body);
  }

  private NamedTensor tensor() throws IOException {
    requireFewer();
    return TensorReader.read(wire);
  }

  private NamedTensor sparseTensor() throws IOException {
    requireFewer();
    return TensorReader.readSparse(wire);
  }

  private void requireFewer() {
    if (++count > MOST) {
      throw wire.problem("has more than " + MOST + " nodes and tensors");
    }
  }

  private Node node() throws IOException {
    requireFewer();
    String[] texts = {"", "", ""};
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    Map<String, Node.Attribute> attributes = new HashMap<>();
    wire.message(
        number -> {
          switch (number) {
            case 1 -> inputs.add(wire.text());
            case 2 -> outputs.add(wire.text());
            case 3 -> texts[0] = wire.text();
            case 4 -> texts[1] = wire.text();
            case 5 -> attribute(attributes);
            case 7 -> texts[2] = wire.text();
            default -> wire.skip();
          }
        });
    return new Node(texts[1], texts[2], texts[0], inputs, outputs, attributes);
  }

  private void attribute(Map<String, Node.Attribute> attributes) throws IOException {
    String[] texts = {"", "", ""};
    long[] integer = {0, 0};
    List<Long> integers = new ArrayList<>();
    List<NamedTensor> tensors = new ArrayList<>();
    List<Graph> graphs = new ArrayList<>();
    FloatRun floats = new FloatRun(wire);
    wire.message(
        number -> {
          switch (number) {
            case 1 -> texts[0] = wire.text();
            case 2 -> floats.only(wire.number());
            case 3 -> integer[0] = wire.integer();
            case 4 -> texts[1] = wire.text();
            case 5 -> tensors.add(tensor());
            case 6, 11 -> graphs.add(graph());
            case 7 -> floats.add(wire.span());
            case 8 -> wire.integers(integers, MOST_INTEGERS);
            case 9 -> {
              wire.skip();
              integer[1]++;
            }
            case 21 -> texts[2] = wire.text();
            case 22 -> tensors.add(sparseTensor());
            default -> wire.skip();
          }
        });
    Optional<NamedTensor> tensor = tensors.stream().findFirst().or(() -> floats.tensor(texts[0]));
    attributes.put(
        texts[0],
        new Node.Attribute(integer[0], integers, integer[1], texts[1], tensor, graphs, texts[2]));
  }
}
