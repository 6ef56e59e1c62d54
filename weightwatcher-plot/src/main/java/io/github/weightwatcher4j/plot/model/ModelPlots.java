package io.github.weightwatcher4j.plot.model;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.chart.Plot;
import io.github.weightwatcher4j.report.Analysis;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** All plots of a model that its analysis has the numbers for. */
public final class ModelPlots {

  private static final Quantity ALPHA = Quantity.of(Metric.ALPHA);
  private static final Quantity DETX = Quantity.of(Metric.DETX_LN_RATIO);
  private static final Quantity ASPECT = Quantity.of(Metric.Q);

  private final Analysis analysis;
  private final Grouping best;
  private final List<NamedPlot> plots = new ArrayList<>();

  private ModelPlots(Analysis analysis) {
    this.analysis = analysis;
    this.best = Grouping.bestFor(analysis);
  }

  /**
   * The plots of an analysis, the most telling first: of each, whatever any layer has the number
   * for; none where no layer was analysed. Layers without a power law are left out or marked.
   */
  public static List<NamedPlot> of(Analysis analysis) {
    return new ModelPlots(analysis).all();
  }

  /**
   * A metric of choice by layer and as a histogram; none for alpha, which {@link #of} shows.
   *
   * @throws IllegalArgumentException where no layer has it; the message says why
   */
  public static List<NamedPlot> ofMetric(Analysis analysis, Metric metric) {
    Quantity quantity = Quantity.of(metric);
    if (quantity.of(analysis).findAny().isEmpty()) {
      throw new IllegalArgumentException(
          "no layer of %s has the metric %s: %s"
              .formatted(analysis.model(), metric.key(), analysis.availability(metric).reason()));
    }
    if (metric == Metric.ALPHA) {
      return List.of();
    }
    ModelPlots plots = new ModelPlots(analysis);
    String kind = Quantity.kind(metric);
    plots.byLayer(kind + "-by-layer", quantity);
    plots.add(kind + "-histogram", quantity, () -> LayerHistogram.of(analysis, quantity));
    return List.copyOf(plots.plots);
  }

  private List<NamedPlot> all() {
    add("alpha", ALPHA, () -> AlphaPlot.of(analysis, Grouping.VERDICT));
    add("alpha-histogram", ALPHA, () -> LayerHistogram.ofAlpha(analysis));
    byLayer("log-spectral-norm", Quantity.of(Metric.LOG_SPECTRAL_NORM));
    byLayer("alpha-hat", Quantity.of(Metric.ALPHA_WEIGHTED));
    byLayer("distance", Quantity.of(Metric.D));
    add(
        "alpha-against-distance",
        Quantity.of(Metric.D),
        () -> DistancePlot.of(analysis, Grouping.VERDICT));
    add("flow", Quantity.of(Metric.FLOW_OVERLAP), () -> FlowPlot.of(analysis));
    byLayer("detx", DETX);
    add("detx-against-alpha", DETX, () -> IdealPlot.of(analysis, best));
    addBubbles();
    addGroups("alpha-by-group", best);
    if (!Grouping.BLOCK.groups(analysis).equals(best.groups(analysis))) {
      addGroups("alpha-by-block", Grouping.BLOCK);
    }
    return List.copyOf(plots);
  }

  /** Alpha with sizes by layer, and against aspect ratios where many layers differ in it. */
  private void addBubbles() {
    Quantity size = Quantity.PARAMETERS;
    if (size.of(analysis).distinct().count() > 1) {
      add(
          "alpha-and-size",
          ALPHA,
          () -> AlphaPlot.onBand(BubblePlot.byLayer(analysis, ALPHA, size, best)));
      if (4 * ASPECT.of(analysis).distinct().count() > ASPECT.of(analysis).count()) {
        add(
            "alpha-against-q",
            ALPHA,
            () -> AlphaPlot.onBand(BubblePlot.of(analysis, ASPECT, ALPHA, size, best)));
      }
    }
  }

  /** Alpha by group, where there are several groups and fewer than layers. */
  private void addGroups(String kind, Grouping grouping) {
    int groups = grouping.groups(analysis).size();
    if (groups > 1 && groups < analysis.details().size()) {
      add(kind, ALPHA, () -> AlphaPlot.onBand(GroupPlot.of(analysis, ALPHA, grouping)));
    }
  }

  private void byLayer(String kind, Quantity quantity) {
    add(kind, quantity, () -> LayerPlot.of(analysis, quantity, best));
  }

  private void add(String kind, Quantity quantity, Supplier<Plot> plot) {
    if (quantity.of(analysis).findAny().isPresent()) {
      plots.add(new NamedPlot(kind, plot.get()));
    }
  }
}
