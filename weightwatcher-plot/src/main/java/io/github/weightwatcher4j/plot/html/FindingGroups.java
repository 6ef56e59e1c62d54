package io.github.weightwatcher4j.plot.html;

import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Findings of a kind together, with the place on the page where their layer is told of; without
 * those that are the reason of a verdict, which is told already.
 */
final class FindingGroups {

  private FindingGroups() {}

  static List<Map<String, Object>> of(Analysis analysis) {
    Map<String, Integer> places = new HashMap<>();
    for (LayerReport row : analysis.details()) {
      places.putIfAbsent(row.name(), places.size());
    }
    Set<String> told = told(analysis);
    List<Map<String, Object>> groups = new ArrayList<>();
    for (FindingType type : FindingType.values()) {
      List<Map<String, Object>> found =
          analysis.findings(type).stream()
              .filter(finding -> !told.contains(finding.toString()))
              .map(finding -> line(finding, places))
              .toList();
      if (!found.isEmpty()) {
        groups.add(Map.of("type", type, "found", found));
      }
    }
    return groups;
  }

  /** What is said elsewhere: the reasons of verdicts, and why layers were lost. */
  private static Set<String> told(Analysis analysis) {
    Set<String> told = new HashSet<>();
    for (LayerReport row : analysis.details()) {
      told.add(row.name() + ": " + row.verdict().reason());
    }
    analysis.skipped().forEach(layer -> told.add(layer.toString()));
    return told;
  }

  private static Map<String, Object> line(Finding finding, Map<String, Integer> places) {
    Map<String, Object> line = new HashMap<>();
    line.put("layer", finding.layer());
    line.put("message", finding.message());
    if (places.containsKey(finding.layer())) {
      line.put("place", places.get(finding.layer()));
    }
    return line;
  }
}
