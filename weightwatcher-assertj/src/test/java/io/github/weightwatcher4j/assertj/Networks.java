package io.github.weightwatcher4j.assertj;

import io.github.weightwatcher4j.bulk.FailedBulkFit;
import io.github.weightwatcher4j.fit.FailedFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.matrix.MatrixShape;
import io.github.weightwatcher4j.metric.Metric;
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
import io.github.weightwatcher4j.verdict.LayerVerdict;
import io.github.weightwatcher4j.verdict.Levels;
import io.github.weightwatcher4j.verdict.Phase;
import io.github.weightwatcher4j.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Analyses made by hand. */
final class Networks {

  private static final Spectrum SPECTRUM =
      Spectrum.of(IntStream.rangeClosed(1, 200).mapToDouble(i -> i / 10.0).toArray());

  /** The bulk cannot be that of noise, and the phase is known. */
  private static final Evidence NOT_NOISE =
      evidence(
          Optional.of(
              LayerPhase.of(
                  Phase.HEAVY_TAILED, Optional.empty(), Optional.empty(), false, List.of())));

  private Networks() {}

  /**
   * A row of 200 eigenvalues 0.1..20 whose fit has the given exponent: by so long a tail that 1.5
   * is over-trained and 7 under-trained.
   */
  static LayerReport fitted(int index, String name, double alpha) {
    return row(index, name, new PowerLawFit(alpha, 0.2, 0.1, 20, 0.02, 200));
  }

  static LayerReport failed(int index, String name) {
    return row(index, name, new FailedFit("all eigenvalues are equal"));
  }

  static LayerReport row(int index, String name, TailFit tail) {
    LayerReport row = row(index, name, tail, NOT_NOISE);
    return row.with(
        row.findings().stream().filter(it -> it.type() != FindingType.NO_BULK).toList());
  }

  /** A row of 200 eigenvalues 0.1..20 whose verdict and findings follow from what is given. */
  static LayerReport row(int index, String name, TailFit tail, Evidence evidence) {
    return LayerReport.of(
        new LayerInfo(index, name, LayerType.DENSE),
        OptionalInt.empty(),
        SPECTRUM,
        tail,
        LayerMetrics.of(new MatrixShape(400, 200, 1), SPECTRUM, 200, 0, tail),
        evidence,
        Levels.of(0.05, 1, false));
  }

  /** A row of a verdict, which does not follow from its numbers. */
  static LayerReport judged(int index, Verdict verdict, String reason) {
    LayerReport row = fitted(index, "fc" + index, 3);
    return LayerReport.of(
        row.layer(),
        row.slice(),
        row.spectrum(),
        row.tail(),
        row.metrics(),
        row.evidence(),
        LayerVerdict.of(verdict, false, reason),
        List.of());
  }

  /** A row whose weights were shuffled, with so many traps. */
  static LayerReport withTraps(int index, int traps) {
    LayerReport row = fitted(index, "fc" + index, 3);
    Map<Metric, Double> values = new EnumMap<>(row.metrics().asMap());
    values.put(Metric.RAND_NUM_SPIKES, (double) traps);
    LayerReport trapped =
        LayerReport.of(
            row.layer(),
            row.slice(),
            row.spectrum(),
            row.tail(),
            Metrics.of(values),
            row.evidence(),
            Levels.of(0.05, 1, true));
    return trapped.with(
        trapped.findings().stream().filter(it -> it.type() != FindingType.NO_BULK).toList());
  }

  /** A row of a phase. */
  static LayerReport inPhase(LayerPhase phase) {
    return row(0, "fc0", new PowerLawFit(3, 0.2, 0.1, 20, 0.02, 200), evidence(Optional.of(phase)));
  }

  private static Evidence evidence(Optional<LayerPhase> phase) {
    return Evidence.of(
        Optional.of(new FailedBulkFit("noise is ruled out by hand", false)),
        phase,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of());
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

  /** A layer whose weights could not be read. */
  static SkippedLayer unreadable(int index, String name) {
    LayerInfo info = new LayerInfo(index, name, LayerType.DENSE);
    return new SkippedLayer(info, Cause.FAILED, "the file ends at byte 800");
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
