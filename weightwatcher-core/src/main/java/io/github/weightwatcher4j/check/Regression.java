package io.github.weightwatcher4j.check;

import io.github.weightwatcher4j.check.internal.Absence;
import io.github.weightwatcher4j.check.internal.Numbers;
import io.github.weightwatcher4j.metric.Metric;
import io.github.weightwatcher4j.metric.Metric.Stage;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.Finding;
import io.github.weightwatcher4j.report.FindingType;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.report.SkippedLayer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is worse in an analysis than in a baseline. A layer is worse where
 *
 * <ul>
 *   <li>its alpha lies farther from 2 by more than a tolerance: {@code min(before, 2) - tolerance
 *       <= alpha <= 2 + |before - 2| + tolerance} holds no longer;
 *   <li>it has a finding that it had not, other than those that alpha decides;
 *   <li>a number that it had is there no longer, or it is gone or lost.
 * </ul>
 *
 * <p>Layers belong together by name, or by name behind one prefix. Numbers compare only where the
 * options are the same: see {@link #otherOptions}.
 */
public final class Regression {

  /** The exponent of a fully trained layer (Martin &amp; Mahoney). */
  private static final double IDEAL = 2;

  /** Decided by alpha and its tolerance where the baseline has an alpha. */
  private static final Set<FindingType> OF_ALPHA =
      EnumSet.of(FindingType.OVER_TRAINED, FindingType.UNDER_TRAINED, FindingType.FIT_FAILED);

  /** Numbers that are there where there is a power law. */
  private static final Set<Stage> OF_TAIL =
      EnumSet.of(Stage.FIT, Stage.BOOTSTRAP, Stage.ERG, Stage.VECTORS);

  private final Analysis now;
  private final Analysis baseline;
  private final LayerNames names;
  private final double tolerance;

  private Regression(Analysis now, Analysis baseline, LayerNames names, double tolerance) {
    this.now = now;
    this.baseline = baseline;
    this.names = names;
    this.tolerance = tolerance;
  }

  /**
   * Holds an analysis against a baseline.
   *
   * @param tolerance of alpha, at least 0; its standard error is a measure for it
   * @throws IllegalArgumentException where the tolerance is negative, NaN or infinite
   */
  public static Regression of(Analysis baseline, Analysis now, double tolerance) {
    return of(baseline, now, LayerNames.of(baseline, now), tolerance);
  }

  /**
   * As {@link #of(Analysis, Analysis, double)}, for parts of two analyses.
   *
   * @param names by which the layers of the whole belong together
   */
  public static Regression of(Analysis baseline, Analysis now, LayerNames names, double tolerance) {
    if (!(tolerance >= 0 && tolerance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("tolerance must be >= 0 and finite but was " + tolerance);
    }
    return new Regression(now, baseline, names, tolerance);
  }

  /** Options that both analyses know and that differ, a line each: their numbers do not compare. */
  public String otherOptions() {
    Map<String, Object> before = baseline.provenance().options();
    return now.provenance().options().entrySet().stream()
        .filter(option -> !option.getValue().equals(before.get(option.getKey())))
        .filter(option -> before.containsKey(option.getKey()))
        .map(
            option ->
                "  %s is %s; in the baseline: %s\n"
                    .formatted(option.getKey(), option.getValue(), before.get(option.getKey())))
        .collect(Collectors.joining());
  }

  /** What is worse, layer by layer; empty where nothing is. */
  public List<Complaint> complaints() {
    List<Complaint> complaints = new ArrayList<>();
    for (LayerReport before : baseline.details()) {
      now.details()
          .find(names.now(before.name()))
          .map(row -> worse(before, row))
          .orElseGet(() -> List.of(missing(before)))
          .forEach(complaints::add);
    }
    now.findings().stream().filter(this::isNew).map(Regression::found).forEach(complaints::add);
    Set<String> told = complaints.stream().map(Complaint::layer).collect(Collectors.toSet());
    baseline.skipped().stream()
        .filter(layer -> layer.cause().isLoss())
        .forEach(layer -> told.add(names.now(layer.layer().name())));
    now.skipped().stream()
        .filter(layer -> layer.cause().isLoss() && !told.contains(layer.layer().name()))
        .map(Complaint::of)
        .forEach(complaints::add);
    return complaints;
  }

  private List<Complaint> worse(LayerReport before, LayerReport row) {
    List<Complaint> complaints = new ArrayList<>(gone(before, row));
    farther(before, row).ifPresent(complaints::add);
    return complaints;
  }

  /** Numbers that a layer had and has no longer, by the reason; alpha speaks for its tail. */
  private List<Complaint> gone(LayerReport before, LayerReport row) {
    boolean noTail = before.alpha().isPresent() && row.alpha().isEmpty();
    Map<String, List<String>> keys = new LinkedHashMap<>();
    for (Metric metric : before.metrics().asMap().keySet()) {
      if (row.metric(metric).isEmpty() && !(noTail && OF_TAIL.contains(metric.stage()))) {
        String why = Absence.ofNumber(now.availability(row, metric));
        keys.computeIfAbsent(why, text -> new ArrayList<>()).add(metric.key());
      }
    }
    return keys.entrySet().stream()
        .map(e -> Complaint.ofText(row.name(), first(e.getValue()) + e.getKey()))
        .toList();
  }

  private static String first(List<String> keys) {
    String more = keys.size() == 1 ? "" : " (with " + (keys.size() - 1) + " more)";
    return keys.get(0) + more + " was in the baseline and ";
  }

  /** {@code min(before, 2) - tolerance <= alpha <= 2 + |before - 2| + tolerance}. */
  private Optional<Complaint> farther(LayerReport before, LayerReport row) {
    OptionalDouble was = before.alpha();
    if (was.isEmpty()) {
      return Optional.empty();
    }
    if (row.alpha().isEmpty()) {
      String text =
          "alpha was "
              + alpha(before)
              + " and "
              + Absence.ofNumber(now.availability(row, Metric.ALPHA));
      return Optional.of(Complaint.ofText(row.name(), text));
    }
    double alpha = row.alpha().getAsDouble();
    double low = Math.min(was.getAsDouble(), IDEAL) - tolerance;
    double high = IDEAL + Math.abs(was.getAsDouble() - IDEAL) + tolerance;
    if (low <= alpha && alpha <= high) {
      return Optional.empty();
    }
    String text =
        "alpha was %s and is %s, outside of [%s, %s]"
            .formatted(alpha(before), alpha(row), Numbers.text(low), Numbers.text(high));
    String meaning =
        alpha < IDEAL
            ? "below 2 a layer may have learned more than the data holds"
            : "the farther alpha lies above 2, the less the layer has learned";
    return Optional.of(Complaint.of(row.name(), text, List.of(meaning)));
  }

  private static String alpha(LayerReport row) {
    String alpha = Numbers.text(row.alpha().orElseThrow());
    OptionalDouble sigma = row.metric(Metric.SIGMA);
    return sigma.isPresent() ? alpha + " ± " + Numbers.text(sigma.getAsDouble()) : alpha;
  }

  private Complaint missing(LayerReport before) {
    String reason =
        now.skipped().stream()
            .filter(skipped -> skipped.layer().name().equals(names.now(before.layer().name())))
            .map(SkippedLayer::reason)
            .findFirst()
            .map(text -> "was skipped: " + text)
            .orElse("is gone");
    return Complaint.ofText(before.name(), "is in the baseline and " + reason);
  }

  private boolean isNew(Finding finding) {
    boolean decided =
        OF_ALPHA.contains(finding.type())
            && baseline
                .details()
                .find(names.before(finding.layer()))
                .filter(b -> b.alpha().isPresent())
                .isPresent();
    return !decided
        && baseline.findings().stream()
            .noneMatch(
                b -> b.type() == finding.type() && b.layer().equals(names.before(finding.layer())));
  }

  private static Complaint found(Finding finding) {
    String text = "new: " + finding.message();
    return Complaint.of(finding.layer(), text, List.of(Complaint.meaning(finding)));
  }
}
