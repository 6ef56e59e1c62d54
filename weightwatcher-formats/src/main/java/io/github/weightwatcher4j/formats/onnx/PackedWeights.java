package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.NamedTensor;
import io.github.weightwatcher4j.formats.Storage;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Weights of ONNX Runtime's operations (com.microsoft) whose codes are packed in bytes, {@code (q -
 * zero) * scale} with a scale for each block of neighbours on the last axis. Without zero points
 * the middle is zero.
 */
final class PackedWeights {

  private final Node node;
  private final Constants constants;

  private PackedWeights(Node node, Constants constants) {
    this.node = node;
    this.constants = constants;
  }

  /**
   * {@code MatMulNBits}: {@code [N, K]}, each row in whole blocks.
   *
   * @param rows name of the attribute with N
   * @param scale which input has the scales
   * @param zero which input has the zero points; -1 where none can
   * @param order which input says that columns are ordered in groups; -1 where none can
   */
  static Slot.Quantizer ofBlocks(String rows, int scale, int zero, int order) {
    return (packed, node, constants) ->
        new PackedWeights(node, constants)
            .read(packed, weights -> weights.blocks(packed, rows, scale, zero, order));
  }

  /** {@code MatMulBnb4}: {@code [N, K]}, blocks of the flattened matrix, upper half first. */
  static Slot.Quantizer ofBitsAndBytes() {
    return (packed, node, constants) ->
        new PackedWeights(node, constants).read(packed, weights -> weights.bitsAndBytes(packed));
  }

  /** {@code GatherBlockQuantized}: a table of integers, or of codes packed along its last axis. */
  static Slot.Quantizer ofTable() {
    return (packed, node, constants) ->
        new PackedWeights(node, constants).read(packed, weights -> weights.table(packed));
  }

  /** {@code QMoE}: {@code [experts, N, K]}, packed along K, scales beside it. */
  static Slot.Quantizer ofExperts(int scale, int zero) {
    return (packed, node, constants) ->
        new PackedWeights(node, constants)
            .read(packed, weights -> weights.experts(packed, scale, zero));
  }

  /** Unpacks. */
  @FunctionalInterface
  private interface Unpacking {
    Value of(PackedWeights weights);
  }

  private Value read(Value packed, Unpacking unpacking) {
    try {
      return packed.view().isEmpty() ? packed : unpacking.of(this);
    } catch (IllegalArgumentException | ArithmeticException e) {
      return packed.unreadable(
          "its packed numbers are not read as %s has them: %s"
              .formatted(node.op(), e.getMessage()));
    }
  }

  private Value blocks(Value packed, String rowCount, int scale, int zero, int order) {
    int bits = bits("bits", 4);
    long block = node.integer("block_size", 0);
    long rows = node.integer(rowCount, 0);
    long columns = node.integer("K", 0);
    require(block > 0 && block * bits % 8 == 0 && rows > 0 && columns > 0, "no such blocks");
    require(order < 0 || node.input(order).isEmpty(), "their columns are ordered in groups");
    require(node.integer("weight_prepacked", 0) == 0, "they are packed for one device");
    long blocks = (columns + block - 1) / block;
    TensorShape grid = TensorShape.of(rows, blocks);
    TensorShape padded = TensorShape.of(rows, Math.multiplyExact(blocks, block));
    Value codes = codes(packed, bits, padded);
    Value scales = constant(scale, "scales").map(view -> view.reshaped(grid));
    Value zeros =
        zero < 0 || node.input(zero).isEmpty()
            ? middle(packed, bits)
            : zeros(constant(zero, "zero points"), bits, grid);
    return Quantization.scaled(codes, scales, Optional.of(zeros), 1, block)
        .map(view -> view.narrow(1, 0, columns));
  }

  private Value bitsAndBytes(Value packed) {
    long rows = node.integer("N", 0);
    long columns = node.integer("K", 0);
    long block = node.integer("block_size", 0);
    long type = node.integer("quant_type", 0);
    require(block > 0 && rows > 0 && columns > 0 && (type == 0 || type == 1), "no such blocks");
    long size = Math.multiplyExact(rows, columns);
    CodeTable table = type == 0 ? CodeTable.FP4 : CodeTable.NF4;
    Value codes =
        packed.map(
            view ->
                TensorView.of(
                    new CodeStorage(bytes(view), table, 4, true, size), TensorShape.of(size)));
    return Quantization.scaled(codes, constant(2, "scales"), Optional.empty(), 0, block)
        .map(view -> view.reshaped(TensorShape.of(rows, columns)));
  }

  private Value table(Value packed) {
    int rank = packed.shape().rank();
    boolean bytes =
        DataType.rangeOf(packed.view().orElseThrow().storage())
            .equals(Optional.of(DataType.Range.BYTE));
    int bits = bytes ? bits("bits", 4) : 8;
    List<Long> dims = new ArrayList<>(packed.shape().dims());
    dims.set(rank - 1, dims.get(rank - 1) * 8 / bits);
    Value codes = bytes ? codes(packed, bits, new TensorShape(dims)) : packed;
    Value scales = constant(2, "scales");
    int axis = Math.toIntExact(node.integer("quantize_axis", 1));
    axis = axis < 0 ? axis + rank : axis;
    long block = node.integer("block_size", 128);
    Optional<Value> zeros = bytes ? Optional.of(middle(packed, bits)) : Optional.empty();
    if (!node.input(3).isEmpty()) {
      Value given = constant(3, "zero points");
      zeros = Optional.of(bytes ? zeros(given, bits, scales.shape()) : given);
    }
    return Quantization.scaled(
        codes, scales, zeros, axis, block == 0 ? codes.shape().dim(axis) : block);
  }

  private Value experts(Value packed, int scale, int zero) {
    require(isPlain(), "they are laid out for one device");
    String type = node.text("quant_type");
    require(type.isEmpty() || type.equals("int"), "they are of type " + type);
    int bits = bits("expert_weight_bits", 4);
    require(packed.shape().rank() == 3 && 8 % bits == 0, "no experts of " + bits + " bits");
    List<Long> dims = new ArrayList<>(packed.shape().dims());
    dims.set(2, dims.get(2) * 8 / bits);
    Value codes = codes(packed, bits, new TensorShape(dims));
    long block = node.integer("block_size", 0);
    long width = block > 0 ? block : dims.get(2);
    TensorShape grid = TensorShape.of(dims.get(0), dims.get(1), (dims.get(2) + width - 1) / width);
    Value scales = constant(scale, "scales").map(view -> view.reshaped(grid));
    Value zeros = middle(packed, bits);
    if (!node.input(zero).isEmpty()) {
      Value given = constant(zero, "zero points");
      // Without blocks, those of neighbouring rows share a byte.
      zeros =
          block > 0
              ? zeros(given, bits, grid)
              : zeros(given, bits, TensorShape.of(dims.get(0), dims.get(1)))
                  .map(view -> view.reshaped(grid));
    }
    return Quantization.scaled(codes, scales, Optional.of(zeros), 2, width);
  }

  /**
   * Whether the experts' rows are those of their matrices. Packed for a CUDA device, which an
   * attribute says or, in its absence, the shape, their rows are its inputs.
   */
  private boolean isPlain() {
    long said = node.integer("weights_prepacked", -1);
    boolean told = false;
    boolean plain = true;
    for (int input : new int[] {2, 5, 8}) {
      Optional<Value> weights = constants.find(node.input(input));
      Optional<Value> scales = constants.find(node.input(input + 1));
      if (weights.isPresent() && scales.isPresent()) {
        TensorShape shape = weights.get().shape();
        plain &= shape.rank() == 3 && scales.get().shape().rank() > 1;
        plain = plain && shape.dim(1) == scales.get().shape().dim(1);
        long columns = plain ? shape.dim(2) * 8 / bits("expert_weight_bits", 4) : 0;
        told |= plain && columns != shape.dim(1);
      }
    }
    return said == 0 || (said == -1 && plain && told);
  }

  private int bits(String attribute, int otherwise) {
    long bits = node.integer(attribute, otherwise);
    require(bits >= 1 && bits <= 8, bits + " bits");
    return (int) bits;
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(problem);
    }
  }

  private Value constant(int input, String what) {
    return constants
        .find(node.input(input))
        .orElseThrow(() -> new IllegalArgumentException("its " + what + " are not in the file"));
  }

  private static Value codes(Value packed, int bits, TensorShape shape) {
    TensorView view = packed.view().orElseThrow();
    require(
        CodeStorage.bytesOf(shape.size(), bits) == view.shape().size(),
        "%s of %d bits do not fill %s bytes".formatted(shape, bits, view.shape()));
    return packed.map(
        known ->
            TensorView.of(
                new CodeStorage(bytes(known), CodeTable.UNSIGNED, bits, false, shape.size()),
                shape));
  }

  private static Storage bytes(TensorView view) {
    TensorView ordered = Elementwise.inOrder(view);
    require(DataType.rangeOf(view.storage()).equals(Optional.of(DataType.Range.BYTE)), "no bytes");
    return ordered.offset() == 0 && ordered.shape().size() == ordered.storage().size()
        ? ordered.storage()
        : Elementwise.of(Operation.Plain.COPY, ordered).storage();
  }

  /** Zero points, one for each block: packed as the weights, every row in whole bytes, or not. */
  private static Value zeros(Value value, int bits, TensorShape grid) {
    if (!value.isInteger() || value.view().isEmpty() || bits == 8) {
      return value.map(view -> view.reshaped(grid));
    }
    require(8 % bits == 0, "their zero points of " + bits + " bits");
    int last = grid.rank() - 1;
    List<Long> dims = new ArrayList<>(grid.dims());
    dims.set(last, CodeStorage.bytesOf(grid.dim(last), bits) * 8 / bits);
    return codes(value, bits, new TensorShape(dims))
        .map(view -> view.narrow(last, 0, grid.dim(last)))
        .map(Elementwise::inOrder);
  }

  private static Value middle(Value packed, int bits) {
    TensorView middle = FilledStorage.scalar(1 << (bits - 1), Precision.INTEGER);
    return new Value(NamedTensor.of("", middle), packed.origins(), 1, true);
  }
}
