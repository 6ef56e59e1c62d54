package io.github.weightwatcher4j.pruning;

import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.spectrum.UnusableWeightsException;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.util.function.BooleanSupplier;

/**
 * The magnitudes of a layer's weights, read block by block.
 *
 * <p>The order of magnitudes is that of their bits as whole numbers. So the k-th smallest is found
 * exactly, digit by digit of 19 bits, in two passes over single precision and four over double, in
 * 4 MB whatever the number of weights.
 */
final class Magnitudes {

  private static final int DIGIT = 19;
  private static final int[] SHIFTS = {45, 26, 7, 0};

  private Magnitudes() {}

  /** Takes a block of weights in the tensor's order. */
  @FunctionalInterface
  interface Block {
    void accept(double[] values, int count, int firstRow);
  }

  /** Walks through the weights in C order. */
  static void read(WeightTensor tensor, BooleanSupplier cancelled, Block task) {
    long rows = tensor.shape().rows();
    int length = Math.toIntExact(tensor.shape().rowLength());
    RowBlocks blocks = RowBlocks.of(rows, length);
    double[] values = new double[Math.multiplyExact(blocks.rows(), length)];
    blocks.forEach(
        cancelled,
        (first, count) -> {
          tensor.read(first, count, 0, length, DoubleBuffer.wrap(values));
          task.accept(values, count * length, first);
        });
  }

  /**
   * The k-th smallest magnitude.
   *
   * @param k from 1 to the number of weights
   */
  static double smallest(Weights weights, long k, BooleanSupplier cancelled) throws IOException {
    try (WeightTensor tensor = weights.open()) {
      Search search = new Search(k);
      for (int i = 0; i < SHIFTS.length && !search.isDone(); i++) {
        int above = i == 0 ? Long.SIZE - 1 : SHIFTS[i - 1];
        search.narrow(tensor, SHIFTS[i], above, cancelled);
      }
      return Double.longBitsToDouble(search.found);
    }
  }

  /** What is known of the bits of the magnitude that is looked for, from the highest down. */
  private static final class Search {

    private long found;
    private long rank;
    private long restOfBits = 1;

    Search(long rank) {
      this.rank = rank;
    }

    /** Whether no candidate has bits below those that are known. */
    boolean isDone() {
      return restOfBits == 0;
    }

    void narrow(WeightTensor tensor, int shift, int above, BooleanSupplier cancelled) {
      long[] counts = new long[1 << Math.min(DIGIT, above - shift)];
      restOfBits = 0;
      read(
          tensor,
          cancelled,
          (values, count, firstRow) -> {
            for (int i = 0; i < count; i++) {
              long bits = Double.doubleToRawLongBits(Math.abs(values[i]));
              requireFinite(values[i], i, firstRow, tensor);
              if (bits >>> above == found >>> above) {
                counts[(int) ((bits >>> shift) & (counts.length - 1))]++;
                restOfBits |= bits & ((1L << shift) - 1);
              }
            }
          });
      int digit = 0;
      while (rank > counts[digit]) {
        rank -= counts[digit++];
      }
      found |= (long) digit << shift;
    }

    private static void requireFinite(double value, int i, int firstRow, WeightTensor tensor) {
      if (!(Math.abs(value) < Double.POSITIVE_INFINITY)) {
        long length = tensor.shape().rowLength();
        throw new UnusableWeightsException(
            "the weight in row %d, column %d is %s"
                .formatted(firstRow + i / length, i % length, value));
      }
    }
  }
}
