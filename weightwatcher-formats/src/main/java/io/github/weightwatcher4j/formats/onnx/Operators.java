package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.Part;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Slicing;
import java.util.List;
import java.util.Set;

/** Which inputs of which operations are weights, and which of their axes are a matrix. */
final class Operators {

  private static final Set<String> NORMS =
      Set.of(
          "BatchNormalization",
          "InstanceNormalization",
          "LayerNormalization",
          "GroupNormalization",
          "GroupNorm",
          "RMSNormalization",
          "SimplifiedLayerNormalization",
          "SkipLayerNormalization",
          "SkipSimplifiedLayerNormalization",
          "SkipGroupNorm");

  private static final Set<String> QUANTIZERS =
      Set.of("QuantizeLinear", "DequantizeLinear", "DynamicQuantizeLinear", "QLinearAdd");

  private Operators() {}

  static boolean isNorm(Node node) {
    return NORMS.contains(node.op());
  }

  /** Whether its constants are scales and zero points. */
  static boolean isQuantizer(Node node) {
    return QUANTIZERS.contains(node.op());
  }

  /** The inputs that are weights; none of most operations. */
  static List<Slot> slots(Node node) {
    return switch (node.op()) {
      case "Gemm", "FusedGemm" -> List.of(matrix(1), matrix(0));
      case "QGemm" -> List.of(matrix(3).scaled(4, 5, node.integer("transB", 0) == 0 ? 1 : 0));
      case "MatMul", "FusedMatMul" -> List.of(matrix(1), matrix(0));
      case "MatMulInteger" -> List.of(matrix(1).shifted(3, -1), matrix(0).shifted(2, -2));
      case "QLinearMatMul" -> List.of(matrix(3).scaled(4, 5, -1), matrix(0).scaled(1, 2, -2));
      case "MatMulNBits" -> List.of(PackedMatrix.slot());
      case "Conv", "FusedConv", "NhwcFusedConv", "DeformConv" -> List.of(convolution(node, 1));
      case "ConvInteger" -> List.of(convolution(node, 1).shifted(3, 0));
      case "QLinearConv" -> List.of(convolution(node, 3).scaled(4, 5, 0));
      case "ConvTranspose" -> List.of(transposed(node));
      case "LSTM", "GRU", "RNN" -> Recurrent.slots(node);
      case "Attention" -> node.isStandard() ? List.of() : List.of(attention(node));
      case "QAttention" -> List.of(attention(node).scaled(4, 7, -1));
      case "Gather" -> List.of(Slot.of(0, LayerType.EMBEDDING, 2, Operators::table));
      case "EmbedLayerNormalization" ->
          List.of(
              embedding(2).labelled("word"),
              embedding(3).labelled("position"),
              embedding(4).labelled("segment"));
      case "Einsum" -> List.of(matrix(0), matrix(1));
      default -> List.of();
    };
  }

  private static Slot matrix(int input) {
    return Slot.of(input, LayerType.DENSE, 2, Operators::matrices);
  }

  /** One matrix, or a stack of them. */
  private static List<Part> matrices(TensorView view) {
    TensorView stack = leadingOnesGone(view);
    Slicing slicing = stack.shape().rank() == 2 ? Slicing.TRAILING : Slicing.LEADING;
    return List.of(new Part("", LayerType.DENSE, slicing, stack));
  }

  private static TensorView leadingOnesGone(TensorView view) {
    TensorView result = view;
    while (result.shape().rank() > 2 && result.shape().dim(0) == 1) {
      result = result.at(0, 0);
    }
    return result;
  }

  private static Slot embedding(int input) {
    return Slot.of(input, LayerType.EMBEDDING, 2, Operators::table);
  }

  /** Integers that are looked up are shapes and indices, no weights. */
  private static List<Part> table(TensorView view) {
    boolean weights = view.shape().rank() == 2 && !Quantization.isInteger(view);
    return weights ? List.of(Part.of(LayerType.EMBEDDING, view)) : List.of();
  }

  /** {@code [out, in / group, k...]}. */
  private static Slot convolution(Node node, int input) {
    return Slot.of(
        input,
        LayerType.CONV2D,
        3,
        view -> {
          boolean depthwise = node.integer("group", 1) > 1 && view.shape().dim(1) == 1;
          return depthwise ? filters(view) : List.of(Part.of(type(view), view));
        });
  }

  private static LayerType type(TensorView view) {
    return LayerType.ofKernel(view.shape().rank());
  }

  /** {@code [in, out / group, k...]}. */
  private static Slot transposed(Node node) {
    return Slot.of(
        1,
        LayerType.DECONV,
        3,
        view -> {
          boolean depthwise = node.integer("group", 1) > 1 && view.shape().dim(1) == 1;
          return depthwise ? filters(view) : List.of(Part.of(LayerType.DECONV, view));
        });
  }

  /** A row for the filter of each channel. */
  private static List<Part> filters(TensorView view) {
    return view.merged(1, view.shape().rank())
        .map(rows -> List.of(Part.of(LayerType.DEPTHWISE_CONV, rows)))
        .orElseGet(() -> List.of(Part.of(LayerType.OTHER, view)));
  }

  /** Queries, keys and values side by side, {@code [in, 3 * hidden]}, or of the sizes given. */
  private static Slot attention(Node node) {
    return Slot.of(
        1,
        LayerType.ATTENTION,
        2,
        view -> {
          List<Long> sizes = node.integers("qkv_hidden_sizes");
          if (sizes.size() != Part.PROJECTIONS.size()) {
            return Part.split(LayerType.ATTENTION, view, 1, Part.PROJECTIONS);
          }
          long second = sizes.get(0) + sizes.get(1);
          return List.of(
              projection(0, view.narrow(1, 0, sizes.get(0))),
              projection(1, view.narrow(1, sizes.get(0), sizes.get(1))),
              projection(2, view.narrow(1, second, sizes.get(2))));
        });
  }

  private static Part projection(int which, TensorView view) {
    return new Part(Part.PROJECTIONS.get(which), LayerType.ATTENTION, Slicing.TRAILING, view);
  }
}
