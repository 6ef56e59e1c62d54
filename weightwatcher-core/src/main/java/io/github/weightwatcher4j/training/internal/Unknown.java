package io.github.weightwatcher4j.training.internal;

import io.github.weightwatcher4j.fit.FailedFit;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Availability;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What an analysis does not know of what it was asked: the layers, each with the reason. */
public final class Unknown {

  private Unknown() {}

  /** Layers that should have been analysed and could not be, or that there is none at all. */
  public static List<String> lost(Analysis analysis) {
    return of(analysis, row -> Optional.empty());
  }

  /**
   * Layers that do not enter the mean of a metric.
   *
   * @throws IllegalStateException where the analysis was not asked for it
   */
  public static List<String> of(Analysis analysis, Metric metric) {
    requireAsked(metric.key(), analysis.availability(metric));
    return of(
        analysis,
        row ->
            row.tail() instanceof FailedFit failed
                ? Optional.of("no power law could be fitted: " + failed.reason())
                : missing(metric.key(), analysis.availability(row, metric)));
  }

  /**
   * Layers of which it cannot be told whether they have a finding.
   *
   * @throws IllegalStateException where the analysis did not look for it
   */
  public static List<String> of(Analysis analysis, FindingType type) {
    requireAsked(type.label(), analysis.availability(type));
    return of(
        analysis,
        row ->
            switch (type) {
              case OVER_TRAINED, UNDER_TRAINED, RANDOM_LIKE -> withoutVerdict(row);
              case RANK_COLLAPSE ->
                  row.phase().isPresent() ? Optional.empty() : withoutVerdict(row);
              default -> missing(type.label(), analysis.availability(row, type));
            });
  }

  /** Layers without a verdict, or with the verdict that it cannot be told. */
  public static List<String> verdicts(Analysis analysis) {
    return of(analysis, Unknown::withoutVerdict);
  }

  private static List<String> of(
      Analysis analysis, Function<LayerReport, Optional<String>> reasonOf) {
    List<String> unknown = new ArrayList<>();
    analysis.skipped().stream()
        .filter(layer -> layer.cause().isLoss())
        .map(SkippedLayer::toString)
        .forEach(unknown::add);
    for (LayerReport row : analysis.details()) {
      reasonOf.apply(row).ifPresent(reason -> unknown.add(row.name() + ": " + reason));
    }
    if (unknown.isEmpty() && analysis.details().size() == 0) {
      unknown.add("no layer was analysed");
    }
    return List.copyOf(unknown);
  }

  private static Optional<String> withoutVerdict(LayerReport row) {
    return row.verdict().verdict() == Verdict.CANNOT_TELL
        ? Optional.of(row.verdict().reason())
        : Optional.empty();
  }

  private static Optional<String> missing(String what, Availability availability) {
    return availability.isPresent()
        ? Optional.empty()
        : Optional.of("no " + what + ": " + availability.reason());
  }

  /** An answer that never comes is a mistake of the caller. */
  public static void requireAsked(String what, Availability availability) {
    availability
        .requirement()
        .ifPresent(
            needed -> {
              throw new IllegalStateException(
                  what
                      + " was not asked for: the analyses need options(o -> o."
                      + needed.call()
                      + ")");
            });
  }
}
