package io.github.weightwatcher4j.formats.dl4j.internal;

import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.OptionalLong;

/**
 * One matrix, or one stack of matrices, among the parameters of a layer.
 *
 * @param name what it is inside the layer, such as {@code W} or {@code RW.forget}
 * @param type what it does
 * @param slicing which axes are a matrix
 * @param parameter key of the parameter that holds it
 * @param shape its shape: that of the whole parameter, or what the parameter is read as in C order,
 *     or some columns of it
 * @param firstColumn the first of those columns; empty where it is the whole parameter
 */
public record LayerPart(
    String name,
    LayerType type,
    Slicing slicing,
    String parameter,
    TensorShape shape,
    OptionalLong firstColumn) {

  static LayerPart whole(
      String name, LayerType type, Slicing slicing, String parameter, TensorShape shape) {
    return new LayerPart(name, type, slicing, parameter, shape, OptionalLong.empty());
  }

  /** A plain matrix. */
  static LayerPart matrix(String name, LayerType type, String parameter, TensorShape shape) {
    return whole(name, type, Slicing.TRAILING, parameter, shape);
  }

  /**
   * A part that nothing is known of but its shape: two axes are a dense layer; of more axes, the
   * two outer or the two inner ones are the matrix, whichever have more elements, because kernels
   * are smaller than channels.
   */
  public static LayerPart byShape(String key, TensorShape shape) {
    int last = shape.rank() - 1;
    if (last <= 1) {
      return matrix(key, LayerType.DENSE, key, shape);
    }
    boolean outer = shape.product(0, 2) > shape.product(last - 1, last + 1);
    Slicing slicing = outer ? Slicing.TRAILING : Slicing.LEADING;
    return whole(key, LayerType.OTHER, slicing, key, shape);
  }

  /** A kernel of four axes as one matrix: the first two are its rows, the last two its columns. */
  public static LayerPart unfolded(String name, String key, TensorShape kernel) {
    TensorShape matrix = TensorShape.of(kernel.product(0, 2), kernel.product(2, 4));
    return matrix(name, LayerType.DEPTHWISE_CONV, key, matrix);
  }

  /** A projection of attention; {@code [heads, size, in]} as one matrix of all heads. */
  public static LayerPart projection(String name, String key, TensorShape heads) {
    TensorShape matrix =
        heads.rank() == 3 ? TensorShape.of(heads.product(0, 2), heads.dim(2)) : heads;
    return matrix(name, LayerType.ATTENTION, key, matrix);
  }

  /** Whether there is more than a vector: two axes longer than 1. */
  public boolean isMatrix() {
    return shape.isMatrix();
  }

  /** This part of a layer that is itself a part, whose parameter has a key of its own there. */
  LayerPart of(String outer, String key) {
    return new LayerPart(outer + "." + name, type, slicing, key, shape, firstColumn);
  }
}
