package io.github.weightwatcher4j.formats.dl4j.internal;

import io.github.weightwatcher4j.formats.TensorView;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.List;

/**
 * One array of a layer, and where its numbers stand among those of the layer.
 *
 * @param key what DL4J calls it, such as {@code W}
 * @param shape lengths of its axes
 * @param offset index of its first number among those of the layer
 * @param strides for each axis the distance of neighbours, in numbers
 */
public record Parameter(String key, TensorShape shape, long offset, List<Long> strides) {

  /** Copies the strides. */
  public Parameter {
    strides = List.copyOf(strides);
  }

  /** The same under another key and so much further on. */
  public Parameter moved(String newKey, long by) {
    return new Parameter(newKey, shape, Math.addExact(offset, by), strides);
  }

  /** The numbers, where those of the layer begin at {@code start} of the vector. */
  public TensorView in(TensorView vector, long start) {
    return new TensorView(vector.storage(), vector.offset() + start + offset, shape, strides);
  }
}
