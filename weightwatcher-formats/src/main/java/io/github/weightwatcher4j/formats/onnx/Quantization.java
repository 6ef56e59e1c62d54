package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Quantized weights as the numbers that they stand for, {@code (q - zero) * scale}: in single
 * precision, rounded once for each operation.
 */
final class Quantization {

  private final Node node;
  private final Constants constants;

  /** The quantization that a node is told of by its inputs. */
  Quantization(Node node, Constants constants) {
    this.node = node;
    this.constants = constants;
  }

  /**
   * The weights, scaled; without numbers where the scale or zero point is not in the file.
   *
   * @param value the integers
   * @param scale which input has the scale: one, one a position on the axis, or one a block
   * @param zero which input has the zero points, as many, where there are
   * @param axis which axis the scales belong to, from the end where it is negative
   * @param block how many neighbours on the axis share a scale; 0 without blocks
   */
  Value scaled(Value value, int scale, int zero, int axis, long block) {
    Optional<Value> scales = constants.find(node.input(scale));
    if (scales.isEmpty()) {
      return value.unreadable("its scale is no constant of the file");
    }
    return scaled(value, scales.get(), zero, axis, block);
  }

  /** As above, with scales and zero points turned to axes of the weights. */
  Value scaled(Value value, int scale, int zero, UnaryOperator<TensorView> turn) {
    Optional<Value> scales = constants.find(node.input(scale));
    Optional<Value> zeros = constants.find(node.input(zero));
    if (scales.isEmpty() || (zeros.isEmpty() && !node.input(zero).isEmpty())) {
      return value.unreadable("its scale or zero point is no constant of the file");
    }
    return scaled(value, scales.get().map(turn), zeros.map(known -> known.map(turn)), 0, 0);
  }

  /** As above, with a scale that is no input of the node. */
  Value scaled(Value value, Value scale, int zero, int axis, long block) {
    Optional<Value> zeros = constants.find(node.input(zero));
    if (zeros.isEmpty() && !node.input(zero).isEmpty()) {
      return value.unreadable("its zero points are no constants of the file");
    }
    return scaled(value, scale, zeros, axis, block);
  }

  /** As above, with zero points that are known, too. */
  static Value scaled(Value value, Value scale, Optional<Value> zeros, int axis, long block) {
    List<Value> parts = new ArrayList<>(List.of(value, scale));
    zeros.ifPresent(parts::add);
    int from = axis < 0 ? axis + value.shape().rank() : axis;
    try {
      return Value.combined(parts, views -> scaled(views, from, block));
    } catch (IllegalArgumentException | ArithmeticException e) {
      return value.unreadable("its scales or zero points do not fit: " + e.getMessage());
    }
  }

  private static TensorView scaled(List<TensorView> views, int axis, long block) {
    TensorView value = views.get(0);
    TensorShape shape = value.shape();
    TensorView scale = Elementwise.fitted(views.get(1), shape, axis, block);
    if (views.size() > 2) {
      TensorView zeros = Elementwise.fitted(views.get(2), shape, axis, block);
      value = Elementwise.of(Operation.Plain.SUBTRACT, value, zeros);
    }
    Precision precision =
        scale.storage().precision() == Precision.FLOAT64 ? Precision.FLOAT64 : Precision.FLOAT32;
    return Elementwise.of(Operation.Plain.MULTIPLY, precision, value, scale);
  }

  /** Numbers as {@code QuantizeLinear} makes them integers. */
  Value quantized(Value value, int axis, long block) {
    Optional<Value> scale = constants.find(node.input(1));
    Optional<Value> zero = constants.find(node.input(2));
    if (scale.isEmpty() || (zero.isEmpty() && !node.input(2).isEmpty())) {
      return value.unreadable("it is quantized as the model runs");
    }
    Optional<DataType.Range> range =
        zero.isPresent()
            ? zero.get().view().flatMap(view -> DataType.rangeOf(view.storage()))
            : node.integer("output_dtype", 0) == 0
                ? Optional.of(DataType.Range.BYTE)
                : DataType.of(node.integer("output_dtype", 0)).flatMap(DataType::range);
    if (range.isEmpty()) {
      return value.unreadable("it is quantized to a type that is not followed");
    }
    int from = axis < 0 ? axis + value.shape().rank() : axis;
    Operation saturate = new Operation.Saturate(range.get());
    List<Value> parts = new ArrayList<>(List.of(value, scale.get()));
    zero.ifPresent(parts::add);
    return Value.combined(
        parts,
        views -> {
          TensorShape shape = views.get(0).shape();
          TensorView scales = Elementwise.fitted(views.get(1), shape, from, block);
          TensorView zeros =
              views.size() > 2 ? views.get(2) : FilledStorage.scalar(0, Precision.INTEGER);
          return Elementwise.of(
              saturate,
              Precision.INTEGER,
              Elementwise.of(Operation.Plain.DIVIDE, views.get(0), scales),
              Elementwise.fitted(zeros, shape, from, block));
        });
  }
}
