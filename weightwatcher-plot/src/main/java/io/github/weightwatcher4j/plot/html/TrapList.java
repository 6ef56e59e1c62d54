package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.metric.Trap;
import io.github.weightwatcher4j.plot.chart.NumberText;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.List;
import java.util.Map;

/** The correlation traps of a layer with what was measured of each, for the template. */
final class TrapList {

  private TrapList() {}

  /** One for each, the largest first; none where no weights were shuffled. */
  static List<Map<String, String>> of(LayerReport row) {
    return row.evidence().traps().stream().map(TrapList::trap).toList();
  }

  private static Map<String, String> trap(Trap trap) {
    return Map.of(
        "slice", String.valueOf(trap.slice()),
        "eigenvalue", NumberText.of(trap.eigenvalue()),
        "p", LayerStory.chance(trap.pValue()),
        "delta", NumberText.of(trap.delta()),
        "q", NumberText.of(trap.q()),
        "overlap", NumberText.of(trap.overlap()),
        "burden", NumberText.of(trap.burden()));
  }
}
