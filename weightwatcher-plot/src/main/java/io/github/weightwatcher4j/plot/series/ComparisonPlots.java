package io.github.weightwatcher4j.plot.series;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.model.Quantity;
import io.github.weightwatcher4j.report.Analysis;
import java.util.ArrayList;
import java.util.List;

/** All plots of two or several models side by side, as the papers compare GPT with GPT2. */
public final class ComparisonPlots {

  private static final Quantity ALPHA = Quantity.of(Metric.ALPHA);
  private static final Quantity DISTANCE = Quantity.of(Metric.D);

  private ComparisonPlots() {}

  /** The plots, the most telling first: those for which any layer has the number. */
  public static List<NamedPlot> of(List<Analysis> models) {
    List<NamedPlot> plots = new ArrayList<>();
    if (models.stream().anyMatch(model -> ALPHA.of(model).findAny().isPresent())) {
      plots.add(new NamedPlot("alpha-by-depth", DepthPlot.ofAlpha(models)));
      plots.add(new NamedPlot("alpha-histograms", HistogramsPlot.ofAlpha(models)));
    }
    if (models.stream().anyMatch(model -> DISTANCE.of(model).findAny().isPresent())) {
      plots.add(new NamedPlot("alpha-against-distance", ModelsDistancePlot.of(models)));
    }
    add(plots, "log-spectral-norm", Metric.LOG_SPECTRAL_NORM, models);
    add(plots, "alpha-hat", Metric.ALPHA_WEIGHTED, models);
    return List.copyOf(plots);
  }

  /**
   * The plots of one layer of several models: its spectra over each other.
   *
   * @param layer full name of the layer
   * @throws IllegalArgumentException where no model has such a layer
   */
  public static List<NamedPlot> ofLayer(List<Analysis> models, String layer) {
    return List.of(new NamedPlot("spectra-overlay", SpectraPlot.of(models, layer)));
  }

  private static void add(
      List<NamedPlot> plots, String kind, Metric metric, List<Analysis> models) {
    Quantity quantity = Quantity.of(metric);
    if (models.stream().anyMatch(model -> quantity.of(model).findAny().isPresent())) {
      plots.add(new NamedPlot(kind + "-by-depth", DepthPlot.of(models, quantity)));
      plots.add(new NamedPlot(kind + "-histograms", HistogramsPlot.of(models, quantity)));
    }
  }
}
