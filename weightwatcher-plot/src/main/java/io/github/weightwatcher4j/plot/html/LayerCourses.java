package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.series.SpectraGrid;
import io.github.weightwatcher4j.report.History;
import java.util.AbstractList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The spectra of each layer over a training, drawn when its turn comes. */
final class LayerCourses extends AbstractList<Map<String, Object>> {

  private final History history;
  private final List<String> names;

  LayerCourses(History history) {
    this.history = history;
    this.names = history.layers();
  }

  @Override
  public int size() {
    return names.size();
  }

  @Override
  public Map<String, Object> get(int i) {
    String name = names.get(i);
    NamedPlot spectra = new NamedPlot("spectra", SpectraGrid.of(history, name));
    return Map.of(
        "name", name,
        "facts", facts(history.series(name, Metric.ALPHA)),
        "figures", Figures.of("training", List.of(spectra)));
  }

  private static String facts(List<History.Point> alphas) {
    return alphas.isEmpty()
        ? "no alpha"
        : String.format(
            Locale.ROOT,
            "alpha %.2f to %.2f",
            alphas.get(0).value(),
            alphas.get(alphas.size() - 1).value());
  }
}
