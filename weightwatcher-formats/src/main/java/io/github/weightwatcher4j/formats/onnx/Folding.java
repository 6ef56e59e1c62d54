package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.JoinedStorage;
import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Operations on constants that change no number, followed without reading: weights are transposed,
 * cut, joined and dequantized on the way from the file to the layer that they belong to.
 */
final class Folding {

  private final Node node;
  private final Constants constants;

  private Folding(Node node, Constants constants) {
    this.node = node;
    this.constants = constants;
  }

  /** What the node's first output is, where that is constant and understood. */
  static Optional<Value> of(Node node, Constants constants) throws IOException {
    if (node.op().equals("Constant") && node.isStandard()) {
      Node.Attribute value = node.attributes().get("value");
      return value == null || node.outputs().isEmpty()
          ? Optional.empty()
          : value.tensor().map(tensor -> Value.of(tensor.renamed(node.outputs().get(0))));
    }
    Optional<Value> first = constants.find(node.input(0));
    try {
      return first.isEmpty() ? first : new Folding(node, constants).folded(first.get());
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      return Optional.empty(); // a graph that would not run: nothing can be said of its output
    }
  }

  private Optional<Value> folded(Value value) throws IOException {
    return switch (node.op()) {
      case "Identity", "Cast", "CastLike", "QuantizeLinear" -> Optional.of(value);
      case "DequantizeLinear" -> dequantized(value);
      case "Transpose" -> Optional.of(value.map(this::transposed));
      case "Reshape" -> reshaped(value);
      case "Flatten" -> Optional.of(value.map(this::flattened));
      case "Squeeze" -> squeezed(value);
      case "Unsqueeze" -> unsqueezed(value);
      case "Slice" -> sliced(value);
      case "Concat" -> joined();
      default -> Optional.empty();
    };
  }

  private Optional<Value> dequantized(Value value) throws IOException {
    Optional<Value> scale = constants.find(node.input(1));
    if (scale.isEmpty()) {
      return Optional.empty();
    }
    int axis = (int) node.integer("axis", 1);
    long block = node.integer("block_size", 0);
    return Optional.of(
        Quantization.scaled(value, scale.get(), constants.find(node.input(2)), axis, block));
  }

  private TensorView transposed(TensorView view) {
    List<Long> perm = node.integers("perm");
    int rank = view.shape().rank();
    return view.permuted(
        perm.isEmpty()
            ? IntStream.range(0, rank).map(axis -> rank - 1 - axis).toArray()
            : perm.stream().mapToInt(Math::toIntExact).toArray());
  }

  private Optional<Value> reshaped(Value value) throws IOException {
    Optional<Value> target = constants.find(node.input(1));
    if (target.isEmpty()) {
      return Optional.empty();
    }
    long[] lengths = target.get().integers();
    return Optional.of(value.map(view -> view.reshaped(lengths(view.shape(), lengths))));
  }

  private TensorShape lengths(TensorShape shape, long[] target) {
    boolean zeroIsZero = node.integer("allowzero", 0) != 0;
    List<Long> lengths = new ArrayList<>();
    long known = 1;
    for (int axis = 0; axis < target.length; axis++) {
      long length = target[axis] == 0 && !zeroIsZero ? shape.dim(axis) : target[axis];
      lengths.add(length);
      known = length == -1 ? known : Math.multiplyExact(known, length);
    }
    long size = shape.size();
    long missing = known == 0 ? 0 : size / known;
    lengths.replaceAll(length -> length == -1 ? missing : length);
    return new TensorShape(lengths);
  }

  private TensorView flattened(TensorView view) {
    int rank = view.shape().rank();
    long given = node.integer("axis", 1);
    int axis = Math.toIntExact(given < 0 ? given + rank : given);
    return view.reshaped(
        TensorShape.of(view.shape().product(0, axis), view.shape().product(axis, rank)));
  }

  private Optional<Value> squeezed(Value value) throws IOException {
    List<Long> axes = axes(1);
    return Optional.of(
        value.map(
            view -> {
              TensorView result = view;
              for (int axis = view.shape().rank() - 1; axis >= 0; axis--) {
                boolean named =
                    axes.contains((long) axis) || axes.contains((long) axis - view.shape().rank());
                if (view.shape().dim(axis) == 1 && (named || axes.isEmpty())) {
                  result = result.at(axis, 0);
                }
              }
              return result;
            }));
  }

  private Optional<Value> unsqueezed(Value value) throws IOException {
    List<Long> axes = axes(1);
    return Optional.of(
        value.map(
            view -> {
              int rank = view.shape().rank() + axes.size();
              List<Long> dims = new ArrayList<>(view.shape().dims());
              List<Long> strides = new ArrayList<>(view.strides());
              axes.stream()
                  .map(axis -> Math.toIntExact(axis < 0 ? axis + rank : axis))
                  .sorted()
                  .forEach(
                      axis -> {
                        dims.add(axis, 1L);
                        strides.add(axis, 0L);
                      });
              return new TensorView(view.storage(), view.offset(), new TensorShape(dims), strides);
            }));
  }

  /** An operation's axes: an attribute in the past, an input today. */
  private List<Long> axes(int slot) throws IOException {
    Optional<Value> input = constants.find(node.input(slot));
    if (input.isEmpty() && !node.input(slot).isEmpty()) {
      throw new IllegalArgumentException("axes are computed");
    }
    List<Long> axes = new ArrayList<>(node.integers("axes"));
    if (input.isPresent()) {
      for (long axis : input.get().integers()) {
        axes.add(axis);
      }
    }
    return axes;
  }

  private Optional<Value> sliced(Value value) throws IOException {
    long[] starts = bounds(1, "starts");
    long[] ends = bounds(2, "ends");
    List<Long> axes = axes(3);
    for (long step : node.input(4).isEmpty() ? new long[] {1} : bounds(4, "steps")) {
      if (step != 1) {
        return Optional.empty();
      }
    }
    return Optional.of(
        value.map(
            view -> {
              TensorView result = view;
              for (int i = 0; i < starts.length; i++) {
                long given = axes.isEmpty() ? i : axes.get(i);
                int axis = Math.toIntExact(given < 0 ? given + view.shape().rank() : given);
                long length = view.shape().dim(axis);
                long from = bound(starts[i], length);
                result = result.narrow(axis, from, Math.max(0, bound(ends[i], length) - from));
              }
              return result;
            }));
  }

  private static long bound(long given, long length) {
    return Math.max(0, Math.min(given < 0 ? given + length : given, length));
  }

  private long[] bounds(int slot, String attribute) throws IOException {
    Optional<Value> input = constants.find(node.input(slot));
    if (input.isPresent()) {
      return input.get().integers();
    }
    List<Long> given = node.integers(attribute);
    if (given.isEmpty()) {
      throw new IllegalArgumentException(attribute + " are computed");
    }
    return given.stream().mapToLong(Long::longValue).toArray();
  }

  /** Only where the pieces lie one behind the other in C order. */
  private Optional<Value> joined() {
    List<Value> values = new ArrayList<>();
    for (String input : node.inputs()) {
      Optional<Value> value = constants.find(input).filter(known -> known.view().isPresent());
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    List<TensorView> pieces = values.stream().map(value -> value.view().orElseThrow()).toList();
    TensorShape first = pieces.get(0).shape();
    long given = node.integer("axis", 0);
    int axis = Math.toIntExact(given < 0 ? given + first.rank() : given);
    if (first.product(0, axis) != 1) {
      return Optional.empty();
    }
    List<Long> dims = new ArrayList<>(first.dims());
    dims.set(axis, pieces.stream().mapToLong(piece -> piece.shape().dim(axis)).sum());
    TensorView view = TensorView.of(new JoinedStorage(pieces), new TensorShape(dims));
    String name =
        values.size() == 1 || Value.origins(values).size() > 1 ? "" : values.get(0).tensor().name();
    return Optional.of(new Value(NamedTensor.of(name, view), Value.origins(values)));
  }
}
