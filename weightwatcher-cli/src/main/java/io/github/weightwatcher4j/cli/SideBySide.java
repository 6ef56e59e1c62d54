package io.github.weightwatcher4j.cli;

import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.Summary;
import io.github.weightwatcher4j.report.internal.TextTable;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/** Two analyses in two columns: alpha of each layer, then the means of the summaries. */
final class SideBySide {

  private SideBySide() {}

  static String of(Analysis first, Analysis second) {
    TextTable alphas = TextTable.of("alpha", "A", "B", "A - B");
    for (String layer : layers(first, second)) {
      alphas = with(alphas, layer, alpha(first, layer), alpha(second, layer));
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

  private static Set<String> layers(Analysis first, Analysis second) {
    Set<String> names = new LinkedHashSet<>();
    first.details().forEach(row -> names.add(row.name()));
    second.details().forEach(row -> names.add(row.name()));
    return names;
  }

  private static OptionalDouble alpha(Analysis analysis, String layer) {
    return analysis.details().find(layer).map(LayerReport::alpha).orElse(OptionalDouble.empty());
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
