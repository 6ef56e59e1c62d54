package io.github.weightwatcher4j.formats.statedict;

import io.github.weightwatcher4j.formats.Axes;
import io.github.weightwatcher4j.formats.NamedMatrix;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
    boolean kernel = parameter.leaf().equals("kernel") || parameter.leaf().endsWith("_kernel");
    if (!kernel && !parameter.leaf().equals("weight") && !parameter.hasTwoAxes()) {
      return List.of(); // a vector with axes to broadcast along
    }
    if (rank == 2) {
      return kernel ? List.of(kernel(parameter, view)) : matrix(parameter, view, names);
    }
    return stack(parameter, view, names);
  }

  private static List<NamedMatrix> embedding(TensorView view) {
    return view.shape().rank() < 2 ? List.of() : List.of(NamedMatrix.of(LayerType.EMBEDDING, view));
  }

  private static List<NamedMatrix> matrix(
      Parameter parameter, TensorView view, ModelParameters names) {
    if (ModuleNames.isAllExperts(parameter)) {
      return List.of(experts(parameter, view, names));
    }
    if (!ModuleNames.isAttention(parameter)) {
      return List.of(NamedMatrix.of(LayerType.DENSE, view));
    }
    return projections(ModuleNames.component(parameter), view);
  }

  /** The matrices of all experts below each other, {@code [experts * rows, columns]}. */
  private static NamedMatrix experts(Parameter parameter, TensorView view, ModelParameters names) {
    long rows = view.shape().dim(0);
    OptionalLong experts = names.experts(parameter);
    if (experts.isPresent() && rows % experts.getAsLong() == 0 && view.isContiguous(0)) {
      TensorShape stack =
          TensorShape.of(experts.getAsLong(), rows / experts.getAsLong(), view.shape().dim(1));
      return new NamedMatrix("", LayerType.OTHER, Slicing.LEADING, view.reshaped(stack));
    }
    return NamedMatrix.of(LayerType.DENSE, view)
        .noting("taken as one matrix: no router tells of how many experts it is");
  }

  /** Three axes or more: kernels of convolutions, heads of attention, experts. */
  private static List<NamedMatrix> stack(
      Parameter parameter, TensorView view, ModelParameters names) {
    if (parameter.leaf().equals("depthwise_kernel")) {
      return List.of(
          NamedMatrix.depthwiseLast(view)
              .orElseGet(() -> new NamedMatrix("", LayerType.OTHER, Slicing.LEADING, view)));
    }
    if (names.isDepthwise(parameter)) {
      return List.of(NamedMatrix.depthwise(view));
    }
    LayerType type = ModuleNames.isAttention(parameter) ? LayerType.ATTENTION : LayerType.OTHER;
    return AxesEvidence.of(parameter, view.shape(), names)
        .map(
            axes ->
                axes.axes() == Axes.OUT_IN_KERNEL && ModuleNames.isTransposed(parameter)
                    ? NamedMatrix.of(LayerType.DECONV, view)
                    : axes.matrix(view, type))
        .map(List::of)
        .orElse(List.of());
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

  /** Called {@code kernel}, as Keras and Flax do, inputs before outputs: {@code [in, out]}. */
  private static NamedMatrix kernel(Parameter parameter, TensorView view) {
    LayerType type = ModuleNames.isAttention(parameter) ? LayerType.ATTENTION : LayerType.DENSE;
    return NamedMatrix.of(parameter.leaf().startsWith("recurrent") ? LayerType.RNN : type, view);
  }
}
