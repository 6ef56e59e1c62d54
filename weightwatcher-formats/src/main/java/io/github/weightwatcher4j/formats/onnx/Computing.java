package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Arithmetic on constants: scales, weight norm, casts. Nothing is computed before it is read. */
final class Computing {

  private final Node node;
  private final Constants constants;

  Computing(Node node, Constants constants) {
    this.node = node;
    this.constants = constants;
  }

  /** The node's output, of which {@code value} is the first input; none of other operations. */
  List<Value> of(Value value) throws IOException {
    return switch (node.op()) {
      case "Add" -> ofTwo(value, Operation.Plain.ADD);
      case "Sub" -> ofTwo(value, Operation.Plain.SUBTRACT);
      case "Mul" -> ofTwo(value, Operation.Plain.MULTIPLY);
      case "Div" -> ofTwo(value, Operation.Plain.DIVIDE);
      case "Pow" -> ofTwo(value, Operation.Plain.POWER);
      case "Sqrt" -> ofOne(value, Operation.Plain.ROOT);
      case "Reciprocal" -> ofOne(value, Operation.Plain.RECIPROCAL);
      case "Neg" -> ofOne(value, Operation.Plain.NEGATE);
      case "Cast" -> cast(value, DataType.of(node.integer("to", 0)));
      case "CastLike" -> castLike(value);
      case "QuantizeLinear" -> List.of(quantization().quantized(value, axis(), block()));
      case "DequantizeLinear" -> List.of(quantization().scaled(value, 1, 2, axis(), block()));
      case "ReduceSum" -> reduced(value, ReducedStorage.Sum.PLAIN);
      case "ReduceMean" -> reduced(value, ReducedStorage.Sum.MEAN);
      case "ReduceL1" -> reduced(value, ReducedStorage.Sum.ABSOLUTE);
      case "ReduceL2" -> reduced(value, ReducedStorage.Sum.ROOT_OF_SQUARES);
      case "ReduceSumSquare" -> reduced(value, ReducedStorage.Sum.SQUARES);
      case "LpNormalization" -> List.of(value.map(this::normalized));
      default -> List.of();
    };
  }

  private Quantization quantization() {
    return new Quantization(node, constants);
  }

  private int axis() {
    return Math.toIntExact(node.integer("axis", 1));
  }

  private long block() {
    return node.integer("block_size", 0);
  }

  private static List<Value> ofOne(Value value, Operation operation) {
    return List.of(value.map(view -> Elementwise.of(operation, view)));
  }

  private List<Value> ofTwo(Value first, Operation.Plain operation) {
    Optional<Value> second = constants.find(node.input(1));
    if (second.isEmpty()) {
      return List.of();
    }
    Value result =
        Value.combined(
            List.of(first, second.get()), views -> ofTwo(operation, views.get(0), views.get(1)));
    boolean longer = second.get().shape().size() > first.shape().size();
    return List.of(longer ? result.named(second.get().tensor().name()) : result);
  }

  private static TensorView ofTwo(Operation.Plain operation, TensorView first, TensorView second) {
    TensorView result = Elementwise.of(operation, first, second);
    return operation == Operation.Plain.DIVIDE && isInteger(result)
        ? Elementwise.of(Operation.Plain.TRUNCATE, result)
        : result;
  }

  private static boolean isInteger(TensorView view) {
    return view.storage().precision() == Precision.INTEGER;
  }

  private List<Value> castLike(Value value) {
    Optional<Value> like = constants.find(node.input(1)).filter(Value::shaped);
    Optional<DataType> type =
        like.flatMap(Value::view)
            .flatMap(view -> DataType.of(view.storage().precision(), DataType.INT64));
    return type.isEmpty() && !value.isInteger() ? List.of(value) : cast(value, type);
  }

  /** Numbers that the type holds stay as they are stored; others are rounded to it. */
  private List<Value> cast(Value value, Optional<DataType> type) {
    if (value.view().isEmpty()) {
      return List.of(value);
    }
    Precision from = value.view().get().storage().precision();
    Optional<Precision> to = type.flatMap(DataType::precision);
    if (to.isEmpty()) {
      return List.of();
    }
    boolean integer = to.get() == Precision.INTEGER;
    boolean kept =
        from == to.get() || (!integer && from != Precision.INTEGER && holds(to.get(), from));
    if (kept) {
      return List.of(value);
    }
    Operation operation = integer ? Operation.Plain.TRUNCATE : Operation.Plain.COPY;
    return List.of(value.map(view -> Elementwise.of(operation, to.get(), view)));
  }

  private static boolean holds(Precision type, Precision numbers) {
    return type == Precision.FLOAT32 && numbers != Precision.FLOAT64;
  }

  private List<Value> reduced(Value value, ReducedStorage.Sum sum) throws IOException {
    long[] axes = Folding.integers(node, constants, 1, "axes");
    boolean keep = node.integer("keepdims", 1) != 0;
    if (axes.length == 0 && node.integer("noop_with_empty_axes", 0) != 0) {
      return List.of(value);
    }
    return List.of(value.map(view -> reduced(view, axes, keep, sum)));
  }

  private static TensorView reduced(
      TensorView view, long[] given, boolean keep, ReducedStorage.Sum sum) {
    Set<Integer> axes = new HashSet<>();
    for (long axis : given) {
      axes.add(Folding.axis(axis, view));
    }
    List<Long> dims = new ArrayList<>();
    for (int axis = 0; axis < view.shape().rank(); axis++) {
      if (given.length == 0) {
        axes.add(axis);
      }
      if (!axes.contains(axis)) {
        dims.add(view.shape().dim(axis));
      } else if (keep) {
        dims.add(1L);
      }
    }
    return TensorView.of(new ReducedStorage(view, axes, sum), new TensorShape(dims));
  }

  private TensorView normalized(TensorView view) {
    ReducedStorage.Sum sum =
        node.integer("p", 2) == 1
            ? ReducedStorage.Sum.ABSOLUTE
            : ReducedStorage.Sum.ROOT_OF_SQUARES;
    TensorView norm = reduced(view, new long[] {node.integer("axis", -1)}, true, sum);
    return Elementwise.of(Operation.Plain.DIVIDE, view, norm);
  }
}
