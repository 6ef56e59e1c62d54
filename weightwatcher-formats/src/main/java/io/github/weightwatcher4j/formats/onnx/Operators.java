package io.github.weightwatcher4j.formats.onnx;

import io.github.weightwatcher4j.formats.NamedMatrix;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Precision;
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

  /** More experts than any model has. */
  private static final long MOST_EXPERTS = 1 << 14;

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
      case "Gemm", "FusedGemm", "GemmFastGelu" ->
          List.of(
              matrix(1).orScaledBehind(node.integer("transB", 0) == 0 ? 1 : 0, 1),
              matrix(0).orScaledBehind(node.integer("transA", 0) == 0 ? 0 : 1, 2));
      case "MatMul", "FusedMatMul", "TransposeMatMul", "FusedMatMulActivation" ->
          List.of(matrix(1).orScaledBehind(-1, 1), matrix(0).orScaledBehind(-2, 2));
      case "Einsum" -> List.of(matrix(0), matrix(1));
      case "Conv", "FusedConv", "NhwcFusedConv", "NhwcConv", "DeformConv" ->
          List.of(convolution(node, 1).orScaledBehind(0, 0));
      case "ConvTranspose", "ConvTransposeWithDynamicPads" -> List.of(transposed(node));
      case "LSTM" -> recurrent(node, LayerType.LSTM, LSTM_GATES);
      case "GRU" -> recurrent(node, LayerType.GRU, GRU_GATES);
      case "RNN" -> recurrent(node, LayerType.RNN, List.of(""));
      case "Attention" -> node.isStandard() ? List.of() : List.of(attention(node));
      case "Gather" -> List.of(embedding(0).quantized(2, Operators::lookedUp));
      case "TorchEmbedding" -> List.of(embedding(0));
      case "EmbedLayerNormalization" -> embeddings();
      case "MoE" -> List.of(experts(2, "fc1"), experts(4, "fc2"), experts(6, "fc3"));
      default -> quantizedSlots(node);
    };
  }

  private static List<Slot> quantizedSlots(Node node) {
    return switch (node.op()) {
      case "QGemm" -> List.of(matrix(3).scaled(4, 5, node.integer("transB", 0) == 0 ? 1 : 0));
      case "MatMulInteger" ->
          List.of(matrix(1).rescaled(3, -1, 0, 1), matrix(0).rescaled(2, -2, 1, 2));
      case "MatMulIntegerToFloat" -> List.of(matrix(1).scaled(3, 5, -1));
      case "DynamicQuantizeMatMul" -> List.of(matrix(1).scaled(2, 3, -1));
      case "QLinearMatMul" -> List.of(matrix(3).scaled(4, 5, -1), matrix(0).scaled(1, 2, -2));
      case "ConvInteger" -> List.of(convolution(node, 1).rescaled(3, 0, 0, 0));
      case "QLinearConv" -> List.of(convolution(node, 3).scaled(4, 5, 0));
      case "QAttention" -> List.of(attention(node).scaled(4, 7, -1));
      case "QEmbedLayerNormalization" ->
          List.of(
              embedding(2).labelled("word").scaled(8, 13, -1),
              embedding(3).labelled("position").scaled(9, 14, -1),
              embedding(4).labelled("segment").scaled(10, 15, -1));
      case "DynamicQuantizeLSTM" -> quantizedRecurrent(node);
      case "MatMulNBits" -> List.of(matrix(1).quantized(1, PackedWeights.ofBlocks("N", 2, 3, 4)));
      case "MatMulNBitsMlp" -> List.of(blocks(3, "gate", "N"), blocks(6, "up", "N"));
      case "MatMulNBitsQkv" ->
          List.of(blocks(3, "queries", "Nq"), blocks(6, "keys", "Nkv"), blocks(9, "values", "Nkv"));
      case "MatMulBnb4" -> List.of(matrix(1).quantized(1, PackedWeights.ofBitsAndBytes()));
      case "GatherBlockQuantized" -> List.of(embedding(0).quantized(2, PackedWeights.ofTable()));
      case "QMoE" ->
          List.of(
              experts(2, "fc1").quantized(3, PackedWeights.ofExperts(3, 11)),
              experts(5, "fc2").quantized(3, PackedWeights.ofExperts(6, 12)),
              experts(8, "fc3").quantized(3, PackedWeights.ofExperts(9, 13)));
      default -> List.of();
    };
  }

  private static Slot blocks(int input, String label, String rows) {
    return matrix(input)
        .labelled(label)
        .quantized(1, PackedWeights.ofBlocks(rows, input + 1, -1, -1));
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

  /** {@code [experts, out, in]}, a matrix for each. */
  private static Slot experts(int input, String label) {
    return Slot.of(input, LayerType.DENSE, 3, Operators::each).labelled(label);
  }

  private static List<NamedMatrix> each(TensorView view) {
    if (view.shape().rank() != 3 || view.shape().dim(0) > MOST_EXPERTS) {
      throw new IllegalArgumentException(view.shape() + " are no matrices of experts");
    }
    List<NamedMatrix> parts = new ArrayList<>();
    for (int i = 0; i < view.shape().dim(0); i++) {
      parts.add(
          new NamedMatrix(Integer.toString(i), LayerType.DENSE, Slicing.TRAILING, view.at(0, i)));
    }
    return parts;
  }

  private static Slot embedding(int input) {
    return Slot.of(input, LayerType.EMBEDDING, 2, Operators::table);
  }

  private static List<Slot> embeddings() {
    return List.of(
        embedding(2).labelled("word"),
        embedding(3).labelled("position"),
        embedding(4).labelled("segment"));
  }

  /** Integers that are looked up are shapes and indices, no weights. */
  private static List<NamedMatrix> table(TensorView view) {
    boolean weights = view.shape().rank() == 2 && view.storage().precision() != Precision.INTEGER;
    return weights ? List.of(NamedMatrix.of(LayerType.EMBEDDING, view)) : List.of();
  }

  /** Rows of integers that are scaled once they are looked up, all of them by one scale. */
  private static Value lookedUp(Value value, Node node, Constants constants) {
    List<Node> takers =
        constants.links().takers(node.outputs().isEmpty() ? "" : node.outputs().get(0));
    if (!value.isInteger() || takers.size() != 1) {
      return value;
    }
    Node taker = takers.get(0);
    boolean one =
        taker.op().equals("DequantizeLinear")
            && constants
                .find(taker.input(1))
                .filter(scale -> scale.shape().size() == 1)
                .isPresent();
    return one ? new Quantization(taker, constants).scaled(value, 1, 2, 0, 0) : value;
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

  /** The same, quantized and with the last two axes turned. */
  private static List<Slot> quantizedRecurrent(Node node) {
    List<Slot> plain = recurrent(node, LayerType.LSTM, LSTM_GATES);
    return List.of(
        plain.get(0).quantized(3, (value, call, known) -> turned(value, call, known, 8)),
        plain.get(1).quantized(3, (value, call, known) -> turned(value, call, known, 10)));
  }

  /** Scales are one a direction, or one a column. */
  private static Value turned(Value value, Node node, Constants constants, int scale) {
    Quantization quantization = new Quantization(node, constants);
    return quantization
        .scaled(value, scale, scale + 1, Operators::aColumn)
        .map(view -> view.permuted(0, 2, 1));
  }

  private static TensorView aColumn(TensorView scales) {
    TensorView rows = Elementwise.withAxis(scales, 1, 1, 0);
    return rows.shape().rank() == 2 ? Elementwise.withAxis(rows, 2, 1, 0) : rows;
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
