package io.github.weightwatcher4j.dl4j;

import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Slicing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;

/**
 * The operation that reads a SameDiff variable: it alone knows what the variable's axes are.
 *
 * @param operation name of the operation, empty where none reads the variable
 * @param input which of its inputs the variable is
 * @param weightsFormat layout of the kernel of a convolution: 0 for {@code [k..., in, out]}, 1 for
 *     {@code [out, in, k...]}, 2 for {@code [out, k..., in]}
 */
record VariableUse(String operation, int input, long weightsFormat) {

  /** A variable that no operation reads. */
  static final VariableUse NONE = new VariableUse("", 0, 0);

  /** The first use of every variable, in the order of the graph's operations. */
  static Map<String, VariableUse> all(SameDiff graph) {
    Map<String, VariableUse> uses = new LinkedHashMap<>();
    for (SameDiffOp reader : graph.getOps().values()) {
      @Nullable List<String> inputs = reader.getInputsToOp();
      for (int input = 0; inputs != null && input < inputs.size(); input++) {
        uses.putIfAbsent(inputs.get(input), of(reader, input));
      }
    }
    return uses;
  }

  private static VariableUse of(SameDiffOp reader, int input) {
    String name = reader.getOp().opName();
    return new VariableUse(name, input, weightsFormat(name, reader));
  }

  private static long weightsFormat(String name, SameDiffOp reader) {
    // Integer argument of libnd4j, after sizes, strides, padding, dilation, mode and data format.
    int position = name.startsWith("conv3d") || name.startsWith("deconv3d") ? 14 : 10;
    return reader.getOp() instanceof CustomOp op && op.numIArguments() > position
        ? op.iArgs()[position]
        : 0;
  }

  /** What the variable is to its operation. */
  Part part(String variable, INDArray array) {
    return switch (operation) {
      case "conv1d" -> kernel(variable, 3, LayerType.CONV1D, array);
      case "conv2d" -> kernel(variable, 4, LayerType.CONV2D, array);
      case "conv3dnew" -> kernel(variable, 5, LayerType.CONV3D, array);
      case "deconv2d", "deconv2d_tf" -> kernel(variable, 4, LayerType.DECONV, array);
      case "deconv3d", "deconv3d_tf" -> kernel(variable, 5, LayerType.DECONV, array);
      case "depthwise_conv2d" -> depthwise(variable, array);
      case "sconv2d" ->
          input == 2 ? kernel(variable, 4, LayerType.CONV2D, array) : depthwise(variable, array);
      case "gather", "embedding_lookup" -> plain(variable, LayerType.EMBEDDING, array);
      case "multi_head_dot_product_attention" -> attention(variable, array);
      case "lstmLayer", "lstmCell", "lstmBlock", "lstmBlockCell" ->
          plain(variable, LayerType.LSTM, array);
      case "gru", "gruCell" -> plain(variable, LayerType.GRU, array);
      case "sru" -> plain(variable, LayerType.RNN, array);
      default -> Parts.byShape(variable, array);
    };
  }

  private static Part plain(String variable, LayerType type, INDArray array) {
    return array.rank() == 2 ? Part.matrix(variable, type, array) : Parts.byShape(variable, array);
  }

  private static Part attention(String variable, INDArray array) {
    return array.rank() == 2 || array.rank() == 3
        ? AttentionParts.projection(variable, array)
        : Parts.byShape(variable, array);
  }

  private static Part depthwise(String variable, INDArray array) {
    return array.rank() == 4
        ? ConvolutionParts.unfolded(variable, array)
        : Parts.byShape(variable, array);
  }

  private Part kernel(String variable, int rank, LayerType type, INDArray array) {
    if (array.rank() != rank) {
      return Parts.byShape(variable, array);
    }
    if (weightsFormat == 1) {
      return new Part(variable, type, Slicing.TRAILING, array);
    }
    INDArray kernel = weightsFormat == 2 ? outputsAfterKernel(array) : array;
    return new Part(variable, type, Slicing.LEADING, kernel);
  }

  /** {@code [out, k..., in]} as {@code [k..., out, in]}. */
  private static INDArray outputsAfterKernel(INDArray array) {
    int rank = array.rank();
    int[] axes = new int[rank];
    for (int axis = 0; axis < rank - 2; axis++) {
      axes[axis] = axis + 1;
    }
    axes[rank - 2] = 0;
    axes[rank - 1] = rank - 1;
    return array.permute(axes);
  }
}
