package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.NamedMatrix;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Slicing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

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

  private static final List<String> LSTM_GATES = List.of("input", "output", "forget", "cell");

  /** The last is what ONNX calls hidden. */
  private static final List<String> GRU_GATES = List.of("update", "reset", "new");

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
      case "LSTM" -> recurrent(node, LayerType.LSTM, LSTM_GATES);
      case "GRU" -> recurrent(node, LayerType.GRU, GRU_GATES);
      case "RNN" -> recurrent(node, LayerType.RNN, List.of(""));
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
  private static List<NamedMatrix> matrices(TensorView view) {
    TensorView stack = leadingOnesGone(view);
    Slicing slicing = stack.shape().rank() == 2 ? Slicing.TRAILING : Slicing.LEADING;
    return List.of(new NamedMatrix("", LayerType.DENSE, slicing, stack));
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
  private static List<NamedMatrix> table(TensorView view) {
    boolean weights = view.shape().rank() == 2 && !Quantization.isInteger(view);
    return weights ? List.of(NamedMatrix.of(LayerType.EMBEDDING, view)) : List.of();
  }

  /** {@code [out, in / group, k...]}. */
  private static Slot convolution(Node node, int input) {
    return kernel(node, input, LayerType.CONV2D, view -> LayerType.ofKernel(view.shape().rank()));
  }

  /** {@code [in, out / group, k...]}. */
  private static Slot transposed(Node node) {
    return kernel(node, 1, LayerType.DECONV, view -> LayerType.DECONV);
  }

  private static Slot kernel(
      Node node, int input, LayerType layer, Function<TensorView, LayerType> type) {
    boolean grouped = node.integer("group", 1) > 1;
    return Slot.of(
        input,
        layer,
        3,
        view -> {
          boolean depthwise = grouped && view.shape().dim(1) == 1;
          return List.of(
              depthwise ? NamedMatrix.depthwise(view) : NamedMatrix.of(type.apply(view), view));
        });
  }

  /** Queries, keys and values side by side, {@code [in, 3 * hidden]}, or of the sizes given. */
  private static Slot attention(Node node) {
    return Slot.of(
        1,
        LayerType.ATTENTION,
        2,
        view -> {
          List<Long> sizes = node.integers("qkv_hidden_sizes");
          if (sizes.size() != NamedMatrix.PROJECTIONS.size()) {
            return NamedMatrix.split(LayerType.ATTENTION, view, 1, NamedMatrix.PROJECTIONS);
          }
          List<NamedMatrix> parts = new ArrayList<>();
          long from = 0;
          for (int i = 0; i < sizes.size(); i++) {
            TensorView part = view.narrow(1, from, sizes.get(i));
            String name = NamedMatrix.PROJECTIONS.get(i);
            parts.add(new NamedMatrix(name, LayerType.ATTENTION, Slicing.TRAILING, part));
            from += sizes.get(i);
          }
          return parts;
        });
  }

  /**
   * Weights of recurrent layers, {@code W [directions, gates * hidden, in]} for the input and
   * {@code R [directions, gates * hidden, hidden]} for the state.
   */
  private static List<Slot> recurrent(Node node, LayerType type, List<String> gates) {
    String only = node.text("direction").equals("reverse") ? "backward" : "";
    return List.of(
        Slot.of(1, type, 3, view -> gates(type, gates, only, view)).labelled("W"),
        Slot.of(2, type, 3, view -> gates(type, gates, only, view)).labelled("R"));
  }

  private static List<NamedMatrix> gates(
      LayerType type, List<String> gates, String only, TensorView view) {
    List<NamedMatrix> parts = new ArrayList<>();
    int directions = Math.toIntExact(view.shape().dim(0));
    if (directions > 2) {
      throw new IllegalArgumentException(view.shape() + " has more than two directions");
    }
    for (int direction = 0; direction < directions; direction++) {
      String which = directions == 1 ? only : direction == 0 ? "forward" : "backward";
      for (NamedMatrix part : NamedMatrix.split(type, view.at(0, direction), 0, gates)) {
        String name =
            which.isEmpty() || part.name().isEmpty()
                ? which + part.name()
                : which + "." + part.name();
        parts.add(new NamedMatrix(name, type, Slicing.TRAILING, part.view()));
      }
    }
    return parts;
  }
}
