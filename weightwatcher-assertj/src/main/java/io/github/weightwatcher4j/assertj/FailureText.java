package io.github.weightwatcher4j.assertj;

import io.github.weightwatcher4j.check.Complaint;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The text of a failed assertion: what is wrong with which layers, and the rows around them. */
final class FailureText {

  private FailureText() {}

  /** The text on layers of an analysis. */
  static String of(Analysis analysis, List<Complaint> complaints) {
    Set<String> failing = complaints.stream().map(Complaint::layer).collect(Collectors.toSet());
    Set<String> all = new HashSet<>(failing);
    analysis.details().forEach(row -> all.add(row.name()));
    String headline =
        "%d of the %d layers of '%s' %s:"
            .formatted(
                failing.size(),
                all.size(),
                analysis.model(),
                failing.size() == 1 ? "fails" : "fail");
    return of(headline, complaints, analysis.details());
  }

  /** The text on a layer of which no more is known. */
  static String of(LayerReport row, List<Complaint> complaints) {
    return of("The layer fails:", complaints, new LayerTable(List.of(row)));
  }

  /** The same words on several layers are told once; what is true of all needs no rows. */
  private static String of(String headline, List<Complaint> complaints, LayerTable table) {
    Map<String, List<String>> layers = new LinkedHashMap<>();
    for (Complaint complaint : complaints) {
      layers.computeIfAbsent(complaint.lines(), text -> new ArrayList<>()).add(complaint.layer());
    }
    int all = table.size();
    boolean general = all > 1 && layers.values().stream().allMatch(names -> names.size() == all);
    String told =
        layers.entrySet().stream()
            .map(
                e ->
                    (general ? "every layer" : String.join(", ", e.getValue())) + ": " + e.getKey())
            .collect(Collectors.joining());
    String excerpt = general ? "" : TableExcerpt.of(table, complaints);
    return "\n" + headline + "\n" + told.indent(2) + excerpt;
  }
}
