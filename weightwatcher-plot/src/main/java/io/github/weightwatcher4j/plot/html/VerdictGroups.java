package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import io.github.weightwatcher4j.verdict.LayerVerdict;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Layers of one verdict together, each with its reason and its place on the page. */
final class VerdictGroups {

  private VerdictGroups() {}

  /** The verdicts that any layer has, the most serious first, for the template. */
  static List<Map<String, Object>> of(LayerTable table) {
    Map<Verdict, List<Map<String, Object>>> layers = new EnumMap<>(Verdict.class);
    Map<Verdict, Integer> borderline = new EnumMap<>(Verdict.class);
    int place = 0;
    for (LayerReport row : table) {
      LayerVerdict said = row.verdict();
      layers
          .computeIfAbsent(said.verdict(), verdict -> new ArrayList<>())
          .add(
              Map.of(
                  "name", row.name(),
                  "place", place,
                  "borderline", said.isBorderline(),
                  "reason", said.reason()));
      borderline.merge(said.verdict(), said.isBorderline() ? 1 : 0, Integer::sum);
      place++;
    }
    List<Map<String, Object>> groups = new ArrayList<>();
    layers.forEach(
        (verdict, some) ->
            groups.add(
                Map.of(
                    "verdict", verdict,
                    "layers", some,
                    "borderline", borderline.getOrDefault(verdict, 0))));
    return groups;
  }
}
