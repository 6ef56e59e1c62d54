package io.github.weightwatcher4j.report;

import io.github.weightwatcher4j.fit.FailedFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.metric.internal.LayerMetrics;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.verdict.Levels;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Rows of a table, made by hand. */
final class Rows {

  private Rows() {}

  /** A row whose fit has the given exponent and tail. */
  static LayerReport fitted(int index, String name, double alpha, int tailSize) {
    return row(index, name, new PowerLawFit(alpha, 0.25, 1, 20, 0.1, tailSize), 20);
  }

  static LayerReport fitted(int index, String name, double alpha) {
    return fitted(index, name, alpha, 10);
  }

  static LayerReport failed(int index, String name) {
    return row(index, name, new FailedFit("by hand"), 20);
  }

  /** A row of 20 eigenvalues 1..20. */
  static LayerReport row(int index, String name, TailFit tail, int rank) {
    Spectrum spectrum = Spectrum.of(IntStream.rangeClosed(1, 20).asDoubleStream().toArray());
    Metrics metrics = LayerMetrics.of(new MatrixShape(40, 20, 1), spectrum, rank, 0, tail);
    LayerInfo info = new LayerInfo(index, name, LayerType.DENSE);
    return LayerReport.of(
        info,
        OptionalInt.empty(),
        spectrum,
        tail,
        metrics,
        Evidence.none(),
        Levels.of(0.05, 1, false));
  }
}
