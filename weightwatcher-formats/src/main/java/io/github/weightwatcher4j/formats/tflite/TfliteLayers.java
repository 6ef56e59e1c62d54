package io.github.weightwatcher4j.formats.tflite;

import io.github.weightwatcher4j.formats.Contents;
import io.github.weightwatcher4j.formats.LayerList;
import io.github.weightwatcher4j.formats.NamedMatrix;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.formats.flatbuffers.FlatTable;
import io.github.weightwatcher4j.model.Absence;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Precision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The layers of a model, found where its operations take constants. */
final class TfliteLayers {

  private static final int MOST_TENSORS = 500_000;
  private static final int MOST_INPUTS = 10_000;

  private final List<Integer> codes;
  private final TensorReader reader;
  private final LayerList layers = new LayerList();
  private final List<NamedTensor> all = new ArrayList<>();
  private int index;

  TfliteLayers(List<Integer> codes, TensorReader reader) {
    this.codes = codes;
    this.reader = reader;
  }

  /** What was found. */
  Contents contents() {
    return new Contents(all, layers.layers());
  }

  /** One operation: what it does and the numbers of its tensors, -1 for one left out. */
  private record Operation(int code, List<Integer> inputs, List<Integer> outputs) {

    int input(int number) {
      return number < inputs.size() ? inputs.get(number) : -1;
    }
  }

  /** Adds the layers of one graph. */
  void add(FlatTable graph) throws IOException {
    Map<Integer, NamedTensor> constants = new HashMap<>();
    int number = 0;
    for (FlatTable tensor : graph.tables(0, MOST_TENSORS, "tensors")) {
      Optional<NamedTensor> constant = reader.constant(tensor);
      if (constant.isPresent()) {
        constants.put(number, constant.get());
        all.add(constant.get());
      }
      number++;
    }
    Set<Integer> used = new HashSet<>();
    Set<Integer> usedByUnknown = new HashSet<>();
    for (FlatTable table : graph.tables(3, MOST_TENSORS, "operations")) {
      Operation operation = operation(table);
      operation(operation, constants, used);
      if (!Operators.isKnown(operation.code)) {
        usedByUnknown.addAll(operation.inputs);
      }
    }
    for (Map.Entry<Integer, NamedTensor> constant : new TreeMap<>(constants).entrySet()) {
      if (!used.contains(constant.getKey()) && constant.getValue().longAxes() >= 2) {
        leftover(constant.getValue(), usedByUnknown.contains(constant.getKey()));
      }
    }
  }

  private Operation operation(FlatTable table) throws IOException {
    long code = table.uint32(0);
    return new Operation(
        code < codes.size() ? codes.get((int) code) : Operators.CUSTOM,
        table.integers(1, MOST_INPUTS),
        table.integers(2, MOST_INPUTS));
  }

  private void operation(
      Operation operation, Map<Integer, NamedTensor> constants, Set<Integer> used) {
    boolean copies = operation.code == Operators.DEQUANTIZE || operation.code == Operators.DENSIFY;
    NamedTensor copied = constants.get(operation.input(0));
    if (copies && copied != null && !operation.outputs.isEmpty()) {
      // What this computes is the constant, as another operation takes it.
      constants.put(operation.outputs.get(0), copied);
      used.add(operation.input(0));
      return;
    }
    boolean any = false;
    for (Weight weight : Operators.weights(operation.code, operation.inputs.size())) {
      NamedTensor tensor = constants.get(operation.input(weight.input()));
      if (tensor != null && layer(weight, tensor)) {
        used.add(operation.input(weight.input()));
        any = true;
      }
    }
    index += any ? 1 : 0;
  }

  private boolean layer(Weight weight, NamedTensor tensor) {
    String given = name(tensor);
    String name = given.isBlank() ? "layer" + index : given;
    if (tensor.view().isEmpty()) {
      layers.add(
          index, name, weight.type(), tensor.absence(), tensor.shape() + ": " + tensor.reason());
      return true;
    }
    TensorView view = tensor.view().get();
    if (view.storage().precision() == Precision.INTEGER) {
      if (weight.type() != LayerType.EMBEDDING) { // which may look up a shape
        String reason = "integers without a scale, so what they stand for is not known";
        layers.add(index, name, weight.type(), tensor.shape() + ": " + reason);
      }
      return weight.type() != LayerType.EMBEDDING;
    }
    try {
      List<NamedMatrix> parts = weight.matrices().apply(view);
      layers.add(index, name, parts.stream().map(part -> labelled(part, weight)).toList());
      return !parts.isEmpty();
    } catch (IllegalArgumentException | ArithmeticException e) {
      layers.add(index, name, weight.type(), tensor.shape() + ": " + e.getMessage());
      return true;
    }
  }

  /** The name of a weight is its own already, but for one of a layer that has several. */
  private static NamedMatrix labelled(NamedMatrix part, Weight weight) {
    return new NamedMatrix(weight.part(), part.type(), part.slicing(), part.view());
  }

  /** A tensor of several operations that were made one is called after all of them. */
  private static String name(NamedTensor tensor) {
    return tensor.name().replaceFirst("(/read|/ReadVariableOp(_\\d+)?)?(;.*)?$", "");
  }

  private void leftover(NamedTensor tensor, boolean usedByUnknown) {
    boolean integers =
        tensor.view().filter(v -> v.storage().precision() == Precision.INTEGER).isPresent();
    String reason =
        tensor.view().isEmpty()
            ? tensor.reason()
            : usedByUnknown
                ? "of an operation that is not known"
                : integers ? "integers, no weights" : "no operation multiplies by it as by weights";
    Absence absence = usedByUnknown ? Absence.UNREAD : tensor.absence();
    layers.add(index++, name(tensor), LayerType.OTHER, absence, tensor.shape() + ": " + reason);
  }
}
