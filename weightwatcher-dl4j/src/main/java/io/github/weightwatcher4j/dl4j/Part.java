package io.github.weightwatcher4j.dl4j;

import io.github.weightwatcher4j.formats.dl4j.internal.LayerPart;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One matrix, or one stack of matrices, among the parameters of a layer.
 *
 * @param name what it is inside the layer, such as {@code W} or {@code RW.forget}
 * @param type what it does
 * @param slicing which axes are a matrix
 * @param array the parameters: a view, or a reshaped copy where no view has that shape
 * @param parameter the array of the layer that {@code array} has been reshaped from; else {@code
 *     array} itself
 */
record Part(String name, LayerType type, Slicing slicing, INDArray array, INDArray parameter) {

  /** A part that is a view of the layer's parameters. */
  Part(String name, LayerType type, Slicing slicing, INDArray array) {
    this(name, type, slicing, array, array);
  }

  /** A part of a layer, one of whose parameters is {@code whole}. */
  static Part of(LayerPart part, INDArray whole) {
    if (part.firstColumn().isPresent()) {
      long first = part.firstColumn().getAsLong();
      INDArray columns =
          whole.get(NDArrayIndex.all(), NDArrayIndex.interval(first, first + part.shape().dim(1)));
      return new Part(part.name(), part.type(), part.slicing(), columns);
    }
    return shaped(part.name(), part.type(), part.slicing(), part.shape(), whole);
  }

  /** A part that is the whole of a parameter, in another shape where that is another, C order. */
  static Part shaped(
      String name, LayerType type, Slicing slicing, TensorShape shape, INDArray whole) {
    if (shape.equals(TensorShape.of(whole.shape()))) {
      return new Part(name, type, slicing, whole);
    }
    long[] dims = shape.dims().stream().mapToLong(Long::longValue).toArray();
    return new Part(name, type, slicing, whole.reshape('c', dims), whole);
  }
}
