package io.github.weightwatcher4j.assertj;

import io.github.weightwatcher4j.model.LayerSelector;
import io.github.weightwatcher4j.model.internal.Nearest;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.SkippedLayer;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What to say of layers that an assertion names and the analysis has no row of. */
final class NoSuchLayer {

  private NoSuchLayer() {}

  /**
   * Why there is no row of a name: skipped, in slices, or unknown, with the nearest names first.
   */
  static String text(String name, Analysis analysis) {
    String why =
        skipped(analysis, layer -> layer.layer().name().equals(name))
            .or(() -> slices(name, analysis))
            .orElseGet(() -> "there is none; nearest first, there are: " + nearest(name, analysis));
    return "\nExpecting an analysed layer '%s' in '%s', but:\n  %s\n"
        .formatted(name, analysis.model(), why);
  }

  /** Why there is no row that a selector takes, or none of a name that it takes. */
  static String text(LayerSelector selector, Analysis analysis) {
    String why =
        skipped(analysis, layer -> selector.test(layer.layer()))
            .orElseGet(
                () ->
                    "the analysed layers are: "
                        + names(analysis).collect(Collectors.joining(", ")));
    return "\nExpecting analysed layers of %s in '%s', but:\n  %s\n"
        .formatted(selector, analysis.model(), why);
  }

  /** What is said of an analysis without any layer. */
  static String text(Analysis analysis) {
    String why = skipped(analysis, layer -> true).orElse("it has none");
    return "\nExpecting analysed layers in '%s', but:\n  %s\n".formatted(analysis.model(), why);
  }

  private static Optional<String> skipped(Analysis analysis, Predicate<SkippedLayer> which) {
    List<String> reasons =
        analysis.skipped().stream()
            .filter(which)
            .map(layer -> layer.layer().name() + " was skipped: " + layer.reason())
            .toList();
    return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("\n  ", reasons));
  }

  private static Optional<String> slices(String name, Analysis analysis) {
    List<String> slices =
        analysis.details().stream()
            .filter(row -> row.layer().name().equals(name))
            .map(LayerReport::name)
            .toList();
    return slices.isEmpty()
        ? Optional.empty()
        : Optional.of("it has a row for each slice: " + String.join(", ", slices));
  }

  private static String nearest(String name, Analysis analysis) {
    return String.join(", ", Nearest.of(name, names(analysis).toList(), Integer.MAX_VALUE));
  }

  private static Stream<String> names(Analysis analysis) {
    return analysis.details().stream().map(LayerReport::name);
  }
}
