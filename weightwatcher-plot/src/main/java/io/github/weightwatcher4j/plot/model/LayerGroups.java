package io.github.weightwatcher4j.plot.model;

import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows of a table by group, no more groups than there are colours. */
final class LayerGroups {

  private LayerGroups() {}

  /** A row with its place in the table, from 0. */
  record Placed(int place, LayerReport row) {}

  /**
   * The rows of each group, in the order in which groups first appear; of more than differ in a
   * picture, the largest and one of all others.
   */
  static Map<String, List<Placed>> of(Analysis analysis, Grouping grouping) {
    Map<String, List<Placed>> all = new LinkedHashMap<>();
    int place = 0;
    for (LayerReport row : analysis.details()) {
      all.computeIfAbsent(grouping.of(row), name -> new ArrayList<>()).add(new Placed(place, row));
      place++;
    }
    return all.size() <= grouping.most() ? all : largest(all, grouping.most());
  }

  private static Map<String, List<Placed>> largest(Map<String, List<Placed>> all, int most) {
    Set<String> kept = new HashSet<>();
    all.entrySet().stream()
        .sorted(Comparator.comparingInt(group -> -group.getValue().size()))
        .limit(most - 1)
        .forEach(group -> kept.add(group.getKey()));
    Map<String, List<Placed>> few = new LinkedHashMap<>();
    List<Placed> others = new ArrayList<>();
    all.forEach(
        (name, rows) -> {
          if (kept.contains(name)) {
            few.put(name, rows);
          } else {
            others.addAll(rows);
          }
        });
    few.put((all.size() - kept.size()) + " other groups", others);
    return few;
  }
}
