package io.github.weightwatcher4j.check;

import io.github.weightwatcher4j.compare.internal.NameMatching;
import io.github.weightwatcher4j.report.Analysis;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the layers of a baseline are called in the analysis that is held against it. */
public final class LayerNames {

  private final Map<String, String> now = new HashMap<>();
  private final Map<String, String> before = new HashMap<>();

  private LayerNames() {}

  /** The names by which the layers of two analyses belong together. */
  public static LayerNames of(Analysis baseline, Analysis actual) {
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

  /** The names of all layers of an analysis, skipped ones too. */
  public static Set<String> names(Analysis analysis) {
    Set<String> names = new LinkedHashSet<>();
    analysis.details().forEach(row -> names.add(row.name()));
    analysis.skipped().forEach(layer -> names.add(layer.layer().name()));
    return names;
  }

  /** The name that a layer of the baseline has now; empty where there is no such layer. */
  public Optional<String> partner(String name) {
    return Optional.ofNullable(now.get(name));
  }

  /** The name that a layer of the baseline has now; its own where there is no such layer. */
  public String now(String name) {
    return now.getOrDefault(name, name);
  }

  /** The name that a layer had in the baseline; its own where there was no such layer. */
  public String before(String name) {
    return before.getOrDefault(name, name);
  }
}
