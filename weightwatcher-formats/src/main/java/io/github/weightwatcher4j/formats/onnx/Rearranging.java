package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Operations that change no number: constants seen in another shape, order or part. */
final class Rearranging {

  /** Most pieces that are picked out of a tensor. */
  private static final int MOST_PIECES = 100;

  private final Node node;
  private final Constants constants;

  Rearranging(Node node, Constants constants) {
    this.node = node;
    this.constants = constants;
  }

  /** The node's outputs, of which {@code value} is the first input; none of other operations. */
  List<Value> of(Value value) throws IOException {
    return switch (node.op()) {
      case "Identity" -> List.of(value);
      case "Transpose" -> List.of(value.map(this::transposed));
      case "Reshape" -> reshaped(value);
      case "Flatten" -> List.of(value.map(this::flattened));
      case "Squeeze" -> List.of(squeezed(value));
      case "Unsqueeze" -> List.of(unsqueezed(value));
      case "Expand" -> expanded(value);
      case "ConstantOfShape" -> List.of(filled(value));
      case "Slice" -> List.of(sliced(value));
      case "Split" -> split(value);
      case "Gather" -> picked(value);
      case "Concat" -> joined();
      case "Shape" ->
          value.shaped()
              ? List.of(Value.of(Folding.integers("", value.shape().dims())))
              : List.of();
      default -> List.of();
    };
  }

  private TensorView transposed(TensorView view) {
    List<Long> perm = node.integers("perm");
    int rank = view.shape().rank();
    return view.permuted(
        perm.isEmpty()
            ? IntStream.range(0, rank).map(axis -> rank - 1 - axis).toArray()
            : perm.stream().mapToInt(Math::toIntExact).toArray());
  }

  private List<Value> reshaped(Value value) throws IOException {
    long[] lengths = Folding.integers(node, constants, 1, "shape");
    return List.of(
        value.map(view -> Elementwise.inOrder(view).reshaped(lengths(view.shape(), lengths))));
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
    int axis = Folding.axis(node.integer("axis", 1), view);
    return Elementwise.inOrder(view)
        .reshaped(TensorShape.of(view.shape().product(0, axis), view.shape().product(axis, rank)));
  }

  private Value squeezed(Value value) throws IOException {
    long[] axes = Folding.integers(node, constants, 1, "axes");
    return value.map(
        view -> {
          int rank = view.shape().rank();
          TensorView result = view;
          for (int axis = rank - 1; axis >= 0; axis--) {
            int current = axis;
            boolean named =
                LongStream.of(axes).anyMatch(given -> given == current || given == current - rank);
            if (view.shape().dim(axis) == 1 && (named || axes.length == 0)) {
              result = result.at(axis, 0);
            }
          }
          return result;
        });
  }

  private Value unsqueezed(Value value) throws IOException {
    long[] axes = Folding.integers(node, constants, 1, "axes");
    return value.map(
        view -> {
          int rank = view.shape().rank() + axes.length;
          TensorView result = view;
          for (long axis :
              LongStream.of(axes)
                  .map(given -> given < 0 ? given + rank : given)
                  .sorted()
                  .toArray()) {
            result = Elementwise.withAxis(result, Math.toIntExact(axis), 1, 0);
          }
          return result;
        });
  }

  private List<Value> expanded(Value value) throws IOException {
    TensorShape given =
        new TensorShape(
            LongStream.of(Folding.integers(node, constants, 1, "shape")).boxed().toList());
    return List.of(
        value.map(
            view -> {
              TensorShape shape = Elementwise.common(view.shape(), given);
              Elementwise.requireStored(shape, List.of(view));
              return Elementwise.expanded(view, shape);
            }));
  }

  private Value filled(Value shape) throws IOException {
    Optional<NamedTensor> given = node.numbers("value");
    TensorView one =
        given.isPresent()
            ? given.get().view().orElseThrow(() -> new IllegalArgumentException("no value"))
            : FilledStorage.scalar(0, Precision.FLOAT32);
    double[] number = Value.of(NamedTensor.of("", one)).numbers();
    TensorShape target = new TensorShape(LongStream.of(shape.integers()).boxed().toList());
    TensorView view = FilledStorage.of(number[0], one.storage().precision(), target);
    String name = node.outputs().isEmpty() ? "" : node.outputs().get(0);
    return Value.of(NamedTensor.of(name, view));
  }

  private Value sliced(Value value) throws IOException {
    long[] starts = Folding.integers(node, constants, 1, "starts");
    long[] ends = Folding.integers(node, constants, 2, "ends");
    long[] axes = Folding.integers(node, constants, 3, "axes");
    long[] steps = Folding.integers(node, constants, 4, "steps");
    return value.map(
        view -> {
          TensorView result = view;
          for (int i = 0; i < starts.length; i++) {
            int axis = Folding.axis(axes.length == 0 ? i : axes[i], view);
            long length = view.shape().dim(axis);
            long from = bound(starts[i], length);
            long to = Math.max(from, bound(ends[i], length));
            result =
                stepped(
                    result.narrow(axis, from, to - from), axis, steps.length == 0 ? 1 : steps[i]);
          }
          return result;
        });
  }

  private static long bound(long given, long length) {
    return Math.max(0, Math.min(given < 0 ? given + length : given, length));
  }

  private static TensorView stepped(TensorView view, int axis, long step) {
    if (step < 1) {
      throw new IllegalArgumentException("a step of " + step);
    }
    List<Long> dims = new ArrayList<>(view.shape().dims());
    List<Long> strides = new ArrayList<>(view.strides());
    dims.set(axis, (dims.get(axis) - 1) / step + (dims.get(axis) > 0 ? 1 : 0));
    strides.set(axis, Math.multiplyExact(strides.get(axis), step));
    return new TensorView(view.storage(), view.offset(), new TensorShape(dims), strides);
  }

  private List<Value> split(Value value) throws IOException {
    if (value.view().isEmpty()) {
      return node.outputs().stream().map(output -> value).toList();
    }
    TensorView view = value.view().get();
    int axis = Folding.axis(node.integer("axis", 0), view);
    long[] lengths = Folding.integers(node, constants, 1, "split");
    if (lengths.length == 0) {
      int parts = node.outputs().size();
      long each = (view.shape().dim(axis) + parts - 1) / parts;
      lengths = new long[parts];
      Arrays.fill(lengths, each);
      lengths[parts - 1] = view.shape().dim(axis) - each * (parts - 1);
    }
    List<Value> parts = new ArrayList<>();
    long from = 0;
    for (long length : lengths) {
      long start = from;
      parts.add(value.map(whole -> whole.narrow(axis, start, length)));
      from += length;
    }
    return parts;
  }

  /** One position of an axis, or several; a table of which rows are looked up stays a table. */
  private List<Value> picked(Value value) throws IOException {
    Optional<Value> index = constants.find(node.input(1));
    if (index.isEmpty() || value.view().isEmpty()) {
      return List.of();
    }
    TensorView view = value.view().get();
    int axis = Folding.axis(node.integer("axis", 0), view);
    long length = view.shape().dim(axis);
    int rank = index.get().shape().rank();
    if (rank > 1 || (rank == 1 && isLookup(view, axis))) {
      return List.of();
    }
    long[] positions = index.get().integers();
    for (int i = 0; i < positions.length; i++) {
      positions[i] += positions[i] < 0 ? length : 0;
    }
    if (rank == 0) {
      return List.of(value.map(whole -> whole.at(axis, positions[0])));
    }
    return List.of(value.map(whole -> rows(whole, axis, positions)));
  }

  private boolean isLookup(TensorView view, int axis) {
    List<Node> takers =
        constants.links().takers(node.outputs().isEmpty() ? "" : node.outputs().get(0));
    return axis == 0
        && view.shape().rank() == 2
        && takers.stream()
            .allMatch(taker -> Operators.slots(taker).isEmpty() && !taker.op().equals("Transpose"));
  }

  private static TensorView rows(TensorView view, int axis, long[] positions) {
    List<TensorView> pieces = new ArrayList<>();
    for (int start = 0; start < positions.length; ) {
      int end = start + 1;
      while (end < positions.length && positions[end] == positions[end - 1] + 1) {
        end++;
      }
      pieces.add(view.narrow(axis, positions[start], end - start));
      start = end;
      if (pieces.size() > MOST_PIECES) {
        throw new IllegalArgumentException("more than " + MOST_PIECES + " pieces");
      }
    }
    return pieces.size() == 1 ? pieces.get(0) : Elementwise.joined(pieces, axis);
  }

  private List<Value> joined() {
    List<Value> values =
        node.inputs().stream().map(constants::find).flatMap(Optional::stream).toList();
    if (values.size() != node.inputs().size()) {
      return List.of();
    }
    if (values.size() == 1) {
      return values;
    }
    Value joined =
        Value.combined(
            values,
            views ->
                Elementwise.joined(views, Folding.axis(node.integer("axis", 0), views.get(0))));
    return List.of(joined.origins().size() > 1 ? joined.named("") : joined);
  }
}
