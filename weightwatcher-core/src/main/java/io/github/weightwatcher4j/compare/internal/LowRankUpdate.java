package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.spectrum.internal.MatrixProduct;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.List;

/** W + L R block by block, with the small factors L and R in memory. */
final class LowRankUpdate implements WeightTensor.Reader {

  private final WeightTensor base;
  private final double[] left;
  private final double[] right;
  private final int inner;

  private LowRankUpdate(WeightTensor base, double[] left, double[] right, int inner) {
    this.base = base;
    this.left = left;
    this.right = right;
    this.inner = inner;
  }

  /**
   * The base weights with an update.
   *
   * @param asTranspose whether the transpose of the update belongs to the model's own matrix
   */
  static Weights of(Weights base, LoraPair pair, double factor, boolean asTranspose) {
    boolean transpose = asTranspose != base.transposed();
    return ComputedWeights.like(
        base,
        base.precision(),
        List.of(base),
        tensors -> over(tensors.get(0), pair, factor, transpose));
  }

  private static LowRankUpdate over(
      WeightTensor base, LoraPair pair, double factor, boolean transpose) throws IOException {
    int out = Math.toIntExact(pair.out());
    int in = Math.toIntExact(pair.in());
    int rank = pair.rank();
    double[] b = pair.b(factor);
    double[] a = pair.a();
    // (B A)^T = A^T B^T
    double[] left = transpose ? Orientation.transposed(a, rank, in) : b;
    double[] right = transpose ? Orientation.transposed(b, out, rank) : a;
    return new LowRankUpdate(base, left, right, rank);
  }

  @Override
  public void read(long firstRow, int rows, long firstColumn, int columns, DoubleBuffer target) {
    double[] block = new double[Math.multiplyExact(rows, columns)];
    base.read(firstRow, rows, firstColumn, columns, DoubleBuffer.wrap(block));
    int start = Math.toIntExact(firstRow * inner);
    double[] some = Arrays.copyOfRange(left, start, start + rows * inner);
    double[] update = MatrixProduct.of(some, columns(firstColumn, columns), rows, inner, columns);
    for (int i = 0; i < block.length; i++) {
      block[i] += update[i];
    }
    target.put(block);
  }

  private double[] columns(long first, int count) {
    int width = Math.toIntExact(base.shape().rowLength());
    if (count == width) {
      return right;
    }
    double[] some = new double[inner * count];
    for (int row = 0; row < inner; row++) {
      System.arraycopy(
          right, Math.toIntExact(row * (long) width + first), some, row * count, count);
    }
    return some;
  }
}
