package io.github.weightwatcher4j.assertj;

import io.github.weightwatcher4j.compare.internal.NameMatching;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.SkippedLayer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the layers of a baseline are called in the analysis that is held against it. */
final class LayerNames {

  private final Map<String, String> now = new HashMap<>();
  private final Map<String, String> before = new HashMap<>();

  private LayerNames() {}

  static LayerNames of(Analysis baseline, Analysis actual) {
    Set<String> names = names(baseline);
    NameMatching matching = NameMatching.of(names, names(actual));
    LayerNames layers = new LayerNames();
    for (String name : names) {
      matching
          .partner(name)
          .ifPresent(
              partner -> {
                layers.now.put(name, partner);
                layers.before.put(partner, name);
              });
    }
    return layers;
  }

  private static Set<String> names(Analysis analysis) {
    Set<String> names = new LinkedHashSet<>();
    analysis.details().forEach(row -> names.add(row.name()));
    analysis.skipped().forEach(layer -> names.add(layer.layer().name()));
    return names;
  }

  /** The name that a layer of the baseline has now; its own where there is no such layer. */
  String now(String name) {
    return now.getOrDefault(name, name);
  }

  /** The name that a layer had in the baseline; its own where there was no such layer. */
  String before(String name) {
    return before.getOrDefault(name, name);
  }

  /**
   * The layers of the baseline that belong to those that were chosen, and those that are gone and
   * would have been chosen by their old names.
   */
  Scope scope(Scope scope, Analysis chosen) {
    Set<String> names = names(chosen);
    return new Scope(
        (LayerReport row) ->
            Optional.ofNullable(now.get(row.name()))
                .map(names::contains)
                .orElseGet(() -> scope.rows().test(row)),
        (SkippedLayer layer) ->
            Optional.ofNullable(now.get(layer.layer().name()))
                .map(names::contains)
                .orElseGet(() -> scope.skipped().test(layer)));
  }
}
