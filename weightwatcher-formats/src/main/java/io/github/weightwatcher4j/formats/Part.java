package io.github.weightwatcher4j.formats;

import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Slicing;
import java.util.ArrayList;
import java.util.List;

/**
 * One matrix, or one stack of matrices, of a layer.
 *
 * @param name what it is inside the layer, such as {@code forget}; empty where it is all there is
 * @param type what it does
 * @param slicing which axes are a matrix
 * @param view the weights
 */
public record Part(String name, LayerType type, Slicing slicing, TensorView view) {

  /** Gates of a long short-term memory in the order of PyTorch and Keras. */
  public static final List<String> LSTM_GATES = List.of("input", "forget", "cell", "output");

  /** Gates of a gated recurrent unit in the order of PyTorch. */
  public static final List<String> GRU_GATES = List.of("reset", "update", "new");

  /** Projections of attention in the usual order. */
  public static final List<String> PROJECTIONS = List.of("queries", "keys", "values");

  /** A part that is all of its layer, its matrix the first two axes. */
  public static Part of(LayerType type, TensorView view) {
    return new Part("", type, Slicing.TRAILING, view);
  }

  /** Equal parts of a tensor along an axis, one for each name. */
  public static List<Part> split(LayerType type, TensorView view, int axis, List<String> names) {
    List<TensorView> views = view.split(axis, names.size());
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      parts.add(new Part(names.get(i), type, Slicing.TRAILING, views.get(i)));
    }
    return parts;
  }
}
