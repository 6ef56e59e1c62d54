package io.github.weightwatcher4j.formats.statedict;

import io.github.weightwatcher4j.formats.Part;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Slicing;
import java.util.Optional;

/** Parameters called {@code kernel}, as Keras and Flax do: inputs before outputs. */
final class KernelParts {

  private KernelParts() {}

  /** {@code [in, out]}, or {@code [k..., in, out]} of a convolution. */
  static Part of(Parameter parameter, TensorView view) {
    int rank = view.shape().rank();
    if (rank == 2) {
      LayerType type =
          NamingConventions.isAttention(parameter) ? LayerType.ATTENTION : LayerType.DENSE;
      return Part.of(parameter.leaf().startsWith("recurrent") ? LayerType.RNN : type, view);
    }
    if (parameter.leaf().equals("depthwise_kernel")) {
      return channelsFirst(view)
          .map(rows -> Part.of(LayerType.DEPTHWISE_CONV, rows))
          .orElseGet(() -> new Part("", LayerType.OTHER, Slicing.LEADING, view));
    }
    if (rank == 3 && NamingConventions.isAttention(parameter)) {
      return heads(parameter, view)
          .map(matrix -> Part.of(LayerType.ATTENTION, matrix))
          .orElseGet(() -> new Part("", LayerType.ATTENTION, Slicing.LEADING, view));
    }
    return new Part("", LayerType.ofKernel(rank), Slicing.LEADING, view);
  }

  /** {@code [k..., in, multiplier]} with a row for each filter. */
  private static Optional<TensorView> channelsFirst(TensorView view) {
    int rank = view.shape().rank();
    return view.merged(rank - 2, rank)
        .flatMap(filters -> filters.merged(0, rank - 2))
        .map(matrix -> matrix.permuted(1, 0));
  }

  /** {@code [in, heads, size]}, or {@code [heads, size, out]} on the way out, as a matrix. */
  private static Optional<TensorView> heads(Parameter parameter, TensorView view) {
    return NamingConventions.component(parameter).startsWith("o")
        ? view.merged(0, 2)
        : view.merged(1, 3);
  }
}
