package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Weights whose outputs have norms of their own: {@code m V / |V|} with {@code V = W + s B A}
 * (DoRA, Liu et al., ICML 2024, eq. 5), row by row of [out, in]. Where m has one row, as LyCORIS
 * can have it, the norms are those of the inputs.
 */
final class Renormed {

  /** Numbers that are read at once while norms are computed. */
  private static final int BLOCK = 1 << 20;

  private Renormed() {}

  /**
   * The weights with other norms; those that they have are computed when they are opened.
   *
   * @param norms m
   * @param transposed whether a column of the tensor is an output, and not a row
   */
  static Weights of(Weights weights, Weights norms, boolean transposed) {
    boolean columns = transposed != isOfInputs(norms);
    return ComputedWeights.like(
        weights,
        weights.precision(),
        List.of(weights),
        tensors -> over(tensors.get(0), norms, columns));
  }

  private static boolean isOfInputs(Weights norms) {
    TensorShape shape = norms.shape();
    // A kernel's magnitudes are [1, out, 1, 1], a row of norms of inputs is [1, in].
    return shape.rank() == 2 && shape.dim(0) == 1 && shape.dim(1) > 1;
  }

  /** Why the norms are not those of an update; empty where they are. */
  static Optional<String> mismatch(Weights norms, LoraPair pair) {
    boolean inputs = isOfInputs(norms);
    long expected = inputs ? pair.in() : pair.out();
    boolean fits =
        norms.shape().size() == expected
            && pair.experts() == 1
            && !(inputs && pair.shape().rank() > 2);
    return fits
        ? Optional.empty()
        : Optional.of(
            "magnitudes %s do not fit the update, %s".formatted(norms.shape(), pair.shape()));
  }

  private static WeightTensor.Reader over(WeightTensor tensor, Weights norms, boolean columns)
      throws IOException {
    double[] factors = ComputedWeights.values(norms);
    double[] squares = squares(tensor, columns);
    for (int i = 0; i < factors.length; i++) {
      factors[i] /= Math.sqrt(squares[i]);
    }
    return (firstRow, rows, firstColumn, count, target) -> {
      double[] block = new double[Math.multiplyExact(rows, count)];
      tensor.read(firstRow, rows, firstColumn, count, DoubleBuffer.wrap(block));
      for (int i = 0; i < block.length; i++) {
        block[i] *=
            factors[Math.toIntExact(columns ? firstColumn + i % count : firstRow + i / count)];
      }
      target.put(block);
    };
  }

  /** The sum of squares of each row or column. */
  private static double[] squares(WeightTensor tensor, boolean columns) {
    int rows = Math.toIntExact(tensor.shape().rows());
    int width = Math.toIntExact(tensor.shape().rowLength());
    double[] squares = new double[columns ? width : rows];
    int most = Math.max(1, BLOCK / Math.max(1, width));
    for (int first = 0; first < rows; first += most) {
      int count = Math.min(most, rows - first);
      double[] block = new double[count * width];
      tensor.read(first, count, 0, width, DoubleBuffer.wrap(block));
      for (int i = 0; i < block.length; i++) {
        squares[columns ? i % width : first + i / width] += block[i] * block[i];
      }
    }
    return squares;
  }
}
