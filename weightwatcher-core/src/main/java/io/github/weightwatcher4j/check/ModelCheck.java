package io.github.weightwatcher4j.check;

import io.github.weightwatcher4j.check.Violation.Kind;
import io.github.weightwatcher4j.check.internal.Completeness;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.SkippedLayer;
import io.github.weightwatcher4j.report.internal.SharedSentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is asked of a model, and what its analysis answers.
 *
 * @param model what the user calls it
 * @param analysis of the model, complete or not
 * @param conditions that must not be met
 * @param regression against a baseline; empty where there is none
 * @param allowUnknown whether what is not known may pass
 */
public record ModelCheck(
    String model,
    Analysis analysis,
    List<Condition> conditions,
    Optional<Regression> regression,
    boolean allowUnknown) {

  private static final int MOST_NAMES = 20;

  /** Copies the list. */
  public ModelCheck {
    conditions = List.copyOf(conditions);
  }

  /** A check against conditions alone, which what is not known does not pass. */
  public static ModelCheck of(String model, Analysis analysis, List<Condition> conditions) {
    return new ModelCheck(model, analysis, conditions, Optional.empty(), false);
  }

  /** Whether nothing is wrong, and nothing is unknown that may not be. */
  public boolean passes() {
    return standing().isEmpty();
  }

  /** The violations that count: all but the unknown, where that is allowed. */
  public List<Violation> standing() {
    return violations().stream()
        .filter(violation -> violation.kind() == Kind.MET || !allowUnknown)
        .toList();
  }

  /**
   * What a report for a pipeline tells: the violations, or, where neither conditions nor a baseline
   * say what matters, every finding and what is lost.
   */
  public List<Violation> told() {
    Stream<Violation> all =
        conditions.isEmpty() && regression.isEmpty()
            ? Stream.concat(lost(), analysis.findings().stream().map(Violation::of))
            : violations().stream();
    return all.toList();
  }

  /** Everything that is wrong or unknown, each with its layer. */
  public List<Violation> violations() {
    Stream<Violation> lost = lost();
    Stream<Violation> ofConditions =
        conditions.stream().flatMap(condition -> violations(condition).stream());
    Stream<Violation> worse =
        regression.stream().map(Regression::complaints).flatMap(List::stream).map(this::worse);
    return Stream.of(lost, ofConditions, worse).flatMap(all -> all).toList();
  }

  private Stream<Violation> lost() {
    if (analysis.details().size() == 0 && analysis.lost().isEmpty()) {
      String text = Completeness.of(analysis).orElse("nothing was analysed");
      return Stream.of(Violation.of(Kind.UNKNOWN, Violation.COMPLETE, Optional.empty(), text));
    }
    return analysis.lost().stream().map(this::lost);
  }

  private Violation lost(SkippedLayer layer) {
    return Violation.of(
        Kind.UNKNOWN, Violation.COMPLETE, Optional.of(layer.layer().name()), layer.reason());
  }

  private List<Violation> violations(Condition condition) {
    List<Violation> violations = new ArrayList<>();
    for (Condition.Met met : condition.met(analysis)) {
      violations.add(
          Violation.of(Kind.MET, condition.toString(), met.layer(), "is " + met.value()));
    }
    if (violations.isEmpty()) {
      for (Condition.Unknown unknown : condition.unknowns(analysis)) {
        violations.add(
            Violation.of(
                Kind.UNKNOWN,
                condition.toString(),
                Optional.of(unknown.layer()),
                unknown.reason()));
      }
    }
    return violations;
  }

  private Violation worse(Complaint complaint) {
    return Violation.of(
        complaint.isUnknown() ? Kind.UNKNOWN : Kind.MET,
        Violation.BASELINE,
        Optional.of(complaint.layer()),
        complaint.text());
  }

  /** Why it is not known whether a condition holds, where nothing known meets it; else empty. */
  public Optional<String> unknown(Condition condition) {
    List<Condition.Unknown> unknowns = condition.unknowns(analysis);
    if (unknowns.isEmpty() && analysis.details().size() == 0) {
      return Optional.of("no layer was analysed");
    }
    return Optional.of(
            SharedSentence.of(unknowns, Condition.Unknown::layer, Condition.Unknown::reason)
                .stream()
                .map(shared -> shared.told(MOST_NAMES))
                .collect(Collectors.joining("; ")))
        .filter(text -> !text.isEmpty());
  }
}
