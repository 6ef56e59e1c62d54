package io.github.weightwatcher4j;

import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.similarity.LayerFlow;
import io.github.weightwatcher4j.similarity.internal.LayerSides;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What became of one layer: its rows, or why it was skipped.
 *
 * @param sides what it writes and reads, where its flow was asked for
 */
record LayerOutcome(
    List<LayerReport> reports, List<SkippedLayer> skipped, Optional<LayerSides> sides) {

  static LayerOutcome of(List<LayerReport> reports, Optional<LayerSides> sides) {
    return new LayerOutcome(reports, List.of(), sides);
  }

  static LayerOutcome of(SkippedLayer skipped) {
    return new LayerOutcome(List.of(), List.of(skipped), Optional.empty());
  }

  /** The rows with a flow, which is that of all slices together. */
  LayerOutcome with(LayerFlow flow) {
    LayerFlow ofRow =
        reports.size() == 1
            ? flow
            : LayerFlow.without(flow.next(), "a flow is that of all slices together: pool them");
    return of(reports.stream().map(report -> report.with(ofRow)).toList(), sides);
  }

  Stream<Finding> findings() {
    Stream<Finding> ofReports = reports.stream().flatMap(report -> report.findings().stream());
    return Stream.concat(ofReports, skipped.stream().flatMap(it -> Finding.of(it).stream()));
  }
}
