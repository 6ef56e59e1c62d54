package io.github.weightwatcher4j;

import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.SkippedLayer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What became of one layer: its rows, or why it was skipped. */
record LayerOutcome(List<LayerReport> reports, List<SkippedLayer> skipped) {

  static LayerOutcome of(List<LayerReport> reports) {
    return new LayerOutcome(reports, List.of());
  }

  static LayerOutcome of(SkippedLayer skipped) {
    return new LayerOutcome(List.of(), List.of(skipped));
  }

  Stream<Finding> findings() {
    Stream<Finding> ofReports = reports.stream().flatMap(report -> report.findings().stream());
    Stream<Finding> ofSkipped =
        skipped.stream()
            .filter(layer -> layer.cause() == SkippedLayer.Cause.NOT_FINITE)
            .map(LayerOutcome::notFinite);
    return Stream.concat(ofReports, ofSkipped);
  }

  private static Finding notFinite(SkippedLayer layer) {
    Metrics none = Metrics.of(Map.of());
    return Finding.of(FindingType.NOT_FINITE, layer.layer().rawName(), layer.reason(), none);
  }
}
