package io.github.weightwatcher4j.formats.statedict;

import io.github.weightwatcher4j.formats.NamedMatrix;
import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Slicing;
import java.util.stream.IntStream;

/**
 * How the axes of a tensor of three or more are read.
 *
 * @param reading what they are
 * @param evident whether name, shape and neighbours leave no other
 */
record TensorAxes(Reading reading, boolean evident) {

  /** What the axes are, in order. */
  enum Reading {
    /** PyTorch's kernel of a convolution. */
    OUT_IN_KERNEL("[out, in, kernel...]"),
    /** Kernel of TensorFlow and JAX. */
    KERNEL_IN_OUT("[kernel..., in, out]"),
    /** Kernel of MLX and of Core ML. */
    OUT_KERNEL_IN("[out, kernel..., in]"),
    /** Matrices of experts, or of layers that a scan runs through. */
    STACK("a stack of matrices [..., rows, columns]"),
    /** A projection of attention into heads. */
    IN_HEADS("[in, heads, size]"),
    /** A projection of attention out of heads. */
    HEADS_OUT("[heads, size, out]"),
    /** As {@link #IN_HEADS}, for each of several layers. */
    STACK_IN_HEADS("a stack of [in, heads, size]"),
    /** As {@link #HEADS_OUT}, for each of several layers. */
    STACK_HEADS_OUT("a stack of [heads, size, out]");

    private final String shown;

    Reading(String shown) {
      this.shown = shown;
    }

    @Override
    public String toString() {
      return shown;
    }
  }

  static TensorAxes evident(Reading reading) {
    return new TensorAxes(reading, true);
  }

  static TensorAxes assumed(Reading reading) {
    return new TensorAxes(reading, false);
  }

  /** The layer that a tensor read so is. */
  NamedMatrix matrix(TensorView view, LayerType projection) {
    int rank = view.shape().rank();
    LayerType kernel = LayerType.ofKernel(rank);
    NamedMatrix matrix =
        switch (reading) {
          case OUT_IN_KERNEL -> NamedMatrix.of(kernel, view);
          case KERNEL_IN_OUT -> new NamedMatrix("", kernel, Slicing.LEADING, view);
          case OUT_KERNEL_IN -> NamedMatrix.of(kernel, view.permuted(inLast(rank)));
          case STACK -> new NamedMatrix("", projection, Slicing.LEADING, view);
          case IN_HEADS -> heads(view, 1, projection);
          case HEADS_OUT -> heads(view, 0, projection);
          case STACK_IN_HEADS -> heads(view, 2, projection);
          case STACK_HEADS_OUT -> heads(view, 1, projection);
        };
    return evident
        ? matrix
        : matrix.noting(
            "axes are taken for " + reading + ", which neither names nor shapes settle");
  }

  /** Out, in, kernel of out, kernel, in. */
  private static int[] inLast(int rank) {
    return IntStream.range(0, rank).map(i -> i == 0 ? 0 : i == 1 ? rank - 1 : i - 1).toArray();
  }

  /** Heads and their size, neighbours from an axis on, as one axis. */
  private static NamedMatrix heads(TensorView view, int first, LayerType type) {
    return view.merged(first, first + 2)
        .map(
            merged ->
                merged.shape().rank() == 2
                    ? NamedMatrix.of(type, merged)
                    : new NamedMatrix("", type, Slicing.LEADING, merged))
        .orElseGet(() -> new NamedMatrix("", type, Slicing.LEADING, view));
  }
}
