package io.github.weightwatcher4j.formats.samediff.internal;

import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a variable is read as a matrix, or as a stack of them: its axes in another order, and then
 * its elements, in C order, with axes of other lengths.
 *
 * @param type what its operation does
 * @param slicing which axes are a matrix
 * @param axes axis {@code i} is axis {@code axes[i]} of the variable
 * @param shape of the same size as the variable
 */
public record VariableMatrix(
    LayerType type, Slicing slicing, List<Integer> axes, TensorShape shape) {

  /** Copies the list. */
  public VariableMatrix {
    axes = List.copyOf(axes);
  }

  /** The variable as it is. */
  static VariableMatrix plain(LayerType type, Slicing slicing, TensorShape shape) {
    List<Integer> axes = IntStream.range(0, shape.rank()).boxed().toList();
    return new VariableMatrix(type, slicing, axes, shape);
  }

  /** The variable with axes of other lengths. */
  static VariableMatrix reshaped(LayerType type, TensorShape variable, long... dims) {
    List<Integer> axes = IntStream.range(0, variable.rank()).boxed().toList();
    return new VariableMatrix(type, Slicing.TRAILING, axes, TensorShape.of(dims));
  }

  /** Whether there is more than a vector: two axes longer than 1. */
  public boolean isMatrix() {
    return shape.isMatrix();
  }

  /** Whether axes change places. */
  public boolean isPermuted() {
    return !axes.equals(axes.stream().sorted().toList());
  }
}
