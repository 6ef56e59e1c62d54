package io.github.weightwatcher4j.cuda;

import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.model.Precision;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumMethod;
import io.github.weightwatcher4j.spectrum.internal.LapackSolver;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Matrices, and what LAPACK says of them. */
final class Samples {

  static final BooleanSupplier NEVER = () -> false;

  /** That of float64. */
  static final double RESOLUTION = 1e-12;

  private Samples() {}

  /** Entries with a heavy tail, rows x columns as the tensor has them, in float64. */
  static WeightMatrix matrix(long seed, int rows, int columns) {
    return WeightMatrix.of(
        WeightTensor.of(shape(rows, columns), Precision.FLOAT64, values(seed, rows, columns)));
  }

  /** The same, rounded to float16's eleven bits. */
  static WeightMatrix half(long seed, int rows, int columns) {
    double[] values = values(seed, rows, columns);
    for (int i = 0; i < values.length; i++) {
      double unit = Math.ulp((float) values[i]) * (1 << 13);
      values[i] = Math.rint(values[i] / unit) * unit;
    }
    return WeightMatrix.of(WeightTensor.of(shape(rows, columns), Precision.FLOAT16, values));
  }

  private static TensorShape shape(int rows, int columns) {
    return TensorShape.of(rows, columns);
  }

  static double[] values(long seed, int rows, int columns) {
    Random random = new Random(seed);
    double[] values = new double[rows * columns];
    for (int i = 0; i < values.length; i++) {
      double sign = random.nextBoolean() ? 1 : -1;
      values[i] = 0.01 * sign * Math.pow(1 - random.nextDouble(), -1 / 3.0);
    }
    return values;
  }

  /** As a slice of a convolution has them: of one shape, one after the other. */
  static List<WeightMatrix> several(int count, int rows, int columns) {
    return IntStream.range(0, count).mapToObj(seed -> matrix(seed, rows, columns)).toList();
  }

  /** One row of which is the sum of two others: M - 1 eigenvalues that are not zero. */
  static WeightMatrix singular(int size) {
    double[] values = values(4, size, size);
    for (int column = 0; column < size; column++) {
      values[column] = values[size + column] + values[2 * size + column];
    }
    return WeightMatrix.of(WeightTensor.of(shape(size, size), Precision.FLOAT64, values));
  }

  /** A matrix with one entry replaced. */
  static WeightMatrix with(double entry, int size) {
    double[] values = values(5, size, size);
    values[size + 3] = entry;
    return WeightMatrix.of(WeightTensor.of(shape(size, size), Precision.FLOAT64, values));
  }

  static Spectrum lapack(SpectrumMethod method, WeightMatrix matrix) {
    try (LapackSolver solver = new LapackSolver(method)) {
      return solver.eigenvalues(matrix, RESOLUTION, NEVER);
    }
  }

  /** Largest difference of two spectra, relative to the largest eigenvalue. */
  static double difference(Spectrum a, Spectrum b) {
    if (a.size() != b.size()) {
      return Double.POSITIVE_INFINITY;
    }
    return IntStream.range(0, a.size())
            .mapToDouble(i -> Math.abs(a.eigenvalue(i) - b.eigenvalue(i)))
            .max()
            .orElse(0)
        / Math.max(a.max(), Double.MIN_NORMAL);
  }
}
