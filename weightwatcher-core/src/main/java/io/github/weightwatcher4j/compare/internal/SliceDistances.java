package io.github.weightwatcher4j.compare.internal;

import io.github.weightwatcher4j.compare.DistanceMethod;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.LayerMatrices;
import io.github.weightwatcher4j.matrix.internal.RowBlocks;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.spectrum.internal.KernelAlignment;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/** The matrices of one layer in two models, compared one by one. */
public final class SliceDistances {

  private final DistanceMethod method;
  private final BooleanSupplier cancelled;

  public SliceDistances(DistanceMethod method, BooleanSupplier cancelled) {
    this.method = method;
    this.cancelled = cancelled;
  }

  /** The layer's value; empty where no slice has one, which only zero matrices bring about. */
  public OptionalDouble between(Weights first, Weights second) throws IOException {
    Weights other = Orientation.of(second, first.transposed());
    try (LayerMatrices a = LayerMatrices.open(first);
        LayerMatrices b = LayerMatrices.open(other)) {
      List<Double> values = new ArrayList<>();
      for (int slice = 0; slice < a.matrices().size(); slice++) {
        WeightMatrix matrix = a.matrices().get(slice);
        boolean examplesAreRows = matrix.transposed() == first.transposed();
        value(matrix, b.matrices().get(slice), examplesAreRows).ifPresent(values::add);
      }
      return method == DistanceMethod.RAW ? root(values) : mean(values);
    }
  }

  private OptionalDouble value(WeightMatrix a, WeightMatrix b, boolean examplesAreRows) {
    return switch (method) {
      case RAW, EUCLIDEAN -> OptionalDouble.of(normOfDifference(a, b));
      case CKA -> {
        OptionalDouble alignment = KernelAlignment.of(a, b, examplesAreRows, false, cancelled);
        yield alignment.isEmpty()
            ? alignment
            : OptionalDouble.of(Math.sqrt(alignment.getAsDouble()));
      }
      case CENTERED_CKA -> KernelAlignment.of(a, b, examplesAreRows, true, cancelled);
    };
  }

  private double normOfDifference(WeightMatrix a, WeightMatrix b) {
    double[] y = new double[Math.multiplyExact(RowBlocks.of(a).rows(), a.columns())];
    double[] norm = {0};
    RowBlocks.read(
        a,
        cancelled,
        (x, first, count) -> {
          b.read(first, count, DoubleBuffer.wrap(y));
          norm[0] = Math.hypot(norm[0], normOfDifference(x, y, count * a.columns()));
        });
    return norm[0];
  }

  /** Scaled by the largest difference, so that no square leaves the range of a double. */
  private static double normOfDifference(double[] x, double[] y, int length) {
    double largest = 0;
    for (int i = 0; i < length; i++) {
      x[i] -= y[i];
      largest = Math.max(largest, Math.abs(x[i])); // NaN if one is
    }
    if (!(largest > 0 && largest < Double.POSITIVE_INFINITY)) {
      return largest;
    }
    double sum = 0;
    for (int i = 0; i < length; i++) {
      double share = x[i] / largest;
      sum += share * share;
    }
    return largest * Math.sqrt(sum);
  }

  private static OptionalDouble root(List<Double> norms) {
    return OptionalDouble.of(norms.stream().reduce(0.0, Math::hypot));
  }

  private static OptionalDouble mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average();
  }
}
