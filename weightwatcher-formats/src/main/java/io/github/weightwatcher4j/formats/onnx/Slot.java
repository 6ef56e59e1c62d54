package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.NamedMatrix;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.LayerType;
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
 * @param quantization how stored numbers become those that the operation computes with
 * @param parts the matrices in the weights
 */
record Slot(
    int input,
    String label,
    LayerType type,
    int rank,
    Quantizer quantization,
    Function<TensorView, List<NamedMatrix>> parts) {

  /** Makes of the numbers of an input those that the operation computes with. */
  @FunctionalInterface
  interface Quantizer {
    /** The numbers; without them, for a reason, where they are not known. */
    Value apply(Value value, Node node, Constants constants);
  }

  static Slot of(
      int input, LayerType type, int rank, Function<TensorView, List<NamedMatrix>> parts) {
    return new Slot(input, "", type, rank, (value, node, constants) -> value, parts);
  }

  Slot labelled(String name) {
    return new Slot(input, name, type, rank, quantization, parts);
  }

  Slot quantized(int leastRank, Quantizer quantizer) {
    return new Slot(input, label, type, leastRank, quantizer, parts);
  }

  /**
   * Integers that the graph has made floats take the scale of the product, which stands behind it.
   *
   * @param axis which axis of the weights has the channels, from the end where it is negative
   * @param fromEnd which axis of the product has them, as in {@link #rescaled}
   */
  Slot orScaledBehind(int axis, int fromEnd) {
    return quantized(
        rank,
        (value, node, constants) -> {
          boolean integral = value.view().filter(Elementwise::isIntegral).isPresent();
          if (!integral || value.isInteger()) {
            return value;
          }
          int of = value.shape().rank();
          long channels = value.shape().dim(axis < 0 ? axis + of : axis);
          return Rescaling.ofProduct(node, constants, channels, fromEnd == 0 ? of - 1 : fromEnd)
              .map(scale -> Quantization.scaled(value, scale, Optional.empty(), axis, 0))
              .orElseGet(() -> value.unreadable("integers without a scale, made floats"));
        });
  }

  /** With scales and zero points of other inputs, along an axis of the weights. */
  Slot scaled(int scale, int zero, int axis) {
    return quantized(
        rank,
        (value, node, constants) ->
            new Quantization(node, constants).scaled(value, scale, zero, axis, 0));
  }

  /**
   * With zero points of another input. What scales the product stands behind the operation.
   *
   * @param zero which input
   * @param axis which axis of the weights has the channels, from the end where it is negative
   * @param other which input is multiplied by the weights
   * @param fromEnd which axis of the product has the channels, from the end; 0 for all but the
   *     first of a convolution's
   */
  Slot rescaled(int zero, int axis, int other, int fromEnd) {
    return quantized(
        rank,
        (value, node, constants) -> {
          int of = value.shape().rank();
          long channels = value.shape().dim(axis < 0 ? axis + of : axis);
          Optional<Value> scale =
              Rescaling.of(node, constants, other, channels, fromEnd == 0 ? of - 1 : fromEnd);
          return scale.isEmpty()
              ? value.unreadable(
                  "integers, and what scales the product of %s is not found behind it"
                      .formatted(node.op()))
              : new Quantization(node, constants).scaled(value, scale.get(), zero, axis, 0);
        });
  }
}
