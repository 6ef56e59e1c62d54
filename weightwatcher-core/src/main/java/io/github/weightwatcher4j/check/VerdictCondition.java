package io.github.weightwatcher4j.check;

import io.github.weightwatcher4j.option.Options;
import io.github.weightwatcher4j.option.Requirement;
import io.github.weightwatcher4j.report.Analysis;
import io.github.weightwatcher4j.report.LayerReport;
import io.github.weightwatcher4j.verdict.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * {@code verdict==random-like}: what is said of any layer.
 *
 * @param equal whether the verdict fails the build; else every other does
 */
record VerdictCondition(Verdict verdict, boolean equal) implements Condition {

  @Override
  public List<Met> met(Analysis analysis) {
    return analysis.details().stream()
        .filter(row -> (row.verdict().verdict() == verdict) == equal)
        .map(row -> Met.of(row, row.verdict().verdict().label()))
        .toList();
  }

  /** A layer that cannot be judged may be anything. */
  @Override
  public List<Unknown> unknowns(Analysis analysis) {
    return Condition.unknowns(analysis, this::reason);
  }

  private Optional<String> reason(LayerReport row) {
    return verdict != Verdict.CANNOT_TELL && row.verdict().verdict() == Verdict.CANNOT_TELL
        ? Optional.of(row.verdict().reason())
        : Optional.empty();
  }

  @Override
  public List<Requirement<?>> requirements() {
    Requirement<Boolean> bulk = Requirement.of(Options.MP_FIT);
    return verdict == Verdict.TRAPPED
        ? List.of(bulk, Requirement.of(Options.RANDOMIZE))
        : List.of(bulk);
  }

  @Override
  public String toString() {
    return "verdict" + (equal ? "==" : "!=") + verdict.label();
  }
}
