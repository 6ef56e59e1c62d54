package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.spectrum.internal.MatrixProduct;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.List;

/** A stack [E, rows, columns] with an update for each of its matrices, block by block. */
final class ExpertUpdate implements WeightTensor.Reader {

  private final WeightTensor base;
  private final double[] left;
  private final double[] right;
  private final int rows;
  private final int columns;
  private final int inner;

  private ExpertUpdate(WeightTensor base, double[] left, double[] right, int inner) {
    this.base = base;
    this.left = left;
    this.right = right;
    this.rows = Math.toIntExact(base.shape().dim(1));
    this.columns = Math.toIntExact(base.shape().dim(2));
    this.inner = inner;
  }

  /**
   * The base weights with their updates.
   *
   * @param asTranspose whether the transposes of the updates belong to the matrices
   */
  static Weights of(Weights base, LoraPair pair, double factor, boolean asTranspose) {
    return ComputedWeights.like(
        base,
        base.precision(),
        List.of(base),
        tensors -> over(tensors.get(0), pair, factor, asTranspose));
  }

  private static ExpertUpdate over(
      WeightTensor base, LoraPair pair, double factor, boolean transpose) throws IOException {
    int rank = pair.rank();
    double[] a = pair.a();
    double[] b = pair.b(factor);
    if (!transpose) {
      return new ExpertUpdate(base, b, a, rank);
    }
    int in = Math.toIntExact(pair.in());
    int out = Math.toIntExact(pair.out());
    // (B A)^T = A^T B^T
    double[] left = eachTransposed(a, rank, in);
    return new ExpertUpdate(base, left, eachTransposed(b, out, rank), rank);
  }

  private static double[] eachTransposed(double[] stack, int rows, int columns) {
    double[] result = new double[stack.length];
    int size = rows * columns;
    for (int start = 0; start < stack.length; start += size) {
      double[] one = Arrays.copyOfRange(stack, start, start + size);
      System.arraycopy(Orientation.transposed(one, rows, columns), 0, result, start, size);
    }
    return result;
  }

  @Override
  public void read(
      long firstExpert, int experts, long firstNumber, int numbers, DoubleBuffer target) {
    double[] block = new double[Math.multiplyExact(experts, numbers)];
    base.read(firstExpert, experts, firstNumber, numbers, DoubleBuffer.wrap(block));
    int firstRow = Math.toIntExact(firstNumber / columns);
    int some =
        numbers == 0 ? 0 : Math.toIntExact((firstNumber + numbers - 1) / columns) - firstRow + 1;
    int skipped = Math.toIntExact(firstNumber - (long) firstRow * columns);
    for (int i = 0; i < experts; i++) {
      int expert = Math.toIntExact(firstExpert) + i;
      int start = (expert * rows + firstRow) * inner;
      double[] l = Arrays.copyOfRange(left, start, start + some * inner);
      double[] r =
          Arrays.copyOfRange(right, expert * inner * columns, (expert + 1) * inner * columns);
      double[] update = MatrixProduct.of(l, r, some, inner, columns);
      for (int j = 0; j < numbers; j++) {
        block[i * numbers + j] += update[skipped + j];
      }
    }
    target.put(block);
  }
}
