package io.github.weightwatcher4j.examples.gallery;

import io.github.weightwatcher4j.WeightWatcher;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.chart.PlotGrid;
import io.github.weightwatcher4j.plot.chart.XyPlot;
import io.github.weightwatcher4j.plot.layer.BulkPlot;
import io.github.weightwatcher4j.plot.layer.EsdPlot;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The phases of training: each as its bulk on linear axes and its tail on logarithmic ones. */
final class PhasePictures {

  private PhasePictures() {}

  static List<NamedPlot> of(int rows) {
    List<NamedPlot> plots = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      String kind = phase.name().toLowerCase(Locale.ROOT).replace('_', '-');
      plots.add(new NamedPlot("phase-" + kind, of(phase, rows)));
    }
    return plots;
  }

  private static PlotGrid of(Phase phase, int rows) {
    LayerReport report =
        new WeightWatcher(phase.weights(rows))
            .analyze(options -> options.mpFit(true))
            .details()
            .get("weights");
    List<XyPlot> panels =
        List.of(
            BulkPlot.of(report).orElseThrow().retitled("bulk, lin-lin"),
            EsdPlot.of(report).retitled("tail, log-log"));
    return new PlotGrid(
        phase.title(), phase.title() + ": " + panels.get(0).description(), 2, panels);
  }
}
