package io.github.weightwatcher4j.plot.layer;

import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.ArrayList;
import java.util.List;

/** All plots of one layer that its report has the numbers for. */
public final class LayerPlots {

  private LayerPlots() {}

  /** The plots of a row of the table, the most telling first. */
  public static List<NamedPlot> of(LayerReport report) {
    List<NamedPlot> plots = new ArrayList<>();
    plots.add(new NamedPlot("esd", EsdPlot.of(report)));
    RankPlot.of(report).ifPresent(plot -> plots.add(new NamedPlot("rank", plot)));
    BulkPlot.of(report).ifPresent(plot -> plots.add(new NamedPlot("bulk", plot)));
    plots.add(new NamedPlot("esd-log-lin", LogEsdPlot.of(report)));
    RandomizedPlot.of(report).ifPresent(plot -> plots.add(new NamedPlot("randomized", plot)));
    ProfilePlot.of(report).ifPresent(plot -> plots.add(new NamedPlot("profile", plot)));
    ErgPlot.of(report).ifPresent(plot -> plots.add(new NamedPlot("detx", plot)));
    plots.add(new NamedPlot("singular-values", SingularValuesPlot.of(report)));
    plots.add(new NamedPlot("scree", ScreePlot.of(report)));
    VectorPlot.of(report).ifPresent(plot -> plots.add(new NamedPlot("vectors", plot)));
    SpacingPlot.of(report).ifPresent(plot -> plots.add(new NamedPlot("spacings", plot)));
    return plots;
  }
}
