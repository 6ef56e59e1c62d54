package io.github.weightwatcher4j.assertj;

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
import io.github.weightwatcher4j.report.FindingType;
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

  /** A row of 20 eigenvalues 1..20 whose fit has the given exponent. */
  static LayerReport fitted(int index, String name, double alpha) {
    return row(index, name, new PowerLawFit(alpha, 0.25, 1, 20, 0.1, 10));
  }

  static LayerReport failed(int index, String name) {
    return row(index, name, new FailedFit("all eigenvalues are equal"));
  }

  static LayerReport row(int index, String name, TailFit tail) {
    Spectrum spectrum = Spectrum.of(IntStream.rangeClosed(1, 20).asDoubleStream().toArray());
    Metrics metrics = LayerMetrics.of(new MatrixShape(40, 20, 1), spectrum, 20, 0, tail);
    return LayerReport.of(
        new LayerInfo(index, name, LayerType.DENSE),
        OptionalInt.empty(),
        spectrum,
        tail,
        metrics,
        Evidence.none(),
        Levels.of(0.05, 1, false));
  }

  /** Layers fc0, fc1, ... of the given exponents; NaN for a fit that failed. */
  static Analysis ofAlphas(double... alphas) {
    List<LayerReport> rows = new ArrayList<>();
    for (int i = 0; i < alphas.length; i++) {
      rows.add(Double.isNaN(alphas[i]) ? failed(i, "fc" + i) : fitted(i, "fc" + i, alphas[i]));
    }
    return of(rows);
  }

  static SkippedLayer skipped(int index, String name, String reason) {
    return new SkippedLayer(new LayerInfo(index, name, LayerType.NORM), Cause.NO_MATRIX, reason);
  }

  static Analysis of(List<LayerReport> rows, SkippedLayer... skipped) {
    return of(Map.of(), rows, skipped);
  }

  static Analysis of(Map<String, Object> options, List<LayerReport> rows, SkippedLayer... skipped) {
    LayerTable table = new LayerTable(rows);
    List<Finding> findings = new ArrayList<>();
    rows.forEach(row -> findings.addAll(row.findings()));
    for (SkippedLayer layer : skipped) {
      if (layer.cause() == Cause.NOT_FINITE) {
        findings.add(
            Finding.of(
                FindingType.NOT_FINITE, layer.layer().name(), layer.reason(), Metrics.none()));
      }
    }
    return Analysis.of(
        "net",
        table,
        Summary.of(table, skipped.length),
        List.of(skipped),
        findings,
        List.of(),
        Provenance.here("lapack", "BLAS", options, 1, Instant.EPOCH, Duration.ofMillis(1500)));
  }
}
