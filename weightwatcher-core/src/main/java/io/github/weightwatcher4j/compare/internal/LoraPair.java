package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.spectrum.internal.MatrixProduct;
import io.github.weightwatcher4j.spectrum.internal.TriangularFactor;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Two factors that fit: A of shape [r, in, k...] and B of [out, r, 1...], both as the model has
 * them. Of a stack of E experts, A is [E, r, in] with its first two axes in one or not, and B is
 * [E, out, r], or [out, r E] with the experts innermost, as PEFT has it.
 *
 * @param down A
 * @param up B
 * @param experts E; 1 where there is one matrix, or one kernel
 */
record LoraPair(Weights down, Weights up, int experts) {

  /** The factors, not transposed. */
  LoraPair {
    down = Orientation.of(down, false);
    up = Orientation.of(up, false);
  }

  /** Why the factors cannot be multiplied; empty where they can. */
  Optional<String> mismatch() {
    TensorShape a = down.shape();
    TensorShape b = up.shape();
    boolean fits = experts > 1 ? stacksFit(a, b) : matricesFit(a, b);
    if (!fits) {
      return Optional.of("lora_A is %s and lora_B %s: B A has no meaning".formatted(a, b));
    }
    if (a.size() == 0 || b.size() == 0) {
      return Optional.of("lora_A is %s and lora_B %s: nothing to multiply".formatted(a, b));
    }
    return Optional.empty();
  }

  private boolean matricesFit(TensorShape a, TensorShape b) {
    boolean isKernel = Stream.of(down, up).anyMatch(LoraPair::slicesComeFirst);
    return !isKernel && b.product(2, b.rank()) == 1 && a.dim(0) == b.dim(1);
  }

  private boolean stacksFit(TensorShape a, TensorShape b) {
    long rows = a.product(0, a.rank() - 1);
    boolean stacked = b.rank() == 3;
    return (a.rank() == 2 || (a.rank() == 3 && a.dim(0) == experts))
        && rows % experts == 0
        && (stacked
            ? b.dim(0) == experts && b.dim(2) == rows / experts
            : b.rank() == 2 && b.dim(1) == rows);
  }

  private static boolean slicesComeFirst(Weights weights) {
    return weights.shape().rank() > 2 && weights.slicing() == Slicing.LEADING;
  }

  /** r, the rows of A, of each expert. */
  int rank() {
    TensorShape a = down.shape();
    return Math.toIntExact(experts > 1 ? a.product(0, a.rank() - 1) / experts : a.dim(0));
  }

  /** The rows of the update, of each expert. */
  long out() {
    return up.shape().dim(experts > 1 && up.shape().rank() == 3 ? 1 : 0);
  }

  /** The numbers in a row of the update. */
  long in() {
    TensorShape a = down.shape();
    return experts > 1 ? a.dim(a.rank() - 1) : a.rowLength();
  }

  /** The shape of the update B A, [out, in, k...], or [E, out, in] of experts. */
  TensorShape shape() {
    return experts > 1 ? TensorShape.of(experts, out(), in()) : withRows(out());
  }

  private TensorShape withRows(long rows) {
    LongStream others = down.shape().dims().stream().skip(1).mapToLong(Long::longValue);
    return TensorShape.of(LongStream.concat(LongStream.of(rows), others).toArray());
  }

  Precision precision() {
    return Orientation.coarsest(List.of(down, up));
  }

  /** A of one matrix after the other. */
  double[] a() throws IOException {
    return ComputedWeights.values(down);
  }

  /** B times a factor, of one matrix after the other. */
  double[] b(double factor) throws IOException {
    double[] stored = ComputedWeights.values(up);
    double[] values = experts > 1 && up.shape().rank() == 2 ? expertsFirst(stored) : stored;
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return values;
  }

  /** [out, r, E] as [E, out, r]. */
  private double[] expertsFirst(double[] stored) {
    int each = stored.length / experts;
    double[] values = new double[stored.length];
    for (int i = 0; i < values.length; i++) {
      values[(i % experts) * each + i / experts] = stored[i];
    }
    return values;
  }

  /** The pair whose product is some rows of this one's, which is no stack. */
  LoraPair rows(long from, long count) {
    TensorShape shape = TensorShape.of(count, rank());
    Weights some = flatUp(shape, all -> Arrays.copyOfRange(all, at(from), at(from + count)));
    return new LoraPair(down, some, 1);
  }

  /** The pair whose product has rows of zeros around this one's, which is no stack. */
  LoraPair padded(long before, long total) {
    TensorShape shape = TensorShape.of(total, rank());
    Weights padded =
        flatUp(
            shape,
            all -> {
              double[] values = new double[Math.toIntExact(shape.size())];
              System.arraycopy(all, 0, values, at(before), all.length);
              return values;
            });
    return new LoraPair(down, padded, 1);
  }

  private int at(long row) {
    return Math.toIntExact(row * rank());
  }

  private Weights flatUp(TensorShape shape, UnaryOperator<double[]> rows) {
    Weights all = up;
    return new Weights(
        shape,
        all.precision(),
        Slicing.TRAILING,
        () -> WeightTensor.of(shape, all.precision(), rows.apply(ComputedWeights.values(all))));
  }

  /**
   * A tensor of min(r, out) rows whose slices have the nonzero singular values of the slices of
   * {@code factor B A}: R A, with B = Q R. It is formed when opened; B A never is.
   */
  Weights compact(double factor) {
    int rows = Math.toIntExact(Math.min(rank(), out()));
    TensorShape shape = experts > 1 ? TensorShape.of(experts, rows, in()) : withRows(rows);
    Slicing slicing = experts > 1 ? Slicing.LEADING : Slicing.TRAILING;
    return new Weights(
        shape, precision(), slicing, () -> WeightTensor.of(shape, precision(), compacted(factor)));
  }

  private double[] compacted(double factor) throws IOException {
    double[] a = a();
    double[] b = b(factor);
    int rank = rank();
    int out = Math.toIntExact(out());
    int in = Math.toIntExact(in());
    int rows = Math.min(rank, out);
    double[] values = new double[experts * rows * in];
    for (int expert = 0; expert < experts; expert++) {
      double[] some = Arrays.copyOfRange(b, expert * out * rank, (expert + 1) * out * rank);
      double[] left = out > rank ? TriangularFactor.of(some, out, rank) : some;
      double[] right = Arrays.copyOfRange(a, expert * rank * in, (expert + 1) * rank * in);
      double[] product = MatrixProduct.of(left, right, rows, rank, in);
      System.arraycopy(product, 0, values, expert * rows * in, rows * in);
    }
    return values;
  }
}
