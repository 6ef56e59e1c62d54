package io.github.weightwatcher4j.micrometer;

import io.github.weightwatcher4j.bulk.FailedBulkFit;
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
import io.github.weightwatcher4j.verdict.LayerPhase;
import io.github.weightwatcher4j.verdict.Levels;
import io.github.weightwatcher4j.verdict.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Analyses made by hand. */
final class Networks {

  private static final Evidence NOT_NOISE =
      Evidence.of(
          Optional.of(new FailedBulkFit("noise is ruled out by hand", false)),
          Optional.of(
              LayerPhase.of(
                  Phase.HEAVY_TAILED, Optional.empty(), Optional.empty(), false, List.of())),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of());

  private Networks() {}

  /** Layers fc0, fc1, ... of the given exponents, NaN for a fit that failed; a skipped bn. */
  static Analysis ofAlphas(double... alphas) {
    return of(alphas);
  }

  /** The same with layers that could not be read. */
  static Analysis withLost(String lost, double... alphas) {
    LayerInfo info = new LayerInfo(alphas.length + 1, lost, LayerType.DENSE);
    return of(alphas, new SkippedLayer(info, Cause.FAILED, "the file ends at byte 800"));
  }

  private static Analysis of(double[] alphas, SkippedLayer... lost) {
    List<LayerReport> rows = new ArrayList<>();
    for (int i = 0; i < alphas.length; i++) {
      rows.add(row(i, alphas[i]));
    }
    LayerTable table = new LayerTable(rows);
    List<Finding> findings = rows.stream().flatMap(row -> row.findings().stream()).toList();
    LayerInfo norm = new LayerInfo(alphas.length, "bn", LayerType.NORM);
    List<SkippedLayer> skipped = new ArrayList<>(List.of(lost));
    skipped.add(new SkippedLayer(norm, Cause.NO_MATRIX, "a vector"));
    return Analysis.of(
        "net",
        table,
        Summary.of(table, skipped.size()),
        skipped,
        findings,
        List.of(),
        Provenance.here("lapack", "BLAS", Map.of(), 1, Instant.EPOCH, Duration.ofMillis(1500)));
  }

  /** A row of 200 eigenvalues 0.1..20, of a bulk that cannot be noise and a phase that is known. */
  private static LayerReport row(int index, double alpha) {
    TailFit tail =
        Double.isNaN(alpha)
            ? new FailedFit("all eigenvalues are equal")
            : new PowerLawFit(alpha, 0.2, 0.1, 20, 0.02, 200);
    Spectrum spectrum =
        Spectrum.of(IntStream.rangeClosed(1, 200).mapToDouble(i -> i / 10.0).toArray());
    Metrics metrics = LayerMetrics.of(new MatrixShape(400, 200, 1), spectrum, 200, 0, tail);
    LayerInfo info = new LayerInfo(index, "fc" + index, LayerType.DENSE);
    LayerReport row =
        LayerReport.of(
            info,
            OptionalInt.empty(),
            spectrum,
            tail,
            metrics,
            NOT_NOISE,
            Levels.of(0.05, 1, false));
    return row.with(
        row.findings().stream().filter(it -> it.type() != FindingType.NO_BULK).toList());
  }
}
