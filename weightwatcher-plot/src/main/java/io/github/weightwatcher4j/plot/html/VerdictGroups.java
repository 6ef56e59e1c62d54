package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import io.github.weightwatcher4j.verdict.LayerVerdict;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Layers of one verdict together, each with its reason and its place on the page. */
final class VerdictGroups {

  private VerdictGroups() {}

  private static final int WORST = 5;

  /** The verdicts that any layer has, the most serious first, for the template. */
  static List<Map<String, Object>> of(LayerTable table) {
    Map<Verdict, List<Map<String, Object>>> layers = new EnumMap<>(Verdict.class);
    Map<Verdict, Integer> borderline = new EnumMap<>(Verdict.class);
    int place = 0;
    for (LayerReport row : table) {
      LayerVerdict said = row.verdict();
      layers.computeIfAbsent(said.verdict(), verdict -> new ArrayList<>()).add(line(row, place));
      borderline.merge(said.verdict(), said.isBorderline() ? 1 : 0, Integer::sum);
      place++;
    }
    List<Map<String, Object>> groups = new ArrayList<>();
    layers.forEach(
        (verdict, some) ->
            groups.add(
                Map.of(
                    "verdict",
                    verdict,
                    "advice",
                    verdict.advice(),
                    "layers",
                    some,
                    "borderline",
                    borderline.getOrDefault(verdict, 0))));
    return groups;
  }

  /**
   * The layers of which something bad is said, the most serious first and at most five, and how
   * many more there are. What cannot be told is not among them.
   */
  static Map<String, Object> worst(LayerTable table) {
    List<Map<String, Object>> bad = new ArrayList<>();
    int place = 0;
    for (LayerReport row : table) {
      if (row.verdict().verdict().compareTo(Verdict.CANNOT_TELL) < 0) {
        bad.add(line(row, place));
      }
      place++;
    }
    bad.sort(Comparator.comparing(line -> (Verdict) line.get("verdict")));
    int told = Math.min(WORST, bad.size());
    return Map.of("layers", List.copyOf(bad.subList(0, told)), "more", bad.size() - told);
  }

  private static Map<String, Object> line(LayerReport row, int place) {
    LayerVerdict said = row.verdict();
    return Map.of(
        "name", row.name(),
        "place", place,
        "verdict", said.verdict(),
        "borderline", said.isBorderline(),
        "reason", said.reason());
  }
}
