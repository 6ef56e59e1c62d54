package io.github.weightwatcher4j.spectrum.internal;

import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import io.github.weightwatcher4j.model.Precision;
import java.util.function.BooleanSupplier;

/**
 * One random permutation of all elements of a matrix, which leaves its distribution of weights and
 * takes its correlations away (Martin &amp; Mahoney, JMLR 22(165)).
 *
 * <p>Every permutation of the N M elements is equally likely. Which one is drawn depends on the
 * four numbers alone, not on threads or on the order of calls, and not on whether an oblong matrix
 * is stored as N x M or as M x N.
 *
 * @param seed of the whole analysis
 * @param layer index of the layer
 * @param slice number of the matrix within the layer, from 0
 * @param replica number of the permutation of that matrix, from 0
 */
public record Shuffle(long seed, int layer, int slice, int replica) {

  /**
   * A shuffled copy of the matrix. The caller closes it.
   *
   * @param matrix read once, block by block
   * @param cancelled asked between blocks; true stops the work
   * @throws java.util.concurrent.CancellationException where {@code cancelled} became true
   * @throws io.github.weightwatcher4j.spectrum.NativeLibraryException where there is no memory left
   *     for the copy
   */
  public ShuffledMatrix apply(WeightMatrix matrix, BooleanSupplier cancelled) {
    return ShuffledMatrix.of(matrix, permutation(matrix), cancelled);
  }

  private Permutation permutation(WeightMatrix matrix) {
    long key = Permutation.mix(seed);
    for (long part : new long[] {layer, slice, replica}) {
      key = Permutation.mix(key + part);
    }
    return new Permutation(key, (long) matrix.rows() * matrix.columns());
  }

  /**
   * Native memory in bytes that a shuffled copy of one matrix takes: 4 for a weight of float32 or
   * less, 8 for others, and one block of rows while it is read. Putting it back takes as much again
   * for a while.
   */
  public static long bytesNeeded(MatrixShape shape, Precision precision) {
    long block = Double.BYTES * shape.m() * RowBlocks.rowsOfProduct(shape.n(), shape.m());
    return shape.n() * shape.m() * Elements.bytesPerElement(precision) + block;
  }
}
