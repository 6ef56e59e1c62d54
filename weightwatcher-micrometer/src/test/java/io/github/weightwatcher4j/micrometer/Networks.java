package io.github.weightwatcher4j.micrometer;

import io.github.weightwatcher4j.fit.FailedFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.metric.internal.LayerMetrics;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Evidence;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import io.github.weightwatcher4j.report.Provenance;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.report.SkippedLayer.Cause;
import io.github.weightwatcher4j.report.Summary;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.verdict.Levels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Analyses made by hand. */
final class Networks {

  private Networks() {}

  /** Layers fc0, fc1, ... of the given exponents, NaN for a fit that failed; a skipped bn. */
  static Analysis ofAlphas(double... alphas) {
    List<LayerReport> rows = new ArrayList<>();
    for (int i = 0; i < alphas.length; i++) {
      rows.add(row(i, alphas[i]));
    }
    LayerTable table = new LayerTable(rows);
    List<Finding> findings = rows.stream().flatMap(row -> row.findings().stream()).toList();
    LayerInfo norm = new LayerInfo(alphas.length, "bn", LayerType.NORM);
    return Analysis.of(
        "net",
        table,
        Summary.of(table, 1),
        List.of(new SkippedLayer(norm, Cause.NO_MATRIX, "a vector")),
        findings,
        List.of(),
        Provenance.here("lapack", "BLAS", Map.of(), 1, Instant.EPOCH, Duration.ofMillis(1500)));
  }

  /** A row of 20 eigenvalues 1..20. */
  private static LayerReport row(int index, double alpha) {
    TailFit tail =
        Double.isNaN(alpha)
            ? new FailedFit("all eigenvalues are equal")
            : new PowerLawFit(alpha, 0.25, 1, 20, 0.1, 10);
    Spectrum spectrum = Spectrum.of(IntStream.rangeClosed(1, 20).asDoubleStream().toArray());
    Metrics metrics = LayerMetrics.of(new MatrixShape(40, 20, 1), spectrum, 20, 0, tail);
    LayerInfo info = new LayerInfo(index, "fc" + index, LayerType.DENSE);
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
