package io.github.weightwatcher4j.formats.statedict;

import io.github.weightwatcher4j.formats.NamedMatrix;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Slicing;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The matrices in one parameter. */
final class ParameterMatrices {

  /** Called so where {@code q, k, v} are stored in this order, whole. */
  private static final Set<String> IN_ORDER =
      Set.of(
          "in_proj_weight", "in_proj", "c_attn", "qkv", "qkv_proj", "to_qkv", "attn_qkv", "Wqkv");

  private ParameterMatrices() {}

  /** The parameter's parts, none where it is no matrix of weights. */
  static List<NamedMatrix> of(Parameter parameter, ModelParameters names) {
    int rank = parameter.shape().rank();
    Optional<TensorView> stored = parameter.tensor().view();
    if (rank < 2 || NonWeights.isNone(parameter) || stored.isEmpty()) {
      return List.of();
    }
    TensorView view = stored.get();
    if (RecurrentGates.isRecurrent(parameter)) {
      return RecurrentGates.of(parameter, view, names);
    }
    if (ModuleNames.isEmbedding(ModuleNames.component(parameter))
        && view.squeezed().shape().rank() <= 2) {
      return embedding(view.squeezed());
    }
    if (parameter.leaf().equals("kernel") || parameter.leaf().endsWith("_kernel")) {
      return List.of(kernel(parameter, view));
    }
    if (!parameter.leaf().equals("weight") && !parameter.hasTwoAxes()) {
      return List.of(); // a vector with axes to broadcast along
    }
    if (rank == 2) {
      return matrix(parameter, view);
    }
    return List.of(stack(parameter, view, names));
  }

  private static List<NamedMatrix> embedding(TensorView view) {
    return view.shape().rank() < 2 ? List.of() : List.of(NamedMatrix.of(LayerType.EMBEDDING, view));
  }

  private static List<NamedMatrix> matrix(Parameter parameter, TensorView view) {
    if (!ModuleNames.isAttention(parameter)) {
      return List.of(NamedMatrix.of(LayerType.DENSE, view));
    }
    return projections(ModuleNames.component(parameter), view);
  }

  /** Three axes or more: experts, or the kernel of a convolution. */
  private static NamedMatrix stack(Parameter parameter, TensorView view, ModelParameters names) {
    if (view.shape().rank() == 3 && ModuleNames.isExperts(parameter)) {
      return new NamedMatrix("", LayerType.OTHER, Slicing.LEADING, view);
    }
    if (names.isDepthwise(parameter)) {
      return NamedMatrix.depthwise(view);
    }
    if (ModuleNames.isTransposed(parameter)) {
      return NamedMatrix.of(LayerType.DECONV, view);
    }
    return NamedMatrix.of(LayerType.ofKernel(view.shape().rank()), view);
  }

  /**
   * Projections of attention, three of them where queries, keys and values are one matrix.
   *
   * <p>Split are only those that stand one below the other, each as wide as the model. Left whole
   * are those called {@code query_key_value} or {@code linear_qkv}, where the three alternate from
   * head to head, and any that is not three times as long as wide: there keys and values are shared
   * by groups of heads. In both cases the number of heads decides, which no name tells.
   */
  private static List<NamedMatrix> projections(String component, TensorView view) {
    long rows = view.shape().dim(0);
    long columns = view.shape().dim(1);
    if (IN_ORDER.contains(component) && rows == 3 * columns) {
      return NamedMatrix.split(LayerType.ATTENTION, view, 0, NamedMatrix.PROJECTIONS);
    }
    // GPT-2's Conv1D keeps its matrices [in, out].
    if (component.equals("c_attn") && columns == 3 * rows) {
      return NamedMatrix.split(LayerType.ATTENTION, view, 1, NamedMatrix.PROJECTIONS);
    }
    return List.of(NamedMatrix.of(LayerType.ATTENTION, view));
  }

  /**
   * Called {@code kernel}, as Keras and Flax do, inputs before outputs: {@code [in, out]}, or
   * {@code [k..., in, out]} of a convolution.
   */
  private static NamedMatrix kernel(Parameter parameter, TensorView view) {
    int rank = view.shape().rank();
    if (rank == 2) {
      LayerType type = ModuleNames.isAttention(parameter) ? LayerType.ATTENTION : LayerType.DENSE;
      return NamedMatrix.of(parameter.leaf().startsWith("recurrent") ? LayerType.RNN : type, view);
    }
    if (parameter.leaf().equals("depthwise_kernel")) {
      return NamedMatrix.depthwiseLast(view)
          .orElseGet(() -> new NamedMatrix("", LayerType.OTHER, Slicing.LEADING, view));
    }
    if (rank == 3 && ModuleNames.isAttention(parameter)) {
      return heads(parameter, view)
          .map(matrix -> NamedMatrix.of(LayerType.ATTENTION, matrix))
          .orElseGet(() -> new NamedMatrix("", LayerType.ATTENTION, Slicing.LEADING, view));
    }
    return new NamedMatrix("", LayerType.ofKernel(rank), Slicing.LEADING, view);
  }

  /** {@code [in, heads, size]}, or {@code [heads, size, out]} on the way out, as a matrix. */
  private static Optional<TensorView> heads(Parameter parameter, TensorView view) {
    return ModuleNames.component(parameter).startsWith("o") ? view.merged(0, 2) : view.merged(1, 3);
  }
}
