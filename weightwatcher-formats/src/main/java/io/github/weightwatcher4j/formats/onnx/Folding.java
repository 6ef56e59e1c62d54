package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.BytesStorage;
import io.github.weightwatcher4j.formats.ElementType;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Operations on constants, followed without reading: weights are transposed, cut, joined, scaled
 * and dequantized on the way from the file to the layer that they belong to.
 */
final class Folding {

  private Folding() {}

  /**
   * What the node's outputs are, where they are constant; of those that are computed from tables of
   * numbers in a way that is not followed, that it is so. Empty where the model's input counts.
   */
  static List<Value> of(Node node, Constants constants) throws IOException {
    if (node.op().equals("Constant") && node.isStandard()) {
      return constant(node).map(List::of).orElse(List.of());
    }
    Optional<Value> first = constants.find(node.input(0));
    if (first.isEmpty()) {
      return List.of();
    }
    String reason = "";
    try {
      List<Value> folded = folded(node, constants, first.get());
      if (!folded.isEmpty()) {
        return folded;
      }
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      reason = " (" + e.getMessage() + ")";
    }
    return notFollowed(node, constants, reason);
  }

  private static List<Value> folded(Node node, Constants constants, Value value)
      throws IOException {
    List<Value> rearranged = new Rearranging(node, constants).of(value);
    return rearranged.isEmpty() ? new Computing(node, constants).of(value) : rearranged;
  }

  private static Optional<Value> constant(Node node) {
    Optional<NamedTensor> tensor = Optional.empty();
    for (Map.Entry<String, Node.Attribute> attribute : node.attributes().entrySet()) {
      tensor = tensor.or(() -> constant(attribute.getKey(), attribute.getValue()));
    }
    return node.outputs().isEmpty()
        ? Optional.empty()
        : tensor.map(known -> Value.of(known.renamed(node.outputs().get(0))));
  }

  private static Optional<NamedTensor> constant(String key, Node.Attribute value) {
    return switch (key) {
      case "value_int" ->
          Optional.of(
              NamedTensor.of(
                  key, FilledStorage.scalar((double) value.integer(), Precision.INTEGER)));
      case "value_ints" -> Optional.of(integers(key, value.integers()));
      default -> value.tensor();
    };
  }

  /** Integers that no file holds as such, as a vector. */
  static NamedTensor integers(String name, List<Long> values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.size() * Long.BYTES);
    values.forEach(bytes::putLong);
    BytesStorage storage = BytesStorage.of(bytes.flip(), ElementType.INT64);
    return NamedTensor.of(name, TensorView.of(storage, TensorShape.of(values.size())));
  }

  private static List<Value> notFollowed(Node node, Constants constants, String reason) {
    List<Value> used = new ArrayList<>();
    for (String input : node.inputs()) {
      if (!input.isEmpty()) {
        Optional<Value> value = constants.find(input);
        if (value.isEmpty()) {
          return List.of();
        }
        used.add(value.get());
      }
    }
    boolean tables = Value.origins(used).stream().anyMatch(origin -> origin.longAxes() > 1);
    if (!tables) {
      return List.of();
    }
    String shown =
        "computed from constants by %s, which is not followed%s; fold the model's constants first, with onnxsim say"
            .formatted(node.op(), reason);
    return node.outputs().stream().map(name -> Value.unknown(name, used, shown)).toList();
  }

  /** Integers of an input, or of the attribute that was in its place before; none where neither. */
  static long[] integers(Node node, Constants constants, int input, String attribute)
      throws IOException {
    Optional<Value> value = constants.find(node.input(input));
    if (value.isPresent()) {
      return value.get().integers();
    }
    if (!node.input(input).isEmpty()) {
      throw new IllegalArgumentException(attribute + " are computed");
    }
    return node.integers(attribute).stream().mapToLong(Long::longValue).toArray();
  }

  /** An axis, counted from 0. */
  static int axis(long given, TensorView view) {
    return Math.toIntExact(given < 0 ? given + view.shape().rank() : given);
  }
}
