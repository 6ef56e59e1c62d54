package io.github.weightwatcher4j.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A copy of a network's one flat parameter vector, which finds in the copy what a view shows of the
 * original.
 */
final class ParameterCopy implements UnaryOperator<INDArray> {

  private final INDArray original;
  private final INDArray copy;
  private final List<INDArray> copies = new ArrayList<>();

  /** Copies the vector. */
  ParameterCopy(INDArray flat) {
    this.original = flat;
    this.copy = kept(flat);
  }

  /** The same view of the copy; a copy of its own for an array that lies elsewhere. */
  @Override
  public INDArray apply(INDArray view) {
    long bytes = address(view) - address(original);
    long offset = bytes / original.data().getElementSize();
    if (bytes < 0 || offset >= original.length()) {
      return kept(view);
    }
    return Nd4j.create(copy.data(), view.shape(), view.stride(), offset, view.ordering());
  }

  private INDArray kept(INDArray array) {
    INDArray detached = detached(array);
    copies.add(detached);
    return detached;
  }

  /** Everything that was copied. */
  List<INDArray> copies() {
    return copies;
  }

  /** Where the array's first element lies, a view's offset included. */
  static long address(INDArray array) {
    return array.data().addressPointer().address();
  }

  /** A copy that outlives the workspace of the calling thread, if it is in one. */
  static INDArray detached(INDArray array) {
    return array.dup().detach();
  }
}
