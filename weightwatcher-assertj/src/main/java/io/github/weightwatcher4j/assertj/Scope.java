package io.github.weightwatcher4j.assertj;

import io.github.weightwatcher4j.check.LayerNames;
import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.LayerTable;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.report.Summary;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The layers that assertions are about.
 *
 * @param rows which rows of a table
 * @param skipped which layers that were not analysed
 */
record Scope(Predicate<LayerReport> rows, Predicate<SkippedLayer> skipped) {

  /** Every layer. */
  static Scope all() {
    return new Scope(row -> true, layer -> true);
  }

  /** The layers that a selector takes. */
  static Scope of(LayerSelector selector) {
    return new Scope(row -> selector.test(row.layer()), layer -> selector.test(layer.layer()));
  }

  /**
   * Rows of the same names as those of a table, and every layer that was lost: nobody knows whether
   * it would be one of them.
   */
  static Scope of(LayerTable table) {
    Set<String> names = table.stream().map(LayerReport::name).collect(Collectors.toSet());
    return new Scope(
        row -> names.contains(row.name()),
        layer -> layer.cause().isLoss() || names.contains(layer.layer().name()));
  }

  /** Whether every name and index that a selector asks for is in a table. */
  static boolean hasAllNames(LayerSelector selector, LayerTable table) {
    try {
      selector.requireMatches(table.stream().map(LayerReport::layer).toList());
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * The layers of a baseline that belong to those that were chosen, and those that are gone and
   * would have been chosen by their old names.
   */
  Scope before(LayerNames layers, Analysis chosen) {
    Set<String> names = LayerNames.names(chosen);
    return new Scope(
        row -> layers.partner(row.name()).map(names::contains).orElseGet(() -> rows.test(row)),
        layer ->
            layers
                .partner(layer.layer().name())
                .map(names::contains)
                .orElseGet(() -> skipped.test(layer)));
  }

  Scope and(Scope other) {
    return new Scope(rows.and(other.rows), skipped.and(other.skipped));
  }

  /** What an analysis says of these layers. */
  Analysis of(Analysis whole) {
    LayerTable table = whole.details().filter(rows);
    List<SkippedLayer> rest = whole.skipped().stream().filter(skipped).toList();
    Set<String> names = new HashSet<>();
    table.forEach(row -> names.add(row.name()));
    rest.forEach(layer -> names.add(layer.layer().name()));
    List<Finding> findings =
        whole.findings().stream().filter(finding -> names.contains(finding.layer())).toList();
    return Analysis.of(
        whole.model(),
        table,
        Summary.of(table, rest.size()),
        rest,
        findings,
        whole.notes(),
        whole.provenance());
  }
}
