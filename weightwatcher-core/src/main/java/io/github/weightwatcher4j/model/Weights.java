package io.github.weightwatcher4j.model;

import java.io.IOException;
import java.util.Objects;

/**
 * What is known of a layer's weights before they are read, and how to read them.
 *
 * @param shape lengths of the axes
 * @param precision number format
 * @param slicing which axes are a matrix
 * @param opener opens the tensor for reading
 */
public record Weights(TensorShape shape, Precision precision, Slicing slicing, Opener opener) {

  /** Opens a tensor; the caller closes it. */
  @FunctionalInterface
  public interface Opener {
    /**
     * The tensor, ready for reading.
     *
     * @throws IOException where the source cannot be read
     */
    WeightTensor open() throws IOException;
  }

  /** Checks that the shape has room for a matrix. */
  public Weights {
    if (shape.rank() < 2) {
      throw new IllegalArgumentException("a matrix needs two axes, but the shape is " + shape);
    }
    Objects.requireNonNull(precision);
    Objects.requireNonNull(slicing);
    Objects.requireNonNull(opener);
  }

  /**
   * Weights that are in memory already. Every opening gives this tensor, so it must bear reads by
   * several threads where several analyses may run at once.
   */
  public static Weights of(WeightTensor tensor, Slicing slicing) {
    return new Weights(tensor.shape(), tensor.precision(), slicing, () -> tensor);
  }
}
