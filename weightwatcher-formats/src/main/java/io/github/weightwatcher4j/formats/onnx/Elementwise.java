package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Arithmetic on tensors that lie in a file: the result is computed where it is read. Shapes are
 * fitted to each other as in NumPy.
 */
final class Elementwise {

  /** Most numbers that shapes may grow to beyond those that are stored. */
  private static final long MOST_GROWN = 1 << 24;

  /** Operations that leave integers what they are. */
  private static final Set<Operation> INTEGRAL =
      Set.of(Operation.Plain.COPY, Operation.Plain.ADD, Operation.Plain.SUBTRACT);

  private Elementwise() {}

  /** An operation on one or two tensors, in single precision, or double where one of them is. */
  static TensorView of(Operation operation, TensorView... operands) {
    Set<Precision> precisions =
        Set.copyOf(List.of(operands).stream().map(Elementwise::of).toList());
    Precision precision =
        precisions.equals(Set.of(Precision.INTEGER))
            ? Precision.INTEGER
            : precisions.contains(Precision.FLOAT64) ? Precision.FLOAT64 : Precision.FLOAT32;
    return of(operation, precision, operands);
  }

  private static Precision of(TensorView view) {
    return view.storage().precision();
  }

  /** As above, each result rounded to a precision. */
  static TensorView of(Operation operation, Precision precision, TensorView... operands) {
    TensorShape shape = operands[0].shape();
    TensorView longest = operands[0];
    for (TensorView operand : operands) {
      shape = common(shape, operand.shape());
      longest = operand.shape().size() > longest.shape().size() ? operand : longest;
    }
    requireStored(shape, List.of(operands));
    // In the order in which the longest lies in the file, so that it is read in long runs.
    int[] order = order(expanded(longest, shape));
    List<TensorView> ordered = new ArrayList<>();
    for (TensorView operand : operands) {
      ordered.add(expanded(operand, shape).permuted(order));
    }
    ComputedStorage storage = new ComputedStorage(operation, ordered, precision);
    return TensorView.of(storage, ordered.get(0).shape()).permuted(inverse(order));
  }

  /** Whether the numbers are integers as stored, though cast to floats, shifted or joined. */
  static boolean isIntegral(TensorView view) {
    if (view.storage() instanceof ComputedStorage computed) {
      return INTEGRAL.contains(computed.operation())
          && computed.operands().stream().allMatch(Elementwise::isIntegral);
    }
    return view.storage() instanceof JoinedStorage joined
        ? joined.pieces().stream().allMatch(Elementwise::isIntegral)
        : of(view) == Precision.INTEGER;
  }

  /** The same numbers, lying in C order. */
  static TensorView inOrder(TensorView view) {
    if (view.isContiguous(0)) {
      return view;
    }
    List<TensorView> operand = List.of(view);
    requireStored(view.shape(), operand);
    return TensorView.of(
        new ComputedStorage(Operation.Plain.COPY, operand, of(view)), view.shape());
  }

  /** Tensors side by side along an axis. */
  static TensorView joined(List<TensorView> pieces, int axis) {
    for (TensorView piece : pieces) {
      requireStored(piece.shape(), pieces);
    }
    int[] order = order(pieces.get(0));
    int[] inverse = inverse(order);
    List<TensorView> ordered = pieces.stream().map(piece -> piece.permuted(order)).toList();
    return JoinedStorage.view(ordered, inverse[axis]).permuted(inverse);
  }

  /** The axes, those of the widest strides first. */
  private static int[] order(TensorView view) {
    return IntStream.range(0, view.shape().rank())
        .boxed()
        .sorted(Comparator.comparing(view.strides()::get, Comparator.reverseOrder()))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static int[] inverse(int[] order) {
    int[] inverse = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      inverse[order[i]] = i;
    }
    return inverse;
  }

  /** The shape that both are expanded to. */
  static TensorShape common(TensorShape first, TensorShape second) {
    int rank = Math.max(first.rank(), second.rank());
    List<Long> dims = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      long a = axis < rank - first.rank() ? 1 : first.dim(axis - rank + first.rank());
      long b = axis < rank - second.rank() ? 1 : second.dim(axis - rank + second.rank());
      if (a != b && a != 1 && b != 1) {
        throw new IllegalArgumentException(first + " and " + second + " do not suit each other");
      }
      dims.add(a == 1 ? b : a);
    }
    return new TensorShape(dims);
  }

  /** Refuses a shape of many more numbers than are stored. */
  static void requireStored(TensorShape shape, List<TensorView> views) {
    long stored = MOST_GROWN;
    for (TensorView view : views) {
      boolean filled = view.storage() instanceof FilledStorage;
      stored = Math.max(stored, filled ? 1 : view.storage().size());
    }
    if (shape.size() > stored) {
      throw new IllegalArgumentException("it would grow to " + shape);
    }
  }

  /** A tensor repeated along the axes that it has not, or has of length 1. */
  static TensorView expanded(TensorView view, TensorShape shape) {
    int added = shape.rank() - view.shape().rank();
    List<Long> strides = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      long length = axis < added ? 1 : view.shape().dim(axis - added);
      if (length != 1 && length != shape.dim(axis)) {
        throw new IllegalArgumentException(view.shape() + " does not suit " + shape);
      }
      strides.add(length == 1 ? 0 : view.strides().get(axis - added));
    }
    return new TensorView(view.storage(), view.offset(), shape, strides);
  }

  /**
   * Scales or zero points as a tensor of the shape of what they belong to.
   *
   * @param view one for all; one for each position of the axis; or, in blocks, of the same rank
   * @param axis which axis, from 0
   * @param block how many neighbours along the axis share one; 0 without blocks
   */
  static TensorView fitted(TensorView view, TensorShape shape, int axis, long block) {
    if (view.shape().size() == 1) {
      return expanded(view.squeezed(), shape);
    }
    if (block > 0) {
      return inBlocks(view, shape, axis, block);
    }
    if (view.shape().rank() != 1) {
      return expanded(view, shape);
    }
    if (axis < 0 || axis >= shape.rank()) {
      throw new IllegalArgumentException("they belong to axis " + axis + " of " + shape);
    }
    TensorView line = view;
    for (int behind = axis + 1; behind < shape.rank(); behind++) {
      line = withAxis(line, line.shape().rank(), 1, 0);
    }
    return expanded(line, shape);
  }

  private static TensorView inBlocks(TensorView view, TensorShape shape, int axis, long block) {
    long blocks = (shape.dim(axis) + block - 1) / block;
    for (int other = 0; other < shape.rank(); other++) {
      long expected = other == axis ? blocks : shape.dim(other);
      if (view.shape().rank() != shape.rank() || view.shape().dim(other) != expected) {
        throw new IllegalArgumentException(
            "%s in blocks of %d along axis %d do not suit %s"
                .formatted(view.shape(), block, axis, shape));
      }
    }
    TensorView repeated = inOrder(withAxis(view, axis + 1, block, 0));
    List<Long> dims = new ArrayList<>(view.shape().dims());
    dims.set(axis, blocks * block);
    return repeated.reshaped(new TensorShape(dims)).narrow(axis, 0, shape.dim(axis));
  }

  /** With an axis more, before axis {@code axis}. */
  static TensorView withAxis(TensorView view, int axis, long length, long stride) {
    List<Long> dims = new ArrayList<>(view.shape().dims());
    List<Long> strides = new ArrayList<>(view.strides());
    dims.add(axis, length);
    strides.add(axis, stride);
    return new TensorView(view.storage(), view.offset(), new TensorShape(dims), strides);
  }
}
