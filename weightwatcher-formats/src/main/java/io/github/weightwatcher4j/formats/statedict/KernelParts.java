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
      LayerType type = Words.isAttention(parameter) ? LayerType.ATTENTION : LayerType.DENSE;
      return Part.of(parameter.leaf().startsWith("recurrent") ? LayerType.RNN : type, view);
    }
    if (parameter.leaf().equals("depthwise_kernel")) {
      return channelsFirst(view)
          .map(rows -> Part.of(LayerType.DEPTHWISE_CONV, rows))
          .orElseGet(() -> new Part("", LayerType.OTHER, Slicing.LEADING, view));
    }
    if (rank == 3 && Words.isAttention(parameter)) {
      return heads(parameter, view)
          .map(matrix -> Part.of(LayerType.ATTENTION, matrix))
          .orElseGet(() -> new Part("", LayerType.ATTENTION, Slicing.LEADING, view));
    }
    LayerType type =
        switch (rank) {
          case 3 -> LayerType.CONV1D;
          case 4 -> LayerType.CONV2D;
          case 5 -> LayerType.CONV3D;
          default -> LayerType.OTHER;
        };
    return new Part("", type, Slicing.LEADING, view);
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
    return Words.component(parameter).startsWith("o") ? view.merged(0, 2) : view.merged(1, 3);
  }
}
