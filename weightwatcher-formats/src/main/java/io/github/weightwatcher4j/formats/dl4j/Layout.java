package io.github.weightwatcher4j.formats.dl4j;

import io.github.weightwatcher4j.formats.dl4j.internal.Parameter;
import io.github.weightwatcher4j.model.TensorShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Parameters of a layer as they follow each other in the vector of all parameters. */
final class Layout {

  private final List<Parameter> parameters = new ArrayList<>();
  private long next;

  /** Adds an array whose first axis is the fastest. */
  Layout fortran(String key, long... dims) {
    TensorShape shape = TensorShape.of(dims);
    List<Long> strides = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      strides.add(shape.product(0, axis));
    }
    return add(key, shape, strides);
  }

  /** Adds an array whose last axis is the fastest. */
  Layout c(String key, long... dims) {
    TensorShape shape = TensorShape.of(dims);
    List<Long> strides = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      strides.add(shape.product(axis + 1, shape.rank()));
    }
    return add(key, shape, strides);
  }

  /** Adds a vector, where there is one. */
  Layout vector(String key, long length, boolean isThere) {
    return isThere ? c(key, length) : this;
  }

  private Layout add(String key, TensorShape shape, List<Long> strides) {
    parameters.add(new Parameter(key, shape, next, strides));
    next = Math.addExact(next, shape.size());
    return this;
  }

  /** Adds all parameters of a layer, their keys behind a prefix. */
  Layout all(String prefix, List<Parameter> others) {
    long start = next;
    for (Parameter other : others) {
      parameters.add(other.moved(prefix + other.key(), start));
      next = Math.addExact(next, other.shape().size());
    }
    return this;
  }

  /** The parameters as they follow each other. */
  List<Parameter> parameters() {
    return List.copyOf(parameters);
  }

  /** The parameters with what comes first in the vector named last, as DL4J lists some layers. */
  List<Parameter> firstNamedLast(boolean applies) {
    List<Parameter> listed = new ArrayList<>(parameters);
    Collections.rotate(listed, applies ? -1 : 0);
    return listed;
  }
}
