package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import java.nio.DoubleBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Weights seen as the model has them, or transposed, whichever way their tensor is stored. */
public final class Orientation {

  private Orientation() {}

  /** The weights as a tensor that is the transpose of the model's matrix, or is not. */
  public static Weights of(Weights weights, boolean transposed) {
    if (weights.transposed() == transposed) {
      return weights;
    }
    TensorShape shape = reversed(weights.shape());
    Precision precision = weights.precision();
    Weights.Opener opener =
        () ->
            ComputedWeights.open(
                shape, precision, List.of(weights), tensors -> transposed(tensors.get(0)));
    return new Weights(shape, precision, weights.slicing(), transposed, opener);
  }

  /** The shape that the model has. */
  public static TensorShape shape(Weights weights) {
    return weights.transposed() ? reversed(weights.shape()) : weights.shape();
  }

  /** Why one cannot be set against the other element by element; empty where it can. */
  public static Optional<String> mismatch(Weights here, Weights there, String where) {
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

  /** The coarsest of the number formats. */
  public static Precision coarsest(List<Weights> weights) {
    return weights.stream()
        .map(Weights::precision)
        .max(Comparator.comparingDouble(Precision::epsilon))
        .orElseThrow();
  }

  private static TensorShape reversed(TensorShape shape) {
    return TensorShape.of(shape.dim(1), shape.dim(0));
  }

  private static WeightTensor.Reader transposed(WeightTensor tensor) {
    return (firstRow, rows, firstColumn, columns, target) -> {
      double[] block = new double[Math.multiplyExact(rows, columns)];
      tensor.read(firstColumn, columns, firstRow, rows, DoubleBuffer.wrap(block));
      target.put(transposed(block, columns, rows));
    };
  }

  /** A row-major matrix in memory, transposed. */
  public static double[] transposed(double[] matrix, int rows, int columns) {
    double[] result = new double[matrix.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        result[column * rows + row] = matrix[row * columns + column];
      }
    }
    return result;
  }
}
