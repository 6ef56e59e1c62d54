package io.github.weightwatcher4j;

import io.github.weightwatcher4j.fit.HillEstimator;
import io.github.weightwatcher4j.matrix.FarmsWindows;
import io.github.weightwatcher4j.matrix.FarmsWindows.Window;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.matrix.WeightMatrix;
import io.github.weightwatcher4j.matrix.internal.LayerMatrices;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.model.TensorShape;
import io.github.weightwatcher4j.model.WeightTensor;
import io.github.weightwatcher4j.model.Weights;
import io.github.weightwatcher4j.run.internal.Workers;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.spectrum.SpectrumSolver;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** Hill's exponents of the upper halves of a row's spectrum and of those of its windows. */
final class FarmsStage {

  private final SpectrumSolver solver;
  private final FarmsWindows windows;

  FarmsStage(SpectrumSolver solver, FarmsWindows windows) {
    this.solver = solver;
    this.windows = windows;
  }

  /**
   * hill_alpha and farms_alpha, where asked for: the latter is the mean over the groups of windows
   * that have an exponent.
   *
   * @param slice where the row is one of several of its layer
   */
  Metrics of(
      Layer layer,
      OptionalInt slice,
      Weights weights,
      LayerSpectra row,
      Workers workers,
      BooleanSupplier cancelled)
      throws IOException {
    if (windows.isNone()) {
      return Metrics.none();
    }
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    HillEstimator.ofUpperHalf(row.spectrum()).ifPresent(a -> values.put(Metric.HILL_ALPHA, a));
    try (LayerMatrices matrices = LayerMatrices.open(weights)) {
      int first = slice.orElse(0);
      List<WeightMatrix> those = matrices.matrices().subList(first, first + row.slices().size());
      MatrixShape shape = MatrixShape.of(weights);
      boolean convolution = layer.info().type().isConvolution() || shape.rf() > 1;
      mean(windows.of(shape, convolution), those, matrices, workers, cancelled)
          .ifPresent(alpha -> values.put(Metric.FARMS_ALPHA, alpha));
    }
    return Metrics.of(values);
  }

  private OptionalDouble mean(
      List<List<Window>> groups,
      List<WeightMatrix> matrices,
      LayerMatrices owner,
      Workers workers,
      BooleanSupplier cancelled) {
    return groups.stream()
        .map(group -> alpha(group, matrices, owner, workers, cancelled))
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .average();
  }

  private OptionalDouble alpha(
      List<Window> group,
      List<WeightMatrix> matrices,
      LayerMatrices owner,
      Workers workers,
      BooleanSupplier cancelled) {
    int each = matrices.size();
    List<Spectrum> spectra =
        workers.run(
            group.size() * each,
            bytesOf(group.get(0)),
            i -> {
              WeightMatrix window = window(matrices.get(i % each), group.get(i / each), owner);
              // A resolution of 1: what is zero among them is no part of the upper half.
              return solver.eigenvalues(window, 1, cancelled);
            },
            cancelled);
    return HillEstimator.ofUpperHalf(Spectrum.pooled(spectra));
  }

  private static WeightMatrix window(WeightMatrix matrix, Window window, LayerMatrices owner) {
    double[] values = new double[Math.multiplyExact(window.rows(), window.columns())];
    DoubleBuffer target = DoubleBuffer.wrap(values);
    boolean turned = matrix.transposed();
    int rows = turned ? window.columns() : window.rows();
    int columns = turned ? window.rows() : window.columns();
    int row = turned ? window.firstColumn() : window.firstRow();
    int column = turned ? window.firstRow() : window.firstColumn();
    synchronized (owner) { // a tensor is read by one thread at a time
      matrix.view().read(row, rows, column, columns, target);
    }
    return WeightMatrix.of(
        WeightTensor.of(TensorShape.of(rows, columns), matrix.precision(), values));
  }

  /** Memory in bytes that a layer's windows take at most, one at a time. */
  long bytesNeeded(Weights weights) {
    long m = windows.isNone() ? 0 : MatrixShape.of(weights).m();
    return m == 0 ? 0 : bytesOf(new Window(0, 0, Math.toIntExact(m), Math.toIntExact(m)));
  }

  private long bytesOf(Window window) {
    MatrixShape shape = new MatrixShape(window.rows(), window.columns(), 1);
    return solver.bytesNeeded(shape) + 8 * shape.parameters();
  }
}
