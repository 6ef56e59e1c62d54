package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.plot.chart.NamedPlot;
import io.github.weightwatcher4j.plot.layer.LayerPlots;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import java.util.AbstractList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is told of each layer, drawn when its turn comes: a page is never whole in memory. */
final class LayerSections extends AbstractList<Map<String, Object>> {

  private final LayerTable table;

  LayerSections(LayerTable table) {
    this.table = table;
  }

  @Override
  public int size() {
    return table.size();
  }

  @Override
  public Map<String, Object> get(int i) {
    LayerReport row = table.rows().get(i);
    return Map.of(
        "name", row.name(),
        "facts", facts(row),
        "verdict", row.verdict(),
        "phase", LayerStory.phase(row),
        "phaseSentence", LayerStory.phaseSentence(row),
        "setol", LayerStory.setol(row),
        "tests", LayerStory.tests(row),
        "evidence", LayerStory.evidence(row),
        "traps", TrapList.of(row),
        "figures", Figures.of("layer", LayerPlots.of(row)));
  }

  /** The kinds of plots of all layers, the usual order kept. */
  List<String> kinds() {
    return table.stream()
        .flatMap(row -> LayerPlots.of(row).stream())
        .map(NamedPlot::kind)
        .distinct()
        .toList();
  }

  private static String facts(LayerReport row) {
    String shape =
        String.format(
            Locale.ROOT,
            "%s, %.0f × %.0f",
            row.layer().type().key(),
            row.metric(Metric.N).orElse(0),
            row.metric(Metric.M).orElse(0));
    return row.alpha().isPresent()
        ? shape + String.format(Locale.ROOT, ", alpha %.2f", row.alpha().getAsDouble())
        : shape;
  }
}
