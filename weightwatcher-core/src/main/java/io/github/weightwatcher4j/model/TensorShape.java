package io.github.weightwatcher4j.model;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Lengths of a tensor's axes, outermost first.
 *
 * @param dims the lengths, each at least 0
 */
public record TensorShape(List<Long> dims) {

  /** Copies the lengths and checks that none is negative and that their product is a long. */
  public TensorShape {
    dims = List.copyOf(dims);
    long size = 1;
    for (long dim : dims) {
      if (dim < 0) {
        throw new IllegalArgumentException("a shape must have no negative axis but was " + dims);
      }
      try {
        size = Math.multiplyExact(size, dim);
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException("shape too large: " + dims, e);
      }
    }
  }

  /** Shape of the given axes. */
  public static TensorShape of(long... dims) {
    return new TensorShape(LongStream.of(dims).boxed().toList());
  }

  /** Number of axes. */
  public int rank() {
    return dims.size();
  }

  /** Length of one axis. */
  public long dim(int axis) {
    return dims.get(axis);
  }

  /** Number of elements; 1 for a scalar. */
  public long size() {
    return product(0, rank());
  }

  /** Length of the first axis, the rows of {@link WeightTensor#read}; 1 for a scalar. */
  public long rows() {
    return product(0, Math.min(1, rank()));
  }

  /** Elements in one row: product of all axes but the first; 1 for a vector or a scalar. */
  public long rowLength() {
    return product(Math.min(1, rank()), rank());
  }

  /** Whether there is more than a vector: two axes longer than 1. */
  public boolean isMatrix() {
    return dims.stream().filter(length -> length > 1).count() >= 2;
  }

  /**
   * Product of the axes {@code from} (inclusive) to {@code to} (exclusive); 1 where there is none.
   */
  public long product(int from, int to) {
    long size = 1;
    for (int axis = from; axis < to; axis++) {
      size *= dim(axis);
    }
    return size;
  }

  @Override
  public String toString() {
    return dims.stream().map(String::valueOf).collect(Collectors.joining(" x ", "[", "]"));
  }
}
