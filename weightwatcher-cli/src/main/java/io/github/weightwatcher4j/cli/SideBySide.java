package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.compare.internal.LayerMatching;
import io.github.weightwatcher4j.compare.internal.LayerMatching.LayerPair;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.model.Layer;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.Summary;
import io.github.weightwatcher4j.report.internal.TextTable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Two analyses in two columns: alpha of each layer, then the means of the summaries. Layers stand
 * side by side where the two models' layers belong together.
 */
final class SideBySide {

  private SideBySide() {}

  static String of(Analysis first, Analysis second, LayerMatching matching) {
    TextTable alphas = TextTable.of("alpha", "A", "B", "A - B");
    Rows a = Rows.of(first);
    Rows b = Rows.of(second);
    for (LayerPair pair : matching.pairs()) {
      if (a.has(pair.first()) || b.has(pair.second())) {
        for (OptionalInt slice : slices(a.slices(pair.first()), b.slices(pair.second()))) {
          String name = name(pair) + (slice.isPresent() ? "[" + slice.getAsInt() + "]" : "");
          alphas = with(alphas, name, a.alpha(pair.first(), slice), b.alpha(pair.second(), slice));
        }
      }
    }
    TextTable means = TextTable.of("mean", "A", "B", "A - B");
    for (Metric metric : Summary.METRICS) {
      if (first.summary().statistics(metric).isPresent()
          || second.summary().statistics(metric).isPresent()) {
        means =
            with(means, metric.key(), first.summary().mean(metric), second.summary().mean(metric));
      }
    }
    return alphas + "\n" + means;
  }

  private static String name(LayerPair pair) {
    return pair.first().or(pair::second).map(layer -> layer.info().name()).orElse("");
  }

  private static Set<OptionalInt> slices(Set<OptionalInt> first, Set<OptionalInt> second) {
    Set<OptionalInt> all = new LinkedHashSet<>(first);
    all.addAll(second);
    return all;
  }

  /** The rows of an analysis by layer, one for each slice. */
  private record Rows(Map<String, Map<OptionalInt, LayerReport>> byLayer) {

    static Rows of(Analysis analysis) {
      Map<String, Map<OptionalInt, LayerReport>> rows = new HashMap<>();
      for (LayerReport row : analysis.details()) {
        rows.computeIfAbsent(row.layer().name(), name -> new LinkedHashMap<>())
            .put(row.slice(), row);
      }
      return new Rows(rows);
    }

    boolean has(Optional<Layer> layer) {
      return layer.filter(it -> byLayer.containsKey(it.info().name())).isPresent();
    }

    Set<OptionalInt> slices(Optional<Layer> layer) {
      return rows(layer).keySet();
    }

    OptionalDouble alpha(Optional<Layer> layer, OptionalInt slice) {
      return Optional.ofNullable(rows(layer).get(slice))
          .map(LayerReport::alpha)
          .orElse(OptionalDouble.empty());
    }

    /** Those of the layer, or of the layer whose weights it shares. */
    private Map<OptionalInt, LayerReport> rows(Optional<Layer> layer) {
      return layer
          .map(it -> it.owner().orElse(it.info().name()))
          .map(name -> byLayer.getOrDefault(name, Map.of()))
          .orElse(Map.of());
    }
  }

  private static TextTable with(TextTable table, String name, OptionalDouble a, OptionalDouble b) {
    OptionalDouble difference =
        a.isPresent() && b.isPresent()
            ? OptionalDouble.of(a.getAsDouble() - b.getAsDouble())
            : OptionalDouble.empty();
    return table.with(name, cell(a), cell(b), cell(difference));
  }

  private static String cell(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.3f", value.getAsDouble()) : "-";
  }
}
