package io.github.weightwatcher4j.plot.series;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.model.Quantity;
import io.github.weightwatcher4j.report.History;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All plots of a training that its history has the numbers for. */
public final class HistoryPlots {

  private HistoryPlots() {}

  /**
   * Alpha, entropy, stable rank and soft rank of the layers, and the loss, over the training;
   * alpha, verdicts and phases also as maps of layers by steps.
   */
  public static List<NamedPlot> of(History history) {
    List<NamedPlot> plots = new ArrayList<>();
    if (has(history, Metric.ALPHA)) {
      plots.add(new NamedPlot("alpha-history", HistoryPlot.ofAlpha(history)));
      plots.add(new NamedPlot("alpha-map", HistoryMap.ofAlpha(history)));
    }
    addKinds(plots, history);
    add(plots, "entropy-history", history, Metric.ENTROPY);
    add(plots, "stable-rank-history", history, Metric.STABLE_RANK);
    add(plots, "soft-rank-history", history, Metric.MP_SOFTRANK);
    if (!history.scores().isEmpty()) {
      plots.add(new NamedPlot("loss-history", HistoryPlot.ofLoss(history)));
    }
    return List.copyOf(plots);
  }

  /**
   * A metric of choice over the training, as lines and as a map, as far as {@link #of} does not
   * show them.
   *
   * @throws IllegalArgumentException where no layer has it at any step
   */
  public static List<NamedPlot> ofMetric(History history, Metric metric) {
    if (!has(history, metric)) {
      throw new IllegalArgumentException(
          "no layer has the metric " + metric.key() + " at any step; it was not computed");
    }
    Quantity quantity = Quantity.of(metric);
    String kind = Quantity.kind(metric);
    List<String> shown = of(history).stream().map(NamedPlot::kind).toList();
    return Stream.of(
            new NamedPlot(kind + "-history", HistoryPlot.of(history, quantity)),
            new NamedPlot(kind + "-map", HistoryMap.of(history, quantity)))
        .filter(plot -> !shown.contains(plot.kind()))
        .toList();
  }

  /**
   * The spectra of one layer over the training, side by side and over each other.
   *
   * @param layer full name of the layer
   * @throws IllegalArgumentException where no step has such a layer; the message lists those it has
   */
  public static List<NamedPlot> ofLayer(History history, String layer) {
    return List.of(
        new NamedPlot("spectra", SpectraGrid.of(history, layer)),
        new NamedPlot("spectra-overlay", SpectraPlot.of(history, layer)));
  }

  private static void add(List<NamedPlot> plots, String kind, History history, Metric metric) {
    if (has(history, metric)) {
      plots.add(new NamedPlot(kind, HistoryPlot.of(history, Quantity.of(metric))));
    }
  }

  private static void addKinds(List<NamedPlot> plots, History history) {
    if (history.layers().isEmpty()) {
      return;
    }
    plots.add(new NamedPlot("verdict-map", KindMap.ofVerdicts(history)));
    if (history.steps().stream()
        .flatMap(step -> step.analysis().details().stream())
        .anyMatch(row -> row.phase().isPresent())) {
      plots.add(new NamedPlot("phase-map", KindMap.ofPhases(history)));
    }
  }

  private static boolean has(History history, Metric metric) {
    return history.steps().stream()
        .anyMatch(step -> step.analysis().details().column(metric).findAny().isPresent());
  }
}
