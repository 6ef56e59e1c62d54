package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.export.AnalysisCsv;
import io.github.weightwatcher4j.formats.FilePlace;
import io.github.weightwatcher4j.model.LayerInfo;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The layers of several models as one CSV: the columns of all, and in front the model. */
final class ManyCsv {

  private ManyCsv() {}

  static String of(Map<String, Analysis> analyses) {
    List<LayerReport> rows = new ArrayList<>();
    List<String> models = new ArrayList<>();
    analyses.forEach(
        (model, analysis) ->
            analysis
                .details()
                .forEach(
                    row -> {
                      rows.add(onOneLine(row));
                      models.add(quoted(model));
                    }));
    Analysis any = analyses.values().iterator().next();
    String csv = AnalysisCsv.of(with(any, new LayerTable(rows)));
    Iterator<String> lines = csv.lines().iterator();
    StringBuilder text = new StringBuilder("model," + lines.next() + "\n");
    for (String model : models) {
      text.append(model).append(',').append(lines.next()).append('\n');
    }
    return text.toString();
  }

  private static Analysis with(Analysis analysis, LayerTable rows) {
    return new Analysis(
        analysis.model(),
        rows,
        analysis.summary(),
        analysis.skipped(),
        analysis.findings(),
        analysis.notes(),
        analysis.provenance());
  }

  private static LayerReport onOneLine(LayerReport row) {
    LayerInfo info = row.layer();
    return LayerReport.of(
        new LayerInfo(info.index(), FilePlace.printable(info.name()), info.type()),
        row.slice(),
        row.spectrum(),
        row.tail(),
        row.metrics(),
        row.evidence(),
        row.findings());
  }

  private static String quoted(String text) {
    return '"' + FilePlace.printable(text).replace("\"", "\"\"") + '"';
  }
}
