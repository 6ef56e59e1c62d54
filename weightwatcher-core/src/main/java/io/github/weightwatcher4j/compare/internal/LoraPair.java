package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.Slicing;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.spectrum.internal.MatrixProduct;
import io.github.weightwatcher4j.spectrum.internal.TriangularFactor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Two factors that fit: A of shape [r, in, k...] and B of [out, r, 1...], both as the model has
 * them.
 *
 * @param down A
 * @param up B
 */
public record LoraPair(Weights down, Weights up) {

  /** The factors, not transposed. */
  public LoraPair {
    down = Orientation.of(down, false);
    up = Orientation.of(up, false);
  }

  /** Why the factors cannot be multiplied; empty where they can. */
  public Optional<String> mismatch() {
    TensorShape a = down.shape();
    TensorShape b = up.shape();
    boolean isKernel = Stream.of(down, up).anyMatch(LoraPair::slicesComeFirst);
    if (isKernel || b.product(2, b.rank()) != 1 || a.dim(0) != b.dim(1)) {
      return Optional.of("lora_A is %s and lora_B %s: B A has no meaning".formatted(a, b));
    }
    if (a.size() == 0 || b.size() == 0) {
      return Optional.of("lora_A is %s and lora_B %s: nothing to multiply".formatted(a, b));
    }
    return Optional.empty();
  }

  private static boolean slicesComeFirst(Weights weights) {
    return weights.shape().rank() > 2 && weights.slicing() == Slicing.LEADING;
  }

  /** r, the rows of A. */
  public int rank() {
    return Math.toIntExact(down.shape().dim(0));
  }

  /** The shape of the update B A, [out, in, k...]. */
  public TensorShape shape() {
    TensorShape a = down.shape();
    return TensorShape.of(
        LongStream.concat(
                LongStream.of(up.shape().dim(0)),
                a.dims().stream().skip(1).mapToLong(Long::longValue))
            .toArray());
  }

  public Precision precision() {
    return Orientation.coarsest(List.of(down, up));
  }

  public double[] a() throws IOException {
    return ComputedWeights.values(down);
  }

  /** B times a factor. */
  public double[] b(double factor) throws IOException {
    double[] values = ComputedWeights.values(up);
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return values;
  }

  /**
   * A tensor of min(r, out) rows whose slices have the nonzero singular values of the slices of
   * {@code factor B A}: R A, with B = Q R. It is formed when opened; B A never is.
   */
  public Weights compact(double factor) {
    int out = Math.toIntExact(up.shape().dim(0));
    int rows = Math.min(rank(), out);
    int columns = Math.toIntExact(down.shape().rowLength());
    TensorShape shape =
        TensorShape.of(
            LongStream.concat(
                    LongStream.of(rows),
                    down.shape().dims().stream().skip(1).mapToLong(Long::longValue))
                .toArray());
    return new Weights(
        shape,
        precision(),
        Slicing.TRAILING,
        () -> {
          double[] b = b(factor);
          double[] left = out > rank() ? TriangularFactor.of(b, out, rank()) : b;
          double[] values = MatrixProduct.of(left, a(), rows, rank(), columns);
          return WeightTensor.of(shape, precision(), values);
        });
  }
}
