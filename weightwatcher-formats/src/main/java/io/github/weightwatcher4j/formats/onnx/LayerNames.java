package io.github.weightwatcher4j.formats.onnx;

import java.util.regex.Pattern;

/**
 * What to call a layer: as its weights where their name is one that people gave, else as the
 * operation.
 */
final class LayerNames {

  /** Names that exporters and optimizers make up. */
  private static final Pattern MADE_UP =
      Pattern.compile(
          "|\\w+::.*|.*const_fold_opt_.*|(.*/)?Constant(_\\d+)?(_output_\\d+)?|[a-z_]{0,6}\\d+"
              + "|.*_output_\\d+|.*_?new_shape.*|.*(const|Const|constant)_*\\d*");

  /** Ends of names that say nothing more about the layer. */
  private static final Pattern END =
      Pattern.compile(
          "(:0|_quantized|_Q\\d(G\\d+)?|[./](weight(_q|_v|_quant|_Q\\d\\w*)?|qweight|kernel|ReadVariableOp|Read|MatMul|Gemm|Conv[123]D|Conv|Tensordot"
              + "|BiasAdd|depthwise|Gather|GatherV2|embedding_lookup|Einsum|ConvTranspose|Add|LSTM|GRU|RNN)"
              + "(_\\d+)?)$");

  private static final int LONGEST = 500;

  private LayerNames() {}

  /** Name of a layer; blank where nothing tells one. */
  static String of(Node node, Value value, String label) {
    String tensor = first(value.tensor().name());
    String operation = trimmed(ofNode(node));
    if (operation.isEmpty() || !MADE_UP.matcher(tensor).matches()) {
      return trimmed(tensor);
    }
    return label.isEmpty() ? operation : operation + "." + label;
  }

  /** Name of an operation without weights. */
  static String of(Node node) {
    return trimmed(ofNode(node));
  }

  /** PyTorch writes a module's path with slashes; its weights, had they kept their name, dots. */
  private static String ofNode(Node node) {
    String name = first(node.name());
    return name.startsWith("/") ? name.substring(1).replace('/', '.') : name;
  }

  /** TensorFlow joins the names of what it has merged. */
  private static String first(String name) {
    int end = name.indexOf(';');
    return name.substring(0, Math.min(end > 0 ? end : name.length(), LONGEST));
  }

  private static String trimmed(String name) {
    String result = name;
    for (String shorter = cut(result); !shorter.equals(result); shorter = cut(result)) {
      result = shorter;
    }
    return result;
  }

  private static String cut(String name) {
    String shorter = END.matcher(name).replaceFirst("");
    return shorter.isEmpty() ? name : shorter;
  }
}
