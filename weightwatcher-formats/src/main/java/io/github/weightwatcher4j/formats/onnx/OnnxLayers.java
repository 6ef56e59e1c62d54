package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.Contents;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.formats.LayerList;
import io.github.weightwatcher4j.formats.NamedMatrix;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.formats.statedict.ModuleNames;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.LayerType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The layers of a model, found where its graph uses the weights. */
final class OnnxLayers {

  /** Operations visited, those of functions at each call. */
  private static final int MOST_VISITS = 2_000_000;

  private static final int DEEPEST = 100;

  /** How many kinds of operations a reason names. */
  private static final int SHOWN = 12;

  private final Path file;
  private final Map<String, Graph> functions;
  private final LayerList layers = new LayerList();
  private final Leftovers leftovers = new Leftovers();
  private final Map<Place, String> owners = new HashMap<>();
  private final IdentityHashMap<Graph, Links> links = new IdentityHashMap<>();
  private int index;
  private int visits;

  /** The same numbers, however they are turned. */
  private record Place(Storage storage, long offset, long size) {
    static Place of(TensorView view) {
      return new Place(view.storage(), view.offset(), view.shape().size());
    }
  }

  private OnnxLayers(Path file, Map<String, Graph> functions) {
    this.file = file;
    this.functions = functions;
  }

  static Contents of(Path file, GraphReader.Model model) throws IOException {
    OnnxLayers walk = new OnnxLayers(file, model.functions());
    walk.graph(model.graph(), new Constants(null, walk.links(model.graph())), 0);
    walk.leftovers.addTo(walk.layers, walk.index);
    if (walk.layers.layers().isEmpty()) {
      walk.layers.add(
          0, "graph", LayerType.OTHER, Absence.NO_WEIGHTS, withoutWeights(model.graph()));
    }
    return new Contents(walk.leftovers.tensors(), walk.layers.layers());
  }

  /** Once for each function, however often it is called. */
  private Links links(Graph graph) {
    return links.computeIfAbsent(graph, known -> Links.of(known.nodes()));
  }

  private static String withoutWeights(Graph graph) {
    Map<String, Long> operations =
        graph.nodes().stream()
            .collect(Collectors.groupingBy(Node::op, TreeMap::new, Collectors.counting()));
    if (operations.isEmpty()) {
      return "it has no operations";
    }
    String shown =
        operations.entrySet().stream()
            .limit(SHOWN)
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    String more = operations.size() > SHOWN ? " and so on" : "";
    return "no operation of it has weights: " + shown + more;
  }

  private void graph(Graph graph, Constants constants, int depth) throws IOException {
    for (NamedTensor tensor : graph.initializers()) {
      constants.define(tensor.name(), Value.of(tensor));
      leftovers.initializer(tensor);
    }
    nodes(graph.nodes(), null, constants, depth);
  }

  private void nodes(List<Node> nodes, @Nullable Node call, Constants constants, int depth)
      throws IOException {
    for (Node node : nodes) {
      if (++visits > MOST_VISITS || depth > DEEPEST) {
        throw FilePlace.of(file)
            .problem("its functions call each other endlessly", "download it again");
      }
      node(call == null ? node : node.calledBy(call), constants, depth);
    }
  }

  private void node(Node node, Constants constants, int depth) throws IOException {
    Graph function = functions.get(GraphReader.key(node.domain(), node.op()));
    if (function != null) {
      call(node, function, constants, depth);
      return;
    }
    List<Value> results = Folding.of(node, constants);
    for (int i = 0; i < Math.min(results.size(), node.outputs().size()); i++) {
      constants.define(node.outputs().get(i), results.get(i));
    }
    if (node.op().equals("Constant") && !results.isEmpty()) {
      leftovers.constant(results.get(0).tensor());
    }
    boolean followed = !results.isEmpty() && results.stream().allMatch(Value::shaped);
    if (LinearModels.is(node)) {
      linear(node);
    } else if (!followed || Operators.isQuantizer(node)) {
      uses(node, constants);
    }
    for (Node.Attribute attribute : node.attributes().values()) {
      for (Graph body : attribute.graphs()) {
        graph(body, new Constants(constants, links(body)), depth + 1);
      }
    }
  }

  private void call(Node node, Graph function, Constants constants, int depth) throws IOException {
    Constants inner = new Constants(null, links(function));
    for (int i = 0; i < function.inputs().size(); i++) {
      Optional<Value> given = constants.find(node.input(i));
      if (given.isPresent()) {
        inner.define(function.inputs().get(i), given.get());
      }
    }
    nodes(function.nodes(), node, inner, depth + 1);
    for (int i = 0; i < Math.min(node.outputs().size(), function.outputs().size()); i++) {
      Optional<Value> result = inner.find(function.outputs().get(i));
      if (result.isPresent()) {
        constants.define(node.outputs().get(i), result.get());
      }
    }
  }

  private void uses(Node node, Constants constants) throws IOException {
    boolean weights = false;
    for (Slot slot : Operators.slots(node)) {
      Optional<Value> value = constants.find(node.input(slot.input()));
      if (value.isPresent()
          && (value.get().shape().rank() >= slot.rank() || !value.get().shaped())) {
        Value numbers = numbers(node, slot, value.get(), constants);
        boolean layer = layer(node, slot, numbers);
        if (layer) {
          leftovers.use(numbers, "");
        }
        weights |= layer;
      }
    }
    List<Value> used =
        node.inputs().stream().map(constants::find).flatMap(Optional::stream).toList();
    boolean norm = !weights && Operators.isNorm(node) && !used.isEmpty();
    if (norm) {
      String name = LayerNames.of(node, used.get(0), "");
      layers.add(
          index,
          name,
          LayerType.NORM,
          Absence.NO_WEIGHTS,
          "normalization carries vectors, no matrix");
    }
    boolean known = weights || norm || Operators.isQuantizer(node);
    used.forEach(value -> leftovers.use(value, known ? "" : node.op()));
    index += weights || norm ? 1 : 0;
  }

  /** What the operation computes with. */
  private static Value numbers(Node node, Slot slot, Value value, Constants constants) {
    if (value.view().isEmpty()) {
      return value;
    }
    try {
      return slot.quantization().apply(value, node, constants);
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      return value.unreadable("its scales do not suit it: " + e.getMessage());
    }
  }

  /** An operation that has its weights in its attributes. */
  private void linear(Node node) {
    NamedTensor coefficients = LinearModels.coefficients(node);
    String name = LayerNames.of(node);
    String shown = name.isBlank() ? node.op() + "_" + index : name;
    if (coefficients.view().isPresent()) {
      leftovers.attribute(coefficients);
      NamedMatrix matrix = NamedMatrix.of(LayerType.DENSE, coefficients.view().get());
      layers.add(index++, shown, List.of(matrix));
    } else {
      String reason = node.op() + ": " + coefficients.reason();
      layers.add(index++, shown, LayerType.OTHER, coefficients.absence(), reason);
    }
  }

  private boolean layer(Node node, Slot slot, Value value) {
    String name = LayerNames.of(node, value, slot.label());
    String shown = name.isBlank() ? node.op() + "_" + index : name;
    if (value.view().isEmpty()) {
      String shape = value.shaped() ? value.shape() + ": " : "";
      layers.add(
          index, shown, slot.type(), value.tensor().absence(), shape + value.tensor().reason());
      return true;
    }
    TensorView view = value.view().get();
    List<NamedMatrix> parts = new ArrayList<>();
    try {
      for (NamedMatrix part : slot.parts().apply(view)) {
        parts.add(ModuleNames.isAttention(shown) ? attention(part) : part);
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      layers.add(
          index,
          shown,
          slot.type(),
          "its shape does not suit " + node.op() + ": " + e.getMessage());
      return true;
    }
    return !parts.isEmpty() && layer(shown, slot, view, parts);
  }

  private boolean layer(String shown, Slot slot, TensorView view, List<NamedMatrix> parts) {
    if (Elementwise.isIntegral(view)) {
      boolean lookup = slot.type() == LayerType.EMBEDDING; // which may look up a shape
      Absence absence = lookup ? Absence.NO_WEIGHTS : Absence.UNREAD;
      String reason = view.shape() + " of integers without a scale";
      layers.add(index, shown, slot.type(), absence, reason);
      return true;
    }
    if (view.storage() instanceof FilledStorage) {
      String reason = view.shape() + ", all of them one number: no weights";
      layers.add(index, shown, slot.type(), Absence.NO_WEIGHTS, reason);
      return true;
    }
    String owner = owners.putIfAbsent(Place.of(view), shown);
    if (owner == null) {
      layers.add(index, shown, parts);
    } else {
      layers.addSharing(index, shown, slot.type(), owner);
    }
    return true;
  }

  private static NamedMatrix attention(NamedMatrix part) {
    return part.type() == LayerType.DENSE && part.view().shape().rank() == 2
        ? new NamedMatrix(part.name(), LayerType.ATTENTION, part.slicing(), part.view())
        : part;
  }
}
