package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.NamedMatrix;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.LayerType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An input of an operation that takes a matrix of weights.
 *
 * @param input which input
 * @param label what it is among several of the operation; empty where it is the only one
 * @param type what the operation is
 * @param rank fewest axes that the weights have
 * @param quantization how integers become the numbers that they stand for
 * @param parts the matrices in the weights
 */
record Slot(
    int input,
    String label,
    LayerType type,
    int rank,
    Quantizer quantization,
    Function<TensorView, List<NamedMatrix>> parts) {

  /** Scales the integers of an input. */
  @FunctionalInterface
  interface Quantizer {
    /** The numbers, or the same where they are no integers. */
    Value apply(Value value, Node node, Constants constants) throws IOException;
  }

  static Slot of(
      int input, LayerType type, int rank, Function<TensorView, List<NamedMatrix>> parts) {
    return new Slot(input, "", type, rank, (value, node, constants) -> value, parts);
  }

  Slot labelled(String name) {
    return new Slot(input, name, type, rank, quantization, parts);
  }

  /** With scales and zero points of other inputs, along an axis of the weights. */
  Slot scaled(int scale, int zero, int axis) {
    Quantizer scaled =
        (value, node, constants) -> {
          Optional<Value> scales = constants.find(node.input(scale));
          return scales.isEmpty()
              ? value
              : Quantization.scaled(value, scales.get(), constants.find(node.input(zero)), axis, 0);
        };
    return new Slot(input, label, type, rank, scaled, parts);
  }

  /**
   * With zero points of another input. What scales the product stands behind the operation; writers
   * keep it beside the weights, under the same name.
   */
  Slot shifted(int zero, int axis) {
    Quantizer shifted =
        (value, node, constants) -> {
          Optional<Value> scale = constants.find(besideScale(node.input(input)));
          return Quantization.shifted(value, scale, constants.find(node.input(zero)), axis);
        };
    return new Slot(input, label, type, rank, shifted, parts);
  }

  /** What the scales of weights are called that no operation is told. */
  static String besideScale(String weights) {
    return weights.replaceFirst("_quantized$", "") + "_scale";
  }
}
