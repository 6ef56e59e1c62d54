package io.github.weightwatcher4j.formats.samediff.internal;

import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The operation that reads a SameDiff variable: it alone knows what the variable's axes are.
 *
 * @param operation name of the operation, empty where none reads the variable
 * @param input which of its inputs the variable is
 * @param weightsFormat layout of the kernel of a convolution: 0 for {@code [k..., in, out]}, 1 for
 *     {@code [out, in, k...]}, 2 for {@code [out, k..., in]}
 */
public record VariableUse(String operation, int input, long weightsFormat) {

  /** A variable that no operation reads. */
  public static final VariableUse NONE = new VariableUse("", 0, 0);

  /** The use by an operation with these integer arguments. */
  public static VariableUse of(String operation, int input, List<Long> integers) {
    // Integer argument of libnd4j, after sizes, strides, padding, dilation, mode and data format.
    int position = operation.startsWith("conv3d") || operation.startsWith("deconv3d") ? 14 : 10;
    long format = integers.size() > position ? integers.get(position) : 0;
    return new VariableUse(operation, input, format);
  }

  /** What a variable of this shape is to its operation. A vector may be the result. */
  public VariableMatrix matrix(TensorShape shape) {
    return switch (operation) {
      case "conv1d" -> kernel(3, LayerType.CONV1D, shape);
      case "conv2d" -> kernel(4, LayerType.CONV2D, shape);
      case "conv3dnew" -> kernel(5, LayerType.CONV3D, shape);
      case "deconv2d", "deconv2d_tf" -> kernel(4, LayerType.DECONV, shape);
      case "deconv3d", "deconv3d_tf" -> kernel(5, LayerType.DECONV, shape);
      case "depthwise_conv2d" -> depthwise(shape);
      case "sconv2d" -> input == 2 ? kernel(4, LayerType.CONV2D, shape) : depthwise(shape);
      case "gather", "embedding_lookup" -> plain(LayerType.EMBEDDING, shape);
      case "multi_head_dot_product_attention" -> attention(shape);
      case "lstmLayer", "lstmCell", "lstmBlock", "lstmBlockCell" -> plain(LayerType.LSTM, shape);
      case "gru", "gruCell" -> plain(LayerType.GRU, shape);
      case "sru" -> plain(LayerType.RNN, shape);
      default -> byShape(shape);
    };
  }

  private static VariableMatrix plain(LayerType type, TensorShape shape) {
    return shape.rank() == 2 ? VariableMatrix.plain(type, Slicing.TRAILING, shape) : byShape(shape);
  }

  /** {@code [heads, headSize, in]} as {@code [heads * headSize, in]}. */
  private static VariableMatrix attention(TensorShape shape) {
    return shape.rank() == 3
        ? VariableMatrix.reshaped(
            LayerType.ATTENTION, shape, shape.product(0, 2), shape.product(2, 3))
        : plain(LayerType.ATTENTION, shape);
  }

  /** {@code [k, k, in, multiplier]}, a filter bank for each channel, as a matrix. */
  private static VariableMatrix depthwise(TensorShape shape) {
    return shape.rank() == 4
        ? VariableMatrix.reshaped(
            LayerType.DEPTHWISE_CONV, shape, shape.product(0, 2), shape.product(2, 4))
        : byShape(shape);
  }

  private VariableMatrix kernel(int rank, LayerType type, TensorShape shape) {
    if (shape.rank() != rank) {
      return byShape(shape);
    }
    if (weightsFormat == 1) {
      return VariableMatrix.plain(type, Slicing.TRAILING, shape);
    }
    return weightsFormat == 2
        ? outputsAfterKernel(type, shape)
        : VariableMatrix.plain(type, Slicing.LEADING, shape);
  }

  /** {@code [out, k..., in]} as {@code [k..., out, in]}. */
  private static VariableMatrix outputsAfterKernel(LayerType type, TensorShape shape) {
    int last = shape.rank() - 1;
    List<Integer> axes = new ArrayList<>(IntStream.range(1, last).boxed().toList());
    axes.add(0);
    axes.add(last);
    TensorShape permuted = new TensorShape(axes.stream().map(shape::dim).toList());
    return new VariableMatrix(type, Slicing.LEADING, axes, permuted);
  }

  /**
   * By the shape alone: two axes are a dense layer; of more axes, the two outer or the two inner
   * ones are the matrix, whichever have more elements, because kernels are smaller than channels.
   */
  private static VariableMatrix byShape(TensorShape shape) {
    int rank = shape.rank();
    if (rank <= 2) {
      return VariableMatrix.plain(LayerType.DENSE, Slicing.TRAILING, shape);
    }
    boolean outer = shape.product(0, 2) > shape.product(rank - 2, rank);
    Slicing slicing = outer ? Slicing.TRAILING : Slicing.LEADING;
    return VariableMatrix.plain(LayerType.OTHER, slicing, shape);
  }
}
