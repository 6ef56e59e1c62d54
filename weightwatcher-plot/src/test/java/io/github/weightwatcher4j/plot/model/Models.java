package io.github.weightwatcher4j.plot.model;

import io.github.weightwatcher4j.fit.FailedFit;
import io.github.weightwatcher4j.fit.PowerLawFit;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.model.LayerType;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Evidence;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import io.github.weightwatcher4j.report.Provenance;
import io.github.weightwatcher4j.report.Summary;
import io.github.weightwatcher4j.spectrum.Spectrum;
import io.github.weightwatcher4j.verdict.LayerVerdict;
import io.github.weightwatcher4j.verdict.Levels;
import io.github.weightwatcher4j.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Analyses with numbers that a test chooses. */
public final class Models {

  private Models() {}

  /** Rows in the order given. */
  public static Analysis of(String model, LayerReport... rows) {
    LayerTable table = new LayerTable(List.of(rows));
    Provenance provenance =
        Provenance.here("none", "none", Map.of(), 42, Instant.EPOCH, Duration.ZERO);
    return Analysis.of(
        model, table, Summary.of(table, 0), List.of(), List.of(), List.of(), provenance);
  }

  /** Dense layers of these names, without numbers. */
  public static Analysis named(String... names) {
    List<LayerReport> rows = new ArrayList<>();
    for (String name : names) {
      rows.add(row(name, LayerType.DENSE));
    }
    return of("net", rows.toArray(LayerReport[]::new));
  }

  /** A layer without numbers and without a power law. */
  public static LayerReport row(String name, LayerType type) {
    return row(name, type, new FailedFit("none"), Map.of());
  }

  /** A dense layer with a power law and numbers. */
  public static LayerReport fitted(String name, double alpha, Map<Metric, Double> metrics) {
    Map<Metric, Double> all = new EnumMap<>(Metric.class);
    all.putAll(metrics);
    all.put(Metric.ALPHA, alpha);
    return row(name, LayerType.DENSE, new PowerLawFit(alpha, 0.25, 1, 4, 0.1, 3), all);
  }

  /** A dense layer with a power law and a verdict. */
  public static LayerReport judged(String name, double alpha, Verdict verdict) {
    LayerReport row = fitted(name, alpha, Map.of());
    return LayerReport.of(
        row.layer(),
        row.slice(),
        row.spectrum(),
        row.tail(),
        row.metrics(),
        row.evidence(),
        LayerVerdict.of(verdict, false, "by hand"),
        List.of());
  }

  private static LayerReport row(
      String name, LayerType type, TailFit tail, Map<Metric, Double> metrics) {
    return LayerReport.of(
        new LayerInfo(0, name, type),
        OptionalInt.empty(),
        Spectrum.of(0.5, 1, 2, 4),
        tail,
        Metrics.of(metrics),
        Evidence.none(),
        Levels.of(0.05, 1, false));
  }
}
