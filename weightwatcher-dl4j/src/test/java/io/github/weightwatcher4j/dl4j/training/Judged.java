package io.github.weightwatcher4j.dl4j.training;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.fit.FailedFit;
import io.github.weightwatcher4j.fit.TailFit;
import io.github.weightwatcher4j.metric.Metrics;
import io.github.weightwatcher4j.option.AnalysisOptionsBuilder;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.report.SkippedLayer.Cause;
import io.github.weightwatcher4j.report.Summary;
import io.github.weightwatcher4j.verdict.LayerVerdict;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Analyses of the layers fc and out that say what a test wants. */
final class Judged {

  private Judged() {}

  static Analysis analysis() {
    return analysis(options -> options);
  }

  static Analysis analysis(UnaryOperator<AnalysisOptionsBuilder> options) {
    return new WeightWatcher(Trained.layers()).analyze(options);
  }

  /** The same with these verdicts on the layers, for the reason "by hand"; no findings. */
  static Analysis with(Analysis like, Verdict... verdicts) {
    List<LayerReport> rows = new ArrayList<>();
    for (int i = 0; i < verdicts.length; i++) {
      LayerReport row = like.details().rows().get(i);
      LayerVerdict verdict = LayerVerdict.of(verdicts[i], false, "by hand");
      rows.add(row(row, row.tail(), row.metrics(), verdict));
    }
    return of(like, rows, List.of());
  }

  /** The same with a first layer to which no power law can be fitted. */
  static Analysis withFailedFit(Analysis like) {
    List<LayerReport> rows = new ArrayList<>(like.details().rows());
    LayerReport row = rows.get(0);
    TailFit failed = new FailedFit("by hand");
    rows.set(0, row(row, failed, row.metrics(), LayerVerdict.unknown("no power law: by hand")));
    return of(like, rows, List.of());
  }

  /** The same where the first layer could not be analysed. */
  static Analysis withLostLayer(Analysis like, Cause cause) {
    List<LayerReport> rows = like.details().rows();
    return of(
        like,
        rows.subList(1, rows.size()),
        List.of(new SkippedLayer(rows.get(0).layer(), cause, "lost by hand")));
  }

  static Analysis withoutLayers(Analysis like) {
    return of(like, List.of(), List.of());
  }

  private static LayerReport row(
      LayerReport row, TailFit tail, Metrics metrics, LayerVerdict verdict) {
    return LayerReport.of(
        row.layer(),
        row.slice(),
        row.spectrum(),
        tail,
        metrics,
        row.evidence(),
        verdict,
        List.of());
  }

  private static Analysis of(Analysis like, List<LayerReport> rows, List<SkippedLayer> skipped) {
    LayerTable table = new LayerTable(rows);
    return Analysis.of(
        like.model(),
        table,
        Summary.of(table, skipped.size()),
        skipped,
        rows.stream().map(LayerReport::findings).<Finding>flatMap(List::stream).toList(),
        List.of(),
        like.provenance());
  }
}
