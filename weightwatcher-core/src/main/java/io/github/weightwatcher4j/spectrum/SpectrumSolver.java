package io.github.weightwatcher4j.spectrum;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.model.Precision;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Computes the eigenvalues of one matrix, with eigenvectors on request. Safe to call from many
 * threads; the same matrix gives the same bits on each. Closed when the analysis is done.
 */
public interface SpectrumSolver extends AutoCloseable {

  /**
   * All M eigenvalues of W^T W.
   *
   * @param matrix the N x M matrix W
   * @param resolution smallest singular value, relative to the largest, that must be told from zero
   * @param cancelled asked between blocks; true stops the work
   * @throws UnusableWeightsException where a weight is NaN or infinite, or eigenvalues leave the
   *     range of a double
   * @throws java.util.concurrent.CancellationException where {@code cancelled} became true
   */
  Spectrum eigenvalues(WeightMatrix matrix, double resolution, BooleanSupplier cancelled);

  /**
   * The eigenvalues of each of the matrices, which are all of one shape: for solvers to whom
   * several small ones are less work at once than one by one. Each matrix has the bits that it has
   * alone.
   *
   * @param matrices of a layer, in its order
   * @param resolution as above
   * @param cancelled as above
   * @throws UnusableWeightsException as above, for the first of which it holds
   * @throws java.util.concurrent.CancellationException where {@code cancelled} became true
   */
  default List<Spectrum> eigenvalues(
      List<WeightMatrix> matrices, double resolution, BooleanSupplier cancelled) {
    return matrices.stream().map(matrix -> eigenvalues(matrix, resolution, cancelled)).toList();
  }

  /**
   * All M eigenvalues of W^T W and an orthonormal basis of its eigenvectors, right to about M eps
   * lambda_max. The caller closes what is returned.
   *
   * @param matrix the N x M matrix W
   * @param cancelled asked between blocks; true stops the work
   * @throws UnusableWeightsException where a weight is NaN or infinite, or eigenvalues leave the
   *     range of a double
   * @throws java.util.concurrent.CancellationException where {@code cancelled} became true
   */
  EigenSystem eigenvectors(WeightMatrix matrix, BooleanSupplier cancelled);

  /** Native memory in bytes that a matrix of this shape takes while it is solved. */
  long bytesNeeded(MatrixShape shape);

  /** As above, for a matrix of weights in this format, which may take less. */
  default long bytesNeeded(MatrixShape shape, Precision weights) {
    return bytesNeeded(shape);
  }

  /**
   * Native memory in bytes that a matrix of this shape takes while its eigenvectors are computed,
   * about 24 M^2; 8 M^2 of them until they are closed.
   */
  long bytesForVectors(MatrixShape shape);

  /**
   * What a reader of the results has to know of how they were computed, a sentence each: what was
   * done elsewhere than on the solver's device, and why. Asked when all is done.
   */
  default List<String> notes() {
    return List.of();
  }

  /** Gives back what it holds of its device; it is not asked for anything afterwards. */
  @Override
  default void close() {}
}
