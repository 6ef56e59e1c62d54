package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Slicing;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the axes of a tensor of three or more are, in order. */
public enum Axes {
  /** {@code [out, in, kernel...]}: PyTorch's kernel of a convolution. */
  OUT_IN_KERNEL("[out, in, kernel...]"),
  /** {@code [kernel..., in, out]}: that of TensorFlow and JAX. */
  KERNEL_IN_OUT("[kernel..., in, out]"),
  /** {@code [out, kernel..., in]}: that of MLX and of TensorFlow Lite. */
  OUT_KERNEL_IN("[out, kernel..., in]"),
  /** {@code [..., rows, columns]}: matrices of experts, or of layers that a scan runs through. */
  STACK("[..., rows, columns], a stack of matrices"),
  /** {@code [in, heads, size]}: a projection of attention into heads. */
  IN_HEADS("[in, heads, size]"),
  /** {@code [heads, size, out]}: a projection of attention out of heads. */
  HEADS_OUT("[heads, size, out]"),
  /** {@code [layers, in, heads, size]}. */
  STACK_IN_HEADS("[layers, in, heads, size]"),
  /** {@code [layers, heads, size, out]}. */
  STACK_HEADS_OUT("[layers, heads, size, out]"),
  /** {@code [rows, layers, columns]}: T5X scans along the second axis. */
  ROWS_STACK_COLUMNS("[rows, layers, columns]"),
  /** {@code [in, layers, heads, size]}. */
  IN_STACK_HEADS("[in, layers, heads, size]");

  private final String shown;

  Axes(String shown) {
    this.shown = shown;
  }

  /** The axes that a word stands for, {@code kernel-in-out} say; empty where it is none. */
  public static Optional<Axes> named(String word) {
    return Arrays.stream(values()).filter(axes -> axes.word().equals(word)).findFirst();
  }

  /** As an option has it: {@code kernel-in-out}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether a tensor of so many axes can be read so. */
  public boolean fit(int rank) {
    return switch (this) {
      case OUT_IN_KERNEL, KERNEL_IN_OUT, OUT_KERNEL_IN -> rank >= 3 && rank <= 5;
      case STACK -> rank >= 3;
      case IN_HEADS, HEADS_OUT, ROWS_STACK_COLUMNS -> rank == 3;
      case STACK_IN_HEADS, STACK_HEADS_OUT, IN_STACK_HEADS -> rank == 4;
    };
  }

  /**
   * The layer that a tensor read so is.
   *
   * @param view a tensor whose number of axes {@linkplain #fit fits}
   * @param projection type of a layer that is no convolution
   */
  public NamedMatrix read(TensorView view, LayerType projection) {
    int rank = view.shape().rank();
    LayerType kernel = LayerType.ofKernel(rank);
    return switch (this) {
      case OUT_IN_KERNEL -> NamedMatrix.of(kernel, view);
      case KERNEL_IN_OUT -> new NamedMatrix("", kernel, Slicing.LEADING, view);
      case OUT_KERNEL_IN -> NamedMatrix.of(kernel, view.permuted(inSecond(rank)));
      case STACK -> new NamedMatrix("", projection, Slicing.LEADING, view);
      case IN_HEADS, STACK_HEADS_OUT -> heads(view, 1, projection);
      case HEADS_OUT -> heads(view, 0, projection);
      case STACK_IN_HEADS -> heads(view, 2, projection);
      case ROWS_STACK_COLUMNS -> STACK.read(view.permuted(1, 0, 2), projection);
      case IN_STACK_HEADS -> STACK_IN_HEADS.read(view.permuted(1, 0, 2, 3), projection);
    };
  }

  /** Out, in, kernel of out, kernel, in. */
  private static int[] inSecond(int rank) {
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

  /** The axes in brackets. */
  @Override
  public String toString() {
    return shown;
  }
}
