package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Slicing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One matrix, or one stack of matrices, of a layer.
 *
 * @param name what it is inside the layer, such as {@code forget}; empty where it is all there is
 * @param type what it does
 * @param slicing which axes are a matrix
 * @param view the weights
 * @param note how the file was understood, where another way was possible; else empty
 */
public record NamedMatrix(
    String name, LayerType type, Slicing slicing, TensorView view, String note) {

  /** Gates of a long short-term memory in the order of PyTorch and Keras. */
  public static final List<String> LSTM_GATES = List.of("input", "forget", "cell", "output");

  /** Gates of a gated recurrent unit in the order of PyTorch. */
  public static final List<String> GRU_GATES = List.of("reset", "update", "new");

  /** Projections of attention in the usual order. */
  public static final List<String> PROJECTIONS = List.of("queries", "keys", "values");

  /** A part of which there is nothing to note. */
  public NamedMatrix(String name, LayerType type, Slicing slicing, TensorView view) {
    this(name, type, slicing, view, "");
  }

  /** The same with a note. */
  public NamedMatrix noting(String newNote) {
    return new NamedMatrix(name, type, slicing, view, newNote);
  }

  /** A part that is all of its layer, its matrix the first two axes. */
  public static NamedMatrix of(LayerType type, TensorView view) {
    return new NamedMatrix("", type, Slicing.TRAILING, view);
  }

  /** A depthwise kernel {@code [channels, 1, k...]}, a row for the filter of each channel. */
  public static NamedMatrix depthwise(TensorView kernel) {
    return kernel
        .merged(1, kernel.shape().rank())
        .map(rows -> of(LayerType.DEPTHWISE_CONV, rows))
        .orElseGet(() -> of(LayerType.OTHER, kernel));
  }

  /**
   * A depthwise kernel {@code [k..., in, multiplier]}, a row for each filter; empty where its axes
   * do not lie so in the file.
   */
  public static Optional<NamedMatrix> depthwiseLast(TensorView kernel) {
    int rank = kernel.shape().rank();
    return kernel
        .merged(rank - 2, rank)
        .flatMap(filters -> filters.merged(0, rank - 2))
        .map(matrix -> of(LayerType.DEPTHWISE_CONV, matrix.permuted(1, 0)));
  }

  /** Equal parts of a tensor along an axis, one for each name. */
  public static List<NamedMatrix> split(
      LayerType type, TensorView view, int axis, List<String> names) {
    List<TensorView> views = view.split(axis, names.size());
    List<NamedMatrix> parts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      parts.add(new NamedMatrix(names.get(i), type, Slicing.TRAILING, views.get(i)));
    }
    return parts;
  }
}
