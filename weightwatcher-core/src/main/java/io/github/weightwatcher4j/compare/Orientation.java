package io.github.weightwatcher4j.compare;

import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.nio.DoubleBuffer;
import java.util.Optional;

/** Weights seen as the model has them, or transposed, whichever way their tensor is stored. */
final class Orientation {

  private Orientation() {}

  /** The weights as a tensor that is the transpose of the model's matrix, or is not. */
  static Weights of(Weights weights, boolean transposed) {
    return weights.transposed() == transposed
        ? weights
        : new Weights(
            reversed(weights.shape()),
            weights.precision(),
            weights.slicing(),
            transposed,
            () -> new TransposedTensor(weights.opener().open()));
  }

  /** The shape that the model has. */
  static TensorShape shape(Weights weights) {
    return weights.transposed() ? reversed(weights.shape()) : weights.shape();
  }

  /** Why one cannot be set against the other element by element; empty where it can. */
  static Optional<String> mismatch(Weights here, Weights there, String where) {
    if (!shape(here).equals(shape(there))) {
      return Optional.of("shape %s here, %s %s".formatted(shape(here), shape(there), where));
    }
    if (here.shape().rank() > 2 && here.slicing() != there.slicing()) {
      return Optional.of(
          "slices counted by the %s axes here, by the %s ones %s"
              .formatted(axes(here), axes(there), where));
    }
    return Optional.empty();
  }

  private static String axes(Weights weights) {
    return switch (weights.slicing()) {
      case TRAILING -> "last";
      case LEADING -> "first";
    };
  }

  /** The coarser of two number formats. */
  static Precision coarser(Weights a, Weights b) {
    return a.precision().epsilon() >= b.precision().epsilon() ? a.precision() : b.precision();
  }

  private static TensorShape reversed(TensorShape shape) {
    return TensorShape.of(shape.dim(1), shape.dim(0));
  }

  /** A matrix read as its transpose. */
  private record TransposedTensor(WeightTensor tensor) implements WeightTensor {

    @Override
    public TensorShape shape() {
      return reversed(tensor.shape());
    }

    @Override
    public Precision precision() {
      return tensor.precision();
    }

    @Override
    public void read(long firstRow, int rows, long firstColumn, int columns, DoubleBuffer target) {
      double[] block = new double[Math.multiplyExact(rows, columns)];
      tensor.read(firstColumn, columns, firstRow, rows, DoubleBuffer.wrap(block));
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          target.put(block[column * rows + row]);
        }
      }
    }

    @Override
    public void close() {
      tensor.close();
    }
  }
}
