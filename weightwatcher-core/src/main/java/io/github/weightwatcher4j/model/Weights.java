package io.github.weightwatcher4j.model;

import java.io.IOException;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What is known of a layer's weights before they are read, and how to read them.
 *
 * @param shape lengths of the axes
 * @param precision number format
 * @param slicing which axes are a matrix
 * @param transposed whether the tensor is the transpose of the model's own matrix, as where the
 *     columns of an array are contiguous and its rows are not; no matter for a spectrum, but
 *     matrices are subtracted from each other and multiplied as the model has them
 * @param opener opens the tensor for reading
 */
public record Weights(
    TensorShape shape, Precision precision, Slicing slicing, boolean transposed, Opener opener) {

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

  /** Opens a matrix of which only the entries that are not zero are stored. */
  public interface SparseOpener extends Opener {
    @Override
    SparseMatrix open() throws IOException;

    /** How many entries are stored, at most; known without reading them. */
    long entries();
  }

  /** Checks that the shape has room for a matrix, and that no more than a matrix is transposed. */
  public Weights {
    if (shape.rank() < 2) {
      throw new IllegalArgumentException("a matrix needs two axes, but the shape is " + shape);
    }
    if (transposed && shape.rank() > 2) {
      throw new IllegalArgumentException("only a matrix is transposed, but the shape is " + shape);
    }
    Objects.requireNonNull(precision);
    Objects.requireNonNull(slicing);
    Objects.requireNonNull(opener);
  }

  /** Weights as the model has them, not transposed. */
  public Weights(TensorShape shape, Precision precision, Slicing slicing, Opener opener) {
    this(shape, precision, slicing, false, opener);
  }

  /**
   * The tensor, ready for reading; the caller closes it.
   *
   * @throws IOException where the source cannot be read
   * @throws IllegalStateException where it is not of the shape that was announced
   */
  public WeightTensor open() throws IOException {
    WeightTensor tensor = opener.open();
    if (tensor.shape().equals(shape)) {
      return tensor;
    }
    tensor.close();
    throw new IllegalStateException(
        "the weights were announced as %s and turned out to be %s"
            .formatted(shape, tensor.shape()));
  }

  /** How many entries are stored of a sparse matrix, at most; empty for one that is not sparse. */
  public OptionalLong sparseEntries() {
    return opener instanceof SparseOpener sparse
        ? OptionalLong.of(sparse.entries())
        : OptionalLong.empty();
  }

  /** A sparse matrix that is read when the weights are opened. */
  public static Weights of(TensorShape shape, Precision precision, SparseOpener opener) {
    return new Weights(shape, precision, Slicing.TRAILING, opener);
  }

  /** A sparse matrix that is in memory already. */
  public static Weights of(SparseMatrix matrix) {
    return of(
        matrix.shape(),
        matrix.precision(),
        new SparseOpener() {
          @Override
          public SparseMatrix open() {
            return matrix;
          }

          @Override
          public long entries() {
            return matrix.entries();
          }
        });
  }

  /**
   * Weights that are in memory already. Every opening gives this tensor, so it must bear reads by
   * several threads where several analyses may run at once.
   */
  public static Weights of(WeightTensor tensor, Slicing slicing) {
    return new Weights(tensor.shape(), tensor.precision(), slicing, () -> tensor);
  }
}
