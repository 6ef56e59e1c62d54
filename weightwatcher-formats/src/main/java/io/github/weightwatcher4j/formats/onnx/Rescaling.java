package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The scale of the weights of an operation on integers, {@code MatMulInteger} or {@code
 * ConvInteger}, which the operation is not told: its product is multiplied by the scale of the
 * quantized input and by that of the weights behind it. Of these factors one must be the input's,
 * as the operation that quantized it says; the others, constant, are the weights'.
 */
final class Rescaling {

  private static final Set<String> SAME =
      Set.of("Cast", "Identity", "Reshape", "Transpose", "Squeeze", "Unsqueeze", "Flatten");

  /** Most operations that are followed. */
  private static final int FARTHEST = 16;

  private final Constants constants;
  private final Links links;

  private Rescaling(Constants constants) {
    this.constants = constants;
    this.links = constants.links();
  }

  /**
   * The scale; empty where the graph does not show one that fits.
   *
   * @param input which input is the quantized one, not the weights
   * @param channels how many scales there may be
   * @param fromEnd which axis of the product, from the end, they belong to; 1 is the last
   */
  static Optional<Value> of(Node node, Constants constants, int input, long channels, int fromEnd) {
    Rescaling search = new Rescaling(constants);
    return search
        .inputScale(node.input(input))
        .flatMap(scale -> search.weightScale(node, scale))
        .filter(scale -> fits(scale.shape(), channels, fromEnd))
        .map(Rescaling::line);
  }

  /**
   * The scale of integers that a graph makes floats, multiplies by, and scales the product of;
   * empty where that is not what it does.
   */
  static Optional<Value> ofProduct(Node node, Constants constants, long channels, int fromEnd) {
    List<Node> takers =
        node.outputs().isEmpty() ? List.of() : constants.links().takers(node.outputs().get(0));
    if (takers.size() != 1 || !takers.get(0).op().equals("Mul")) {
      return Optional.empty();
    }
    Node taker = takers.get(0);
    return constants
        .find(taker.input(taker.input(0).equals(node.outputs().get(0)) ? 1 : 0))
        .filter(scale -> scale.view().isPresent() && fits(scale.shape(), channels, fromEnd))
        .map(Rescaling::line);
  }

  private static Value line(Value scale) {
    return scale.map(
        view -> Elementwise.inOrder(view).reshaped(TensorShape.of(view.shape().size())));
  }

  private static boolean fits(TensorShape shape, long channels, int fromEnd) {
    int axis = shape.rank() - fromEnd;
    return shape.size() == 1
        || (shape.size() == channels && axis >= 0 && shape.dim(axis) == channels);
  }

  /** Name of the scale of a value that was quantized. */
  private Optional<String> inputScale(String name) {
    String current = name;
    for (int step = 0; step < FARTHEST; step++) {
      Optional<Node> giver = links.giver(current);
      String op = giver.map(Node::op).orElse("");
      if (op.equals("DynamicQuantizeLinear") && giver.get().outputs().size() > 1) {
        return Optional.of(giver.get().outputs().get(1));
      }
      if (op.equals("QuantizeLinear")) {
        return Optional.of(giver.get().input(1));
      }
      if (!SAME.contains(op)) {
        return Optional.empty();
      }
      current = giver.get().input(0);
    }
    return Optional.empty();
  }

  private Optional<Value> weightScale(Node node, String inputScale) {
    List<String> factors = new ArrayList<>();
    String current = node.outputs().isEmpty() ? "" : node.outputs().get(0);
    for (int step = 0; step < FARTHEST; step++) {
      List<Node> takers = links.takers(current);
      if (takers.size() != 1 || takers.get(0).outputs().isEmpty()) {
        return Optional.empty();
      }
      Node taker = takers.get(0);
      if (taker.op().equals("Mul")) {
        factors(taker.input(taker.input(0).equals(current) ? 1 : 0), factors, 0);
        if (factors.size() > 1 && factors.contains(inputScale)) {
          factors.remove(inputScale);
          return product(factors);
        }
      } else if (!taker.op().equals("Cast") && !taker.op().equals("Identity")) {
        return Optional.empty();
      }
      current = taker.outputs().get(0);
    }
    return Optional.empty();
  }

  /** The names that are multiplied to give a value. */
  private void factors(String name, List<String> factors, int depth) {
    Optional<Node> giver = links.giver(name);
    if (giver.isPresent() && giver.get().op().equals("Mul") && depth < FARTHEST / 2) {
      factors(giver.get().input(0), factors, depth + 1);
      factors(giver.get().input(1), factors, depth + 1);
    } else {
      factors.add(name);
    }
  }

  private Optional<Value> product(List<String> factors) {
    List<Value> values = factors.stream().map(constants::find).flatMap(Optional::stream).toList();
    if (values.size() != factors.size()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Value.combined(values, Rescaling::multiplied));
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static TensorView multiplied(List<TensorView> factors) {
    return factors.stream()
        .reduce((a, b) -> Elementwise.of(Operation.Plain.MULTIPLY, a, b))
        .orElseThrow();
  }
}
